/**
 * Runs `work` when asked, one run at a time; asked again meanwhile, it runs once more after. With `gatherMs` each run waits
 * so long first, ms, so that what happens together is one run. Failures go to `onError`.
 */
export function createRefresher(work: () => Promise<void>, onError: (error: unknown) => void, gatherMs: number | (() => number) = 0): () => void {
  let running = false;
  let wanted = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      const ms = typeof gatherMs === 'number' ? gatherMs : gatherMs();
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms).unref());
      wanted = false;
      try {
        await work();
      } catch (error) {
        onError(error);
      }
    } while (wanted);
    running = false;
  };
  return () => {
    wanted = true;
    if (!running) void run();
  };
}
