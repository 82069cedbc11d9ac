import type { CutReason } from './model-answer/check-sentence.ts';

/**
 * Why the words of a model were taken (`checked`) or not: it said that the passages do not answer (`declined`), too little
 * was left after the check, it made up a figure or link (`invented`), it leaked the secret of the call (`hijacked`), repeated itself or did not end (`endless`), said
 * what is never said to customers (`never_said`), was cut at its limit (`cut_off`), failed, was too slow, had no budget,
 * there was nothing to write from (`no_sources`), or nobody waited for it any more (`not_needed`), as when a person has
 * taken over.
 */
export type ModelVerdict = 'checked' | 'declined' | 'too_little_left' | 'invented' | 'hijacked' | 'endless' | 'never_said' | 'cut_off' | 'failed' | 'too_slow' | 'no_budget' | 'no_sources' | 'not_needed';

/** How an answer came about and what it took, all calls together; for staff and reports, never for customers. */
export type AnsweredBy = {
  /** Whose words the customer reads: the model's, or the passages' own. */
  readonly by: 'model' | 'extract';
  readonly verdict: ModelVerdict;
  /** Why sentences were cut, in their order. */
  readonly cut: readonly CutReason[];
  /** Name of the model as its server gives it; absent where none has answered. */
  readonly model?: string;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Has the server counted all tokens? Otherwise some are guessed. */
  readonly isCounted: boolean;
  /** In the currency of the operator's prices. */
  readonly cost: number;
  /** From the question to the whole answer. */
  readonly ms: number;
};
