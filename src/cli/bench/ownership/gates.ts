import type { Random } from './random.ts';

/** A gate at which a process waits before or after a step; whoever drives the run opens one at a time. */
type Gate = { readonly process: string; readonly open: () => void };

/** Where processes wait for their turn, so that their steps can be put into any order. */
export type Gates = {
  /** Resolves when the gate is opened; never for a process that has been killed. */
  pass(process: string): Promise<void>;
  /** Opens one of those that wait. False where nobody waits. */
  openOne(random: Random): boolean;
  /** Nothing of this process goes on any more. */
  kill(process: string): void;
};

/** No gates yet. */
export function createGates(): Gates {
  const waiting: Gate[] = [];
  const dead = new Set<string>();
  return {
    pass: (process) =>
      new Promise((resolve) => {
        if (!dead.has(process)) waiting.push({ process, open: resolve });
      }),
    openOne(random) {
      if (waiting.length === 0) return false;
      const [gate] = waiting.splice(Math.floor(random.next() * waiting.length), 1);
      gate?.open();
      return true;
    },
    kill(process) {
      dead.add(process);
      for (let i = waiting.length - 1; i >= 0; i--) if (waiting[i]?.process === process) waiting.splice(i, 1);
    },
  };
}

/** Resolves when everything that needs no gate has been done: all of it runs in microtasks, but that the store gathers what comes in one turn of the event loop. */
export async function settled(): Promise<void> {
  await new Promise<void>((resolve) => void setImmediate(resolve));
  await new Promise<void>((resolve) => void setImmediate(resolve));
}
