import type { Language } from '../language.ts';
import type { Mask } from '../mask.ts';
import type { Asker } from './ask.ts';
import { acceptFullQuestion, followUpPrompt, isFollowUp, joinFollowUp } from './follow-up.ts';
import type { HistoryLine } from './prompt.ts';

/** A customer's question in its conversation. */
export type AskedQuestion = {
  readonly text: string;
  /** What was said before it in this segment, oldest first. */
  readonly history: readonly HistoryLine[];
  readonly language: Language;
};

/** A question that can be understood alone, and who made it so. */
export type FullQuestion = { readonly text: string; readonly by: 'customer' | 'model' | 'rule' };

/** How long a customer waits for a better question, ms. */
const LIMIT_MS = 3_000;
const MOST_TOKENS = 120;

/**
 * The question in full: as it was asked where it stands alone, else rewritten by the model with what was said before, and
 * where that fails joined with the question before it. Never throws.
 */
export async function fullQuestionOf({ text, history, language }: AskedQuestion, asker: Asker, { mask, boundary, onFailure }: { mask: Mask; boundary: string; onFailure: (error: unknown) => void }): Promise<FullQuestion> {
  if (!isFollowUp(text, history, language)) return { text, by: 'customer' };
  const joined: FullQuestion = { text: joinFollowUp(text, history, language), by: 'rule' };
  const masked = history.map((line) => ({ ...line, text: mask(line.text) }));
  try {
    const reply = await asker.ask({ messages: followUpPrompt(mask(text), masked, language, boundary), use: 'assist', maxTokens: MOST_TOKENS }, LIMIT_MS);
    const full = reply.finish === 'stop' ? acceptFullQuestion(reply.text, [mask(text), ...masked.map((line) => line.text)], boundary) : undefined;
    return full === undefined ? joined : { text: full, by: 'model' };
  } catch (error) {
    onFailure(error);
    return joined;
  }
}
