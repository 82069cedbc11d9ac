import type { Language } from '../language.ts';
import type { Mask } from '../mask.ts';
import type { CompletedQuestion } from '../ports/question-completer.ts';
import { type AskTools, type Asker, createAsker } from './ask.ts';
import { acceptFullQuestion, followUpPrompt, isFollowUp, joinFollowUp } from './follow-up.ts';
import type { HistoryLine } from './prompt.ts';

/** A customer's question in its conversation. */
export type AskedQuestion = {
  readonly text: string;
  /** Names of those who speak, masked like all that is personal. */
  readonly people: readonly string[];
  /** What was said before it in this segment, oldest first. */
  readonly history: readonly HistoryLine[];
  readonly language: Language;
};

type FullQuestion = Pick<CompletedQuestion, 'text' | 'by'>;
type CompletingTools = { readonly mask: Mask; readonly boundary: string; readonly onFailure: (error: unknown) => void };

/** How long a customer waits for a better question, ms. */
const LIMIT_MS = 3_000;
const MOST_TOKENS = 120;

/**
 * The question in full: as it was asked where it stands alone, else rewritten by the model with what was said before, and
 * where that fails joined with the question before it. Never throws.
 */
export async function fullQuestionOf({ text, people, history, language }: AskedQuestion, asker: Asker, { mask, boundary, onFailure }: CompletingTools): Promise<FullQuestion> {
  if (!isFollowUp(text, history, language)) return { text, by: 'customer' };
  const joined: FullQuestion = { text: joinFollowUp(text, history, language), by: 'rule' };
  try {
    const masked = history.map((line) => ({ ...line, text: mask(line.text, people) }));
    const asked = mask(text, people);
    const reply = await asker.ask({ messages: followUpPrompt(asked, masked, language, boundary), use: 'assist', maxTokens: MOST_TOKENS }, LIMIT_MS);
    const full = reply.finish === 'stop' ? acceptFullQuestion(reply.text, [asked, ...masked.map((line) => line.text)], boundary) : undefined;
    return full === undefined ? joined : { text: full, by: 'model' };
  } catch (error) {
    onFailure(error);
    return joined;
  }
}

/** The question in full before anything is looked up, with what that took; `signal` says that nobody waits for it any more. Never throws. */
export async function completeQuestion(
  { visitor, signal, ...question }: AskedQuestion & { readonly visitor: string; readonly signal?: AbortSignal },
  tools: AskTools & { readonly mask: Mask; readonly newBoundary: () => string },
): Promise<CompletedQuestion> {
  const started = tools.clock.now();
  const asker = createAsker(tools, visitor);
  const onFailure = (error: unknown): void => {
    if (signal?.aborted !== true) tools.onFailure(error);
  };
  const stop = (): void => asker.stop();
  signal?.addEventListener('abort', stop, { once: true });
  const full = await fullQuestionOf(question, asker, { mask: tools.mask, boundary: tools.newBoundary(), onFailure });
  signal?.removeEventListener('abort', stop);
  return { ...full, taken: asker.taken(), ms: tools.clock.now() - started };
}
