/** A turn of the event loop that lasts so long keeps connections, streams and timers waiting, ms. */
const LONGEST_MS = 25;

let begun: number | undefined;

/**
 * Resolves at once while this turn of the event loop is young, and in a later one otherwise. SQLite answers within the
 * same turn, so that work which never waits for anything else would go on until all of it is done; and Node takes one new
 * connection in each turn.
 */
export async function breathe(): Promise<void> {
  while (begun !== undefined && performance.now() - begun >= LONGEST_MS) await new Promise(setImmediate);
  if (begun !== undefined) return;
  begun = performance.now();
  setImmediate(() => {
    begun = undefined;
  });
}
