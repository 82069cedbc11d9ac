import type { WorkCount } from '../performance/figures.ts';

/** What people have done with handovers, for reading. Times are Unix ms. */
export type WorkStore = {
  /** By person, of what they took in [from, to). `name` is the latest that is known. */
  byAgent(from: number, to: number): Promise<(WorkCount & { readonly name: string })[]>;
  /** By team, of the handovers that were opened in [from, to) and are theirs. */
  byTeam(from: number, to: number): Promise<WorkCount[]>;
};
