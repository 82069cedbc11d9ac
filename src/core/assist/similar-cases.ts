import type { Intent } from '../intent.ts';
import type { Mask } from '../mask.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { PastCaseStore } from '../ports/past-case-store.ts';
import { hasHelped, pastAnswers, toSimilarCase } from './past-case.ts';
import type { SimilarCase } from './view.ts';

/** What earlier handovers are searched with. */
export type SimilarTools = {
  readonly cases: PastCaseStore;
  readonly embedder: Embedder;
  /** From which cosine on two questions mean the same matter. */
  readonly nearness: () => Promise<number>;
  readonly intents: ReadonlyMap<string, Intent>;
  /** Hides personal data and order numbers. */
  readonly mask: Mask;
};

/** Finds earlier questions that mean the same, with what helped, best first. */
export type FindSimilar = (text: string, conversationId: string) => Promise<readonly SimilarCase[]>;

type Entry = { readonly handoverId: string; readonly conversationId: string; readonly seq: number; readonly vector: Float32Array };

/** The newest handovers that are searched: their vectors take about a megabyte. */
const MOST = 400;
const AT_ONCE = 40;
/** Transactions that began earlier may end later. */
const OVERLAP_MS = 60_000;
const SHOWN = 3;
/** As many are read again to be shown: some did not help, or are gone. */
const READ = 12;
/** What is known to be resolved goes before what is only as near. */
const RESOLVED_BONUS = 0.05;

/**
 * A search of earlier handovers by meaning. Learns them when it is first asked, and each time those that ended since; keeps
 * vectors and places, never words, so that what is deleted from the store is not found any more.
 */
export function createSimilarCases({ cases, embedder, nearness, intents, mask }: SimilarTools): FindSimilar {
  const known = new Map<string, readonly Entry[]>();
  let since = 0;
  let learning: Promise<void> = Promise.resolve();

  const learn = async (): Promise<void> => {
    const fresh = (await cases.recent(since, MOST)).filter(({ id }) => !known.has(id)).toReversed();
    for (let from = 0; from < fresh.length; from += AT_ONCE) {
      const past = await cases.read(fresh.slice(from, from + AT_ONCE).map(({ id }) => id));
      const asked = past.filter(hasHelped).flatMap((each) => pastAnswers(each, intents).map(({ seq, question }) => ({ handoverId: each.id, conversationId: each.conversationId, seq, question })));
      const vectors = await embedder.embed(asked.map(({ question }) => question));
      const entries = asked.flatMap(({ handoverId, conversationId: from, seq }, at) => (vectors[at] ? [{ handoverId, conversationId: from, seq, vector: vectors[at] }] : []));
      for (const { id } of past) known.set(id, entries.filter(({ handoverId }) => handoverId === id));
      since = Math.max(since, ...past.map(({ endedAt }) => endedAt - OVERLAP_MS));
    }
    for (const id of [...known.keys()].slice(0, Math.max(0, known.size - MOST))) known.delete(id);
  };

  return async (text, conversationId) => {
    learning = learning.catch(() => undefined).then(learn);
    await learning;
    const [vector] = await embedder.embed([text]);
    if (!vector || known.size === 0) return [];
    const least = await nearness();
    const near = [...known.values()]
      .flat()
      .filter((entry) => entry.conversationId !== conversationId)
      .map((entry) => ({ ...entry, score: cosine(vector, entry.vector) }))
      .filter(({ score }) => score >= least)
      .toSorted((a, b) => b.score - a.score);
    // Of one conversation only the nearest question.
    const best = [...Map.groupBy(near, (entry) => entry.conversationId).values()].flatMap(([first]) => first ?? []).slice(0, READ);
    const past = new Map((await cases.read(best.map(({ handoverId }) => handoverId))).map((each) => [each.id, each]));
    const found = best.flatMap(({ handoverId, seq, score }) => {
      const each = past.get(handoverId);
      const answer = each && pastAnswers(each, intents).find((pair) => pair.seq === seq);
      if (!each || !answer || !hasHelped(each)) return [];
      return [{ rank: score + (each.closeReason === 'resolved' ? RESOLVED_BONUS : 0), similar: toSimilarCase(each, answer, mask) }];
    });
    return found.toSorted((a, b) => b.rank - a.rank).slice(0, SHOWN).map(({ similar }) => similar);
  };
}

/** Of two vectors of unit length. */
function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
