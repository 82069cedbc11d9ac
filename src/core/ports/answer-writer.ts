import type { AnsweredBy } from '../answered-by.ts';
import type { Conversation } from '../conversation.ts';
import type { Language } from '../language.ts';
import type { FoundPassage } from '../passage.ts';
import type { ComposedAnswer } from './knowledge-base.ts';
import type { CompletedQuestion } from './question-completer.ts';

/** What is to be answered, and what the answer may rest on. */
export type AnswerToWrite = {
  readonly conversation: Conversation;
  /** The first message that is answered now; what was said before it is what went before. */
  readonly fromSeq: number;
  readonly text: string;
  readonly language: Language;
  /** The question in full, where it was completed before it was looked up. */
  readonly completed?: CompletedQuestion | undefined;
  /** Best first; without anything in them that speaks to models. */
  readonly passages: readonly FoundPassage[];
  /** The answer in the passages' own words. */
  readonly extract: ComposedAnswer;
};

/** An answer, and how it came about. */
export type WrittenAnswer = ComposedAnswer & { readonly answeredBy: AnsweredBy };

/** Words answers; a language model behind checks, for instance. */
export type AnswerWriter = {
  /** Exactly one answer, at the latest after its limit of time; what cannot be worded better is `extract`. Never throws. */
  write(answer: AnswerToWrite): Promise<WrittenAnswer>;
};
