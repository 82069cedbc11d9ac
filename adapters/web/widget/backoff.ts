/**
 * How long to wait before try number `attempt` (from 0), ms: doubling from 1 s up to 30 s, of which a random half is
 * taken off so that many browsers do not come back at the same moment. `random` is in [0, 1).
 */
export function backoffMs(attempt: number, random: number): number {
  const full = Math.min(30_000, 1000 * 2 ** Math.min(attempt, 10));
  return Math.round(full * (0.5 + random / 2));
}

/** A sleep that can be ended early. */
export type Alarm = {
  /** Resolves after `ms`, or as soon as `wake` is called. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly wake: () => void;
};

/** Makes an alarm; one sleeper at a time. */
export function createAlarm(): Alarm {
  let end: (() => void) | undefined;
  return {
    sleep: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    wake: () => end?.(),
  };
}
