import type { AnsweredBy, ModelVerdict } from '../answered-by.ts';
import { isBatonError } from '../errors.ts';
import type { Bilingual } from '../language.ts';
import type { Mask } from '../mask.ts';
import type { Passage } from '../passage.ts';
import type { ComposedAnswer } from '../ports/knowledge-base.ts';
import type { CompletedQuestion } from '../ports/question-completer.ts';
import { createAnswerCheck } from './answer-check.ts';
import { type AskTools, type Asker, createAsker } from './ask.ts';
import type { CutReason } from './check-sentence.ts';
import { sourcesOf } from './evidence.ts';
import { type AskedQuestion, fullQuestionOf } from './full-question.ts';
import { sayIfTranslated } from './other-language.ts';
import { ownWordsOf } from './own-words.ts';
import { promptOf, systemText } from './prompt.ts';
import { acceptSummary, plainSummary, splitHistory, summaryPrompt } from './shorten-history.ts';
import type { Summaries } from './summaries.ts';

/** What an answer is made with. */
export type ModelAnswerTools = AskTools & {
  /** Masks what is sent out of what people have written. */
  readonly mask: Mask;
  readonly company: Bilingual;
  /** A word that nobody can guess, at least 16 letters and digits, another one each time. */
  readonly newBoundary: () => string;
  readonly summaries: Summaries;
  /** Does a sentence say what is never said to a customer? */
  readonly isNeverSaid?: (text: string) => boolean;
  /** Most time for the whole answer, ms; by default 20 s. */
  readonly limitMs?: number;
};

/** What is to be answered. */
export type ModelAnswerInput = AskedQuestion & {
  readonly conversationId: string;
  /** Whose budget it is: the customer's id, or the place of the conversation. */
  readonly visitor: string;
  /** The question in full, where it was completed before it was looked up; the time that took counts. */
  readonly completed?: CompletedQuestion | undefined;
  /** What the answer may rest on, best first. */
  readonly passages: readonly Passage[];
  /** The answer in the passages' own words, which takes over whenever the model's does not do. */
  readonly extract: ComposedAnswer;
  /** Gets the answer so far, again after each sentence that has passed the check; never after the answer is there. */
  readonly onDraft?: (textSoFar: string) => void;
  /** Nobody waits for the answer any more, as when a person has taken over: the model is stopped. */
  readonly signal?: AbortSignal;
};

/** The one answer: whose words it has, and why sentences of the model were cut. */
export type ModelAnswer = ComposedAnswer & { readonly by: 'model' | 'extract'; readonly cut: readonly CutReason[]; readonly answeredBy: AnsweredBy };

type Outcome = { readonly verdict: ModelVerdict; readonly answer?: ComposedAnswer | undefined; readonly cut?: readonly CutReason[] };

const LIMIT_MS = 20_000;
const MOST_TOKENS = 700;
const SUMMARY = { limitMs: 3_000, maxTokens: 300 };

/**
 * Answers with a model where its words stand the check, and in the passages' own words otherwise. Resolves to exactly one
 * answer within the limit of time, whatever model, budget and listeners do; never throws.
 */
export async function answerWithModel(input: ModelAnswerInput, tools: ModelAnswerTools): Promise<ModelAnswer> {
  const spent = input.completed?.ms ?? 0;
  const started = tools.clock.now() - spent;
  const asker = createAsker(tools, input.visitor, input.completed?.taken);
  const late = Promise.withResolvers<Outcome>();
  const cancel = tools.clock.after(Math.max(0, (tools.limitMs ?? LIMIT_MS) - spent), () => late.resolve({ verdict: 'too_slow' }));
  const stop = (): void => late.resolve({ verdict: 'not_needed' });
  input.signal?.addEventListener('abort', stop, { once: true });
  let isOver = false;
  const onDraft = (text: string): void => {
    if (isOver) return;
    try {
      input.onDraft?.(text);
    } catch (error) {
      tools.onFailure(error);
    }
  };
  const failed = (error: unknown): Outcome => {
    if (!isOver) tools.onFailure(error);
    return { verdict: isBatonError(error, 'rate_limited') ? 'no_budget' : 'failed' };
  };
  const { verdict, answer, cut = [] } = await Promise.race([late.promise, write(input, tools, asker, onDraft).catch(failed)]);
  isOver = true;
  cancel();
  input.signal?.removeEventListener('abort', stop);
  asker.stop();
  const by = answer === undefined ? 'extract' : 'model';
  const { model, ...taken } = asker.taken();
  const answeredBy: AnsweredBy = { by, verdict, cut, ...(model === undefined ? {} : { model }), ...taken, ms: tools.clock.now() - started };
  const { text, citations } = answer ?? input.extract;
  return { text, citations, by, cut, answeredBy };
}

async function write(input: ModelAnswerInput, tools: ModelAnswerTools, asker: Asker, onDraft: (text: string) => void): Promise<Outcome> {
  const { language, passages } = input;
  const sources = sourcesOf(passages);
  if (sources.length === 0) return { verdict: 'no_sources' };
  const boundary = tools.newBoundary();
  const [question, earlier] = await Promise.all([
    input.completed ?? fullQuestionOf(input, asker, { ...tools, boundary }),
    earlierOf(input, tools, asker, boundary),
  ]);
  const parts = { language, company: tools.company, question: tools.mask(question.text, input.people), ...earlier, sources, boundary };
  const check = createAnswerCheck({ sources, language, ownWords: ownWordsOf([systemText(parts)]), canary: boundary, isNeverSaid: tools.isNeverSaid });
  try {
    const { finish } = await asker.ask({ messages: promptOf(parts), use: 'answer', maxTokens: MOST_TOKENS }, tools.limitMs ?? LIMIT_MS, (piece, stop) => {
      const hasGrown = check.push(piece);
      const draft = hasGrown ? check.draft() : undefined;
      if (draft) onDraft(sayIfTranslated(draft, language).text);
      if (check.stopped() !== undefined) stop();
    });
    // Of a sentence that was not finished nobody knows what it would have said, nor of the conditions after it.
    if (finish !== 'stop' && check.stopped() === undefined) return { verdict: 'cut_off', cut: check.end().cut };
  } catch (error) {
    if (check.stopped() === undefined) throw error;
  }
  const { answer, ...end } = check.end();
  return { ...end, answer: answer && sayIfTranslated(answer, language) };
}

/** What was said before, masked: the latest lines, and the rest in short. */
async function earlierOf({ conversationId, people, history, language }: ModelAnswerInput, { mask, summaries, onFailure }: ModelAnswerTools, asker: Asker, boundary: string): Promise<{ history: ModelAnswerInput['history']; summary: string }> {
  const known = summaries.get(conversationId);
  const masked = history.map((line) => ({ ...line, text: mask(line.text, people) }));
  const { old, recent } = splitHistory(masked, known);
  const last = old.at(-1);
  if (last === undefined) return { history: recent, summary: known?.text ?? '' };
  const before = known?.text ?? '';
  const inShort = await asker
    .ask({ messages: summaryPrompt(old, before, language, boundary), use: 'assist', maxTokens: SUMMARY.maxTokens }, SUMMARY.limitMs)
    .then(({ text, finish }) => (finish === 'stop' ? acceptSummary(text, boundary) : undefined))
    .catch(onFailure);
  const text = mask(inShort ?? plainSummary(old, before), people);
  summaries.set(conversationId, { upTo: last.seq, text });
  return { history: recent, summary: text };
}
