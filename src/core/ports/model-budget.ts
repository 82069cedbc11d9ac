/** What asking a model takes: tokens of both directions, and money in the currency of the operator's prices. */
export type ModelSpend = { readonly tokens: number; readonly cost: number };

/** How much a model may be used in a day, for all processes together; 0 is no limit. */
export type BudgetLimits = {
  /** Tokens for each visitor. */
  readonly visitorTokens: number;
  /** Tokens in all, whoever the visitors are. */
  readonly tokens: number;
  /** Money in all, in the currency of the prices. */
  readonly cost: number;
};

/** How much a model may be used. Times are Unix ms; days are those of UTC. */
export type ModelBudget = {
  /**
   * Takes what a call will need at most, for this visitor and in all, before it is made. Answers `false` and takes
   * nothing when either would be more than is left for the day. Of calls at the same time none takes what another has.
   */
  take(visitor: string, need: ModelSpend, now: number): Promise<boolean>;
  /** Gives back what a call has taken and not spent; more than was taken is charged. `at` is when it was taken. */
  settle(visitor: string, taken: ModelSpend & { readonly at: number }, spent: ModelSpend, now: number): Promise<void>;
};
