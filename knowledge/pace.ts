import { setImmediate as othersTurn } from 'node:timers/promises';

/** Long work on the event loop, in slices: when `isDue`, `rest` lets other work have its turn. */
export type Pace = {
  /** Has this slice lasted long enough? */
  isDue(): boolean;
  /** Gives everything else its turn and begins the next slice. */
  rest(): Promise<void>;
};

/** Slices of this length, ms: short enough that nobody who waits feels several of them. */
const SLICE_MS = 8;

/** A pace with slices of `sliceMs`. */
export function createPace(sliceMs = SLICE_MS): Pace {
  let end = performance.now() + sliceMs;
  return {
    isDue: () => performance.now() >= end,
    async rest() {
      await othersTurn();
      end = performance.now() + sliceMs;
    },
  };
}

/** What `make` makes of each item, in slices. */
export async function mapPaced<Item, Result>(items: readonly Item[], make: (item: Item, at: number) => Result): Promise<Result[]> {
  const pace = createPace();
  const results: Result[] = [];
  for (const [at, item] of items.entries()) {
    results.push(make(item, at));
    if (pace.isDue()) await pace.rest();
  }
  return results;
}
