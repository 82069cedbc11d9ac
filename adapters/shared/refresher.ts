/** Runs `work` when asked, one run at a time; asked again meanwhile, it runs once more after. Failures go to `onError`. */
export function createRefresher(work: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let running = false;
  let wanted = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
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
