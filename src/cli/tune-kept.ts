import type { Embedder } from '#core/ports/embedder.ts';
import { tuneEmbedder } from '#intents/create-embedder.ts';
import type { Tuning } from '#intents/tune-model.ts';
import type { TuneReport } from '#intents/tune.ts';
import type { Out } from './command.ts';

/** The tuned embedder when tuning brought something; otherwise the base, as `baton tune` would leave it, with a word about it. */
export function tunedEmbedder(base: Embedder, { tuning, report }: { readonly tuning: Tuning; readonly report: TuneReport }, out: Out): Embedder {
  if (report.isGain) return tuneEmbedder(base, tuning);
  out.warn('Tuning brought no gain on held-out pairs, or a loss elsewhere; measured without it.\n');
  return base;
}
