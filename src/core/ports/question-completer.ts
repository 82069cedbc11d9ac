import type { Conversation } from '../conversation.ts';
import type { Language } from '../language.ts';

/** A question as it was asked, in its conversation. */
export type QuestionToComplete = {
  readonly conversation: Conversation;
  /** Its first message; what was said before it is what went before. */
  readonly fromSeq: number;
  readonly text: string;
  readonly language: Language;
};

/** What calls of a model took. */
export type Taken = { readonly model: string | undefined; readonly tokensIn: number; readonly tokensOut: number; readonly isCounted: boolean; readonly cost: number };

/** A question that can be understood alone, who made it so (`customer`: it was so from the start), and what that took. */
export type CompletedQuestion = {
  /** Masked of personal data where it is a model's. */
  readonly text: string;
  readonly by: 'customer' | 'model' | 'rule';
  readonly taken: Taken;
  readonly ms: number;
};

/** Completes questions that lean on what was said before; by a language model, for instance. */
export type QuestionCompleter = {
  /** The question in full, at the latest after its limit of time, by rule where nothing better comes of it. Never throws. */
  complete(question: QuestionToComplete): Promise<CompletedQuestion>;
};
