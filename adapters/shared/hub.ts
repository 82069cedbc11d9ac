/** Tells listeners of one thing at a time, however many things and listeners there are. */
export type Hub = {
  tell(id: string): void;
  /** Listens to one id, or to all with `undefined`; the returned function stops it. */
  on(id: string | undefined, listener: (id: string) => void): () => void;
};

/** A hub without listeners. */
export function createHub(): Hub {
  const byId = new Map<string | undefined, Set<(id: string) => void>>();
  return {
    tell(id) {
      for (const listener of byId.get(id) ?? []) listener(id);
      for (const listener of byId.get(undefined) ?? []) listener(id);
    },
    on(id, listener) {
      const listeners = byId.get(id) ?? new Set();
      byId.set(id, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && byId.get(id) === listeners) byId.delete(id);
      };
    },
  };
}
