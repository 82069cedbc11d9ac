import type { Language } from '../language.ts';
import type { Citation } from '../message.ts';
import type { ComposedAnswer } from '../ports/knowledge-base.ts';
import { checkSentence, type CutReason, leansOnTheOneBefore } from './check-sentence.ts';
import type { Source } from './evidence.ts';
import { fold } from './fold.ts';
import type { OwnWords } from './own-words.ts';
import { createSentenceReader, type WrittenSentence } from './sentence-reader.ts';

/** What an answer is checked against. */
export type AnswerContext = {
  readonly sources: readonly Source[];
  readonly language: Language;
  readonly ownWords: OwnWords;
  /** The secret of this call: a model that says it follows somebody else. */
  readonly canary: string;
  /** Does a sentence say what is never said to a customer? Then no word of the answer is. */
  readonly isNeverSaid?: ((text: string) => boolean) | undefined;
};

/** What became of a whole answer. */
export type AnswerVerdict = 'checked' | 'declined' | 'too_little_left' | 'invented' | 'hijacked' | 'endless' | 'never_said';

/** Checks an answer while it is written. */
export type AnswerCheck = {
  /** Reads on. Answers whether the answer has grown; false also when nothing more is read. */
  push(piece: string): boolean;
  /** Why reading on is of no use, if so. */
  stopped(): 'enough' | 'invented' | 'hijacked' | 'endless' | 'never_said' | undefined;
  /** The answer so far, every sentence of it checked; `undefined` while there is none. */
  draft(): ComposedAnswer | undefined;
  /** Nothing follows: the answer where enough of it is left, and what was cut. */
  end(): { readonly verdict: AnswerVerdict; readonly answer: ComposedAnswer | undefined; readonly cut: readonly CutReason[] };
};

/** What a model writes when the passages do not answer. */
export const NOT_FOUND_MARK = 'NOT_IN_PASSAGES';

/** Most sentences and list items of an answer. */
export const MOST_SENTENCES = 10;
/** So often may a sentence come again before nobody reads on. */
const MOST_REPEATED = 3;
/** No sentence is so long, in UTF-16 units. */
const LONGEST_WAIT = 1_200;
/** Most that is read at all, in UTF-16 units. */
const LONGEST_ANSWER = 6_000;
/**
 * A figure, date, time, number or link that stands in no cited passage: a model that makes up one is heard no further. None of
 * the 85 true answers in test/core/sets/model-answers*.jsonl has a sentence that is taken for such.
 */
const INVENTED: ReadonlySet<CutReason> = new Set<CutReason>(['figure', 'link']);
/** Less than this share of what was written is no answer any more. */
const LEAST_LEFT = 0.5;

type Kept = { readonly kind: 'fact' | 'courtesy' | 'lead'; readonly text: string; readonly cites: readonly Source[]; readonly after: WrittenSentence['after'] };

/** Begins to check an answer. */
export function createAnswerCheck(context: AnswerContext): AnswerCheck {
  const reader = createSentenceReader();
  const kept: Kept[] = [];
  const cut: CutReason[] = [];
  const seen = new Set<string>();
  const canary = fold(context.canary);
  let raw = '';
  let size = { kept: 0, cut: 0 };
  let isAfterCut = false;
  let stopped: ReturnType<AnswerCheck['stopped']>;

  const drop = (reason: CutReason, text: string): void => {
    cut.push(reason);
    size = { ...size, cut: size.cut + text.length };
    isAfterCut = true;
    // Without the sentence that says how much or when, the rest may answer nothing: the passages' own words say it.
    if (INVENTED.has(reason)) stopped = 'invented';
    if (reason === 'repeated' && cut.filter((each) => each === 'repeated').length >= MOST_REPEATED) stopped = 'endless';
  };
  const read = ({ text, after }: WrittenSentence): void => {
    if (stopped !== undefined) return;
    const key = fold(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
    const checked = checkSentence(text, context);
    if (checked.kind === 'cut') return drop(seen.has(key) ? 'repeated' : checked.reason, checked.text);
    if (seen.has(key)) return drop('repeated', checked.text);
    // Whoever talks to customers like this has misunderstood the task as a whole.
    if (context.isNeverSaid?.(checked.text) === true) return void (stopped = 'never_said');
    seen.add(key);
    if (isAfterCut && after === 'same' && leansOnTheOneBefore(checked.text)) return drop('leans', checked.text);
    isAfterCut = false;
    kept.push({ ...checked, cites: checked.kind === 'fact' ? checked.cites : [], after });
    if (checked.kind === 'fact') size = { ...size, kept: size.kept + checked.text.length };
    if (kept.length >= MOST_SENTENCES) stopped = 'enough';
  };
  const grow = (sentences: readonly WrittenSentence[]): boolean => {
    const before = kept.length;
    for (const sentence of sentences) read(sentence);
    return kept.length > before;
  };
  return {
    push(piece) {
      if (stopped !== undefined) return false;
      raw += piece;
      // Whoever leaks the secret of the call may have written anything else on somebody's behalf.
      if (fold(raw.slice(-piece.length - context.canary.length * 4)).replaceAll(/[\s_.-]/g, '').includes(canary)) stopped = 'hijacked';
      else if (raw.length > LONGEST_ANSWER || reader.waiting() > LONGEST_WAIT) stopped = 'endless';
      return stopped === undefined && grow(reader.push(piece));
    },
    stopped: () => stopped,
    draft: () => compose(kept, context.language),
    end() {
      if (stopped === undefined) grow(reader.end());
      const isLeft = size.kept > 0 && size.kept >= (size.kept + size.cut) * LEAST_LEFT;
      const verdict = stopped !== undefined && stopped !== 'enough' ? stopped : isDeclined(raw) ? 'declined' : isLeft ? 'checked' : 'too_little_left';
      return { verdict, answer: verdict === 'checked' ? compose(kept, context.language) : undefined, cut };
    },
  };
}

function isDeclined(raw: string): boolean {
  return raw.replaceAll(/[\s*_`]/g, '').startsWith(NOT_FOUND_MARK.replaceAll('_', ''));
}

/** The sentences with their citations, numbered in the order in which they are cited. A lead that leads to nothing goes. */
function compose(kept: readonly Kept[], language: Language): ComposedAnswer | undefined {
  const left = kept.filter((each, at) => each.kind !== 'lead' || kept[at + 1]?.kind === 'fact');
  if (!left.some(({ kind }) => kind === 'fact')) return undefined;
  const order = [...new Set(left.flatMap(({ cites }) => cites.map(({ number }) => number)))];
  const space = language === 'en' ? ' ' : '';
  let text = '';
  for (const [at, { text: own, cites, after }] of left.entries()) {
    const marks = cites.map(({ number }) => `[${order.indexOf(number) + 1}]`).join('');
    const isCited = text.endsWith(']');
    const joint = at === 0 ? '' : after === 'paragraph' ? '\n\n' : after === 'line' ? '\n' : isCited ? ' ' : space;
    text += `${joint}${own}${marks === '' ? '' : ` ${marks}`}`;
  }
  const citations = order.flatMap((number, at): Citation[] => {
    const passage = left.flatMap(({ cites }) => cites).find((source) => source.number === number)?.passage;
    return passage ? [{ number: at + 1, articleId: passage.articleId, language: passage.language, title: passage.title, headings: passage.headings, passageId: passage.id }] : [];
  });
  return { text, citations };
}
