/** Work in lanes: of one lane a piece begins when the one before it has ended, however that went. */
export type Turns = {
  take<T>(lane: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when everything that was begun has ended. */
  ended(): Promise<void>;
};

/** Makes lanes; one that is done is forgotten. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take(lane, work) {
      const done = (last.get(lane) ?? Promise.resolve()).then(work);
      const ended: Promise<unknown> = done
        .catch(() => undefined)
        .finally(() => {
          if (last.get(lane) === ended) last.delete(lane);
        });
      last.set(lane, ended);
      return done;
    },
    ended: async () => void (await Promise.all(last.values())),
  };
}
