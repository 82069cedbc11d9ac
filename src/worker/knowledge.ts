import type { LivingDocuments } from '#core/living-documents.ts';
import type { Clock } from '#core/ports/clock.ts';

/** How often the store is asked for changed documents, ms: the next question within a second must see them. */
const LOOK_EVERY_MS = 400;
/** After so long without a change the indexes are set in order, ms, so that what was removed leaves the cache too. */
const QUIET_MS = 60_000;
/** How long to wait after a failure, ms. */
const AFTER_FAILURE_MS = 5_000;

/** What can bring itself in order, at once where it `isDue`. */
type Settling = { settle(isDue?: boolean): Promise<void> };

/** What can take up its changes, and says whether there were any. */
type Following = Pick<LivingDocuments, 'refresh'>;

/** Keeps the knowledge base up with what it is made from, such as the imported documents, and in order. The returned function ends it. */
export function keepKnowledge(
  { sources, knowledge, clock }: { readonly sources: readonly Following[]; readonly knowledge: Settling; readonly clock: Clock },
  onTrouble: (error: unknown) => void,
): () => void {
  let isOver = false;
  let cancel = (): void => undefined;
  // At once: opening leaves to this what takes long.
  let settleAt = clock.now();
  const look = async (): Promise<void> => {
    let wait = LOOK_EVERY_MS;
    try {
      let hasChanged = false;
      for (const source of sources) if (await source.refresh()) hasChanged = true;
      if (hasChanged) {
        settleAt = clock.now() + QUIET_MS;
        // Much at once is set in order beside everything else; a failure there is told by the next look.
        void knowledge.settle().catch(onTrouble);
      } else if (clock.now() >= settleAt) {
        settleAt = Infinity;
        void knowledge.settle(true).catch((error: unknown) => {
          settleAt = Math.min(settleAt, clock.now() + QUIET_MS);
          onTrouble(error);
        });
      }
    } catch (error) {
      onTrouble(error);
      wait = AFTER_FAILURE_MS;
    }
    if (!isOver) cancel = clock.after(wait, () => void look());
  };
  cancel = clock.after(LOOK_EVERY_MS, () => void look());
  return () => {
    isOver = true;
    cancel();
  };
}
