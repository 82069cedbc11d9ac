import type { CutReason } from './model-answer/check-sentence.ts';

/**
 * Why the words of a model were taken (`checked`) or not: it said that the passages do not answer (`declined`), too little
 * was left after the check, it leaked the secret of the call (`hijacked`), repeated itself or did not end (`endless`), was
 * cut at its limit (`cut_off`), failed, was too slow, had no budget, or there was nothing to write from (`no_sources`).
 */
export type ModelVerdict = 'checked' | 'declined' | 'too_little_left' | 'hijacked' | 'endless' | 'cut_off' | 'failed' | 'too_slow' | 'no_budget' | 'no_sources';

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
