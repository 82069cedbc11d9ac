import { breathe } from './breathe.ts';

/** Runs a piece of work again and again while there is some, never twice at once. */
export type Pump = {
  /** There may be work: run, or run once more when it is running. */
  kick(): void;
  /** Resolves when nothing runs; nothing starts after. */
  stop(): Promise<void>;
};

/** `work` answers whether it should be called again at once. What it throws goes to `onError`, and the pump rests until the next kick. */
export function createPump(work: () => Promise<boolean>, onError: (error: unknown) => void): Pump {
  let running: Promise<void> | undefined;
  let wanted = false;
  let stopped = false;

  const run = async (): Promise<void> => {
    try {
      do {
        wanted = false;
        while (!stopped && (await work())) await breathe();
      } while (wanted && !stopped);
    } catch (error) {
      onError(error);
    }
  };
  return {
    kick() {
      if (stopped) return;
      wanted = true;
      running ??= run().finally(() => {
        running = undefined;
        if (wanted) queueMicrotask(() => this.kick());
      });
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}
