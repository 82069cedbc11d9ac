import type { Language } from '../language.ts';
import type { Citation } from '../message.ts';
import type { CloseReason } from '../protocol.ts';

/** A reply to the customer that somebody could send: made of customer articles only, in the customer's language. */
export type AssistDraft = {
  /** As it goes into the box: without numbers of citations. */
  readonly text: string;
  readonly citations: readonly Citation[];
  /** Does it surely answer, or is it one of several things that may be meant? */
  readonly fit: 'sure' | 'perhaps';
  /** Whose words: the articles' own, or those of a language model that stood the check. */
  readonly by: 'articles' | 'model';
  /** Which part of what was asked it is about, where several things were. */
  readonly about?: string;
};

/** What an article says to staff; not for the customer. */
export type AssistAdvice = {
  readonly articleId: string;
  readonly language: Language;
  readonly title: string;
  readonly headings: readonly string[];
  /** Markdown, the beginning of the part. */
  readonly text: string;
};

/** What helped somebody else who asked for much the same; masked of personal data. */
export type SimilarCase = {
  readonly conversationId: string;
  /** What that customer asked. */
  readonly question: string;
  /** What a colleague answered. */
  readonly reply: string;
  readonly agentName?: string;
  /** How it ended, where that is known. */
  readonly closeReason?: CloseReason;
  /** 1 to 5, where the customer rated it. */
  readonly rating?: number;
  /** Unix ms. */
  readonly endedAt: number;
};

/** The customer's mood has fallen, and not come back. */
export type MoodWarning = {
  /** The message with which it fell. */
  readonly seq: number;
  readonly mood: string;
  /** By how much, in (0, 2]. */
  readonly fellBy: number;
};

/** Answer to `GET /api/console/conversations/:id/assist?language=…`: help for whoever has a conversation; nothing of it is ever sent by itself. */
export type AssistView = {
  /** The customer's latest message that was looked at; 0 before the first. */
  readonly seq: number;
  /** What is asked now, in the customer's words; absent where nothing is. */
  readonly question?: { readonly seq: number; readonly text: string; readonly language: Language; /** Has a person written since? */ readonly isAnswered: boolean };
  readonly drafts: readonly AssistDraft[];
  readonly advice: readonly AssistAdvice[];
  readonly similar: readonly SimilarCase[];
  readonly mood?: MoodWarning;
  /** Can a language model word a draft (`POST …/assist/draft`)? */
  readonly canWrite: boolean;
};

/** Answer to `POST /api/console/conversations/:id/assist/draft`, body `{ seq }`: a model's draft for that question; none where it has nothing better than the articles, or something else is asked by now. */
export type AssistWritten = { readonly draft?: AssistDraft };
