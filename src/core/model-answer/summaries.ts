import type { Summary } from './shorten-history.ts';

/** Summaries of conversations that go on, by conversation id; losing one costs a call, nothing more. */
export type Summaries = { get(id: string): Summary | undefined; set(id: string, summary: Summary): void };

/** Keeps so many summaries in memory; the one that was not used for the longest time goes first. */
export function createSummaries(most = 1_000): Summaries {
  const kept = new Map<string, Summary>();
  const set = (id: string, summary: Summary): void => {
    kept.delete(id);
    kept.set(id, summary);
    const oldest = kept.keys().next();
    if (kept.size > most && !oldest.done) kept.delete(oldest.value);
  };
  return {
    get(id) {
      const summary = kept.get(id);
      if (summary) set(id, summary);
      return summary;
    },
    set,
  };
}
