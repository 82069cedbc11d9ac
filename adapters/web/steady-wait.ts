import type { CustomerState } from '#core/protocol.ts';

/** What was told of the wait stays for so long where nobody has moved in the queue, ms. */
const KEPT_MS = 30_000;

/** The states that a page is told: a range that flickers helps nobody, so it stays for a while unless the place changes or nothing can be said any more. */
export type SteadyWait = { next(state: CustomerState, now: number): CustomerState };

/** For one page. */
export function createSteadyWait(): SteadyWait {
  let told: { readonly state: CustomerState; readonly at: number } | undefined;
  return {
    next(state, now) {
      const before = told?.state.expectedWait;
      const isKept = told !== undefined && before !== undefined && state.expectedWait !== undefined && told.state.place === state.place && now - told.at < KEPT_MS;
      if (isKept) return { ...state, expectedWait: before };
      told = { state, at: now };
      return state;
    },
  };
}
