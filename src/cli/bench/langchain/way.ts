import type { Bilingual, Language } from '#core/language.ts';
import type { HistoryLine } from '#core/model-answer/prompt.ts';
import type { ComposedAnswer, KnowledgeBase } from '#core/ports/knowledge-base.ts';

/** Where both ways ask, and what they know. */
export type WayParts = {
  /** Base URL of the chat server, with its key. */
  readonly url: string;
  readonly key: string;
  /** The knowledge base of this conversation. */
  readonly knowledge: KnowledgeBase;
  readonly company: Bilingual;
  readonly language: Language;
  /** What was said before, as the store has it. */
  readonly history: readonly HistoryLine[];
  readonly patience: Patience;
};

/** What is waited at most, ms: for the first words, between two pieces, for an answer as a whole, and before another try. */
export type Patience = { readonly firstMs: number; readonly stallMs: number; readonly totalMs: number; readonly retryMs: number };

/** A question of a customer, and the articles' own words on it, for both ways to fall back on. */
export type TrialQuestion = { readonly text: string; readonly spare: ComposedAnswer };

/** A conversation with a customer. */
export type Talk = {
  /**
   * Answers the next question; `hear` gets everything that a customer sees of the answer while it is written, from its
   * beginning. `undefined` where the customer gets no answer at all.
   */
  ask(question: TrialQuestion, hear: (shown: string) => void): Promise<string | undefined>;
};

/** One of the ways that are compared: begins a conversation. */
export type Way = { readonly name: WayName; begin(parts: WayParts): Talk };

/** Whose code answers. */
export type WayName = 'ours' | 'langchain';

/** Both ways may write so many tokens. */
export const MOST_TOKENS = 700;

/** The models of the chat server: one for answers, one for small work. */
export const MODELS = { answer: 'fake-chat', assist: 'fake-small' } as const;
