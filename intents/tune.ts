import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Embedder } from '#core/ports/embedder.ts';
import { areaUnderCurve } from './correlation.ts';
import { tuneEmbedder } from './create-embedder.ts';
import { foldText } from './fold-text.ts';
import type { Tuning } from './tune-model.ts';
import type { GroupPair, SplitPairs } from './tune-sources.ts';
import { trainTuning } from './tune-train.ts';
import type { TunePair, TuneText } from './tune-train.ts';
import { dot } from './vectors/direction.ts';

/** A figure before and after tuning. */
export type Change = { readonly before: number; readonly after: number };

/** What tuning brought. */
export type TuneReport = {
  readonly pairs: { readonly learned: number; readonly heldOut: number };
  /** Mean reciprocal rank of a held-out text's partner among all held-out texts, in [0, 1]; nothing of these was learnt or chosen by. */
  readonly heldOut: Change;
  /** How often a labelled pair that means the same is nearer than one that does not, held out; `undefined` without labelled pairs. */
  readonly labelled: Change | undefined;
  /** Share of general checks (`vectors/check.yaml`) where the same meaning is nearer than the same words, in [0, 1]. */
  readonly general: Change;
  readonly strength: number;
  /** Whether it is worth keeping: a gain on held-out pairs and no loss on the general checks. */
  readonly isGain: boolean;
  readonly seconds: number;
};

/** Strengths that are tried; the one with the greatest gain and no loss wins. What is learnt is learnt at the first. */
const STRENGTHS = [0.5, 1, 0.3, 0.2, 0.1];
/** Most texts that ranks are counted among. */
const MOST_RANKED = 600;
/** Least gain that is worth another model. */
const LEAST_GAIN = 0.002;

/**
 * Learns from pairs, tells what it brought on pairs that it did not see, and whether elsewhere anything was lost.
 * `onProgress` hears the share done, in (0, 1]. Throws what the embedder throws.
 */
export async function tune(base: Embedder, split: SplitPairs, onProgress?: (share: number) => void): Promise<{ readonly tuning: Tuning; readonly report: TuneReport }> {
  const started = performance.now();
  const texts = await toTexts(base, [...split.learn, ...split.choose]);
  const learn = split.learn.map((pair) => toTunePair(pair, texts));
  const checks = await readChecks();
  const general = async (embedder: Embedder) => shareRight(embedder, checks);
  const generalBefore = await general(base);
  let best: { tuning: Tuning; gain: number } | undefined;
  const chooseBefore = await score(base, split.choose);
  const learnt = await trainTuning(learn, base.model, STRENGTHS[0]!, onProgress);
  for (const strength of STRENGTHS) {
    const tuning = { ...learnt, strength };
    const tuned = tuneEmbedder(base, tuning);
    const gain = total(await score(tuned, split.choose)) - total(chooseBefore);
    const isLoss = (await general(tuned)) < generalBefore;
    const value = isLoss ? gain - 1 : gain;
    if (best === undefined || value > best.gain) best = { tuning, gain: value };
  }
  const { tuning } = best!;
  const tuned = tuneEmbedder(base, tuning);
  const [before, after] = [await score(base, split.report), await score(tuned, split.report)];
  const generalAfter = await general(tuned);
  const report: TuneReport = {
    pairs: { learned: learn.length, heldOut: split.report.length },
    heldOut: { before: before.rank, after: after.rank },
    labelled: before.auc === undefined || after.auc === undefined ? undefined : { before: before.auc, after: after.auc },
    general: { before: generalBefore, after: generalAfter },
    strength: tuning.strength,
    isGain: total(after) >= total(before) + LEAST_GAIN && generalAfter >= generalBefore,
    seconds: (performance.now() - started) / 1000,
  };
  return { tuning, report };
}

type Score = { readonly rank: number; readonly auc: number | undefined };

/** One figure to choose by: labelled pairs say more than ranks where there are any. */
function total({ rank, auc }: Score): number {
  return auc ?? rank;
}

async function score(embedder: Embedder, pairs: readonly GroupPair[]): Promise<Score> {
  const same = pairs.filter(({ isSame }) => isSame).slice(0, MOST_RANKED);
  const left = await embedder.embed(same.map(({ s1 }) => s1));
  const right = await embedder.embed(same.map(({ s2 }) => s2));
  let sum = 0;
  same.forEach(({ group }, i) => {
    const own = dot(left[i]!, right[i]!);
    let place = 1;
    right.forEach((vector, k) => {
      if (same[k]!.group !== group && dot(left[i]!, vector) >= own) place += 1;
    });
    sum += 1 / place;
  });
  const cosines: number[] = [];
  if (pairs.some(({ isSame }) => !isSame)) {
    const [a, b] = [await embedder.embed(pairs.map(({ s1 }) => s1)), await embedder.embed(pairs.map(({ s2 }) => s2))];
    pairs.forEach((_, at) => cosines.push(dot(a[at]!, b[at]!)));
  }
  const auc = cosines.length === 0 ? undefined : areaUnderCurve(cosines, pairs.map(({ isSame }) => isSame));
  return { rank: same.length === 0 ? 0 : sum / same.length, auc };
}

async function toTexts(base: Embedder, pairs: readonly GroupPair[]): Promise<Map<string, TuneText>> {
  const plain = [...new Set(pairs.flatMap(({ s1, s2 }) => [s1, s2]))];
  const vectors = await base.embed(plain);
  return new Map(plain.map((text, at) => [text, { folded: foldText(text), base: vectors[at]! }]));
}

function toTunePair({ s1, s2, group, isSame }: GroupPair, texts: ReadonlyMap<string, TuneText>): TunePair {
  return { a: texts.get(s1)!, b: texts.get(s2)!, group, isSame };
}

/** Texts with their counterpart that means the same and the one that does not, from `vectors/check.yaml`. */
export async function readChecks(): Promise<(readonly [string, string, string])[]> {
  const file = fileURLToPath(new URL('./vectors/check.yaml', import.meta.url));
  const { triples } = z.strictObject({ triples: z.array(z.string()) }).parse(parse(await readFile(file, 'utf8')));
  return triples.map((line) => {
    const [text = '', same = '', other = ''] = line.split(' | ');
    return [text, same, other];
  });
}

async function shareRight(embedder: Embedder, checks: readonly (readonly [string, string, string])[]): Promise<number> {
  const vectors = await embedder.embed(checks.flat());
  const right = checks.filter((_, at) => dot(vectors[3 * at]!, vectors[3 * at + 1]!) > dot(vectors[3 * at]!, vectors[3 * at + 2]!));
  return right.length / Math.max(1, checks.length);
}
