import type { AssistView, AssistWritten } from '../assist/view.ts';
import type { Language } from '../language.ts';
import type { Agent } from './desk.ts';

/**
 * Help for whoever has a conversation: for its owner and for leads, computed when somebody looks. Both throw `not_found`, and
 * `not_allowed_now` for anybody else and while no person has it. Nothing is stored and nothing sent.
 */
export type AssistDesk = {
  /** Drafts, advice, similar cases and the mood, as of the customer's latest message; advice in the reader's language. */
  assist(conversationId: string, reader: Agent, language: Language): Promise<AssistView>;
  /** A model's draft for the question at this place. */
  write(conversationId: string, reader: Agent, seq: number): Promise<AssistWritten>;
};
