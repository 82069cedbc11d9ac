import { saysStop, saysYes } from '../actions/consent.ts';
import type { Language } from '../language.ts';
import type { Case } from './case.ts';
import { SETTLED } from './wording.ts';

const YES: Readonly<Record<Language, RegExp>> = {
  zh: /^(?:(?:嗯|是的?|好的?|对的?)[，,。 ]*)?(?:(?:问题|这件事|事情)?(?:已经|都|全都|基本)*(?:解决|处理好?|办好|弄好|搞定)(?:好|完)?了?|(?:没有?|没什么)(?:别的)?问题了?|满意|很满意|挺满意)(?:的?[，,。！! ]*(?:谢谢(?:你们?|您|啦|了)?|多谢|感谢|辛苦了))*[。.！!~ ]*$/,
  en: /^(?:(?:yes|yeah|yep|ok|okay)[,.! ]*)?(?:(?:it|this|that|everything|all)(?:'s| is| has been)?(?: all| now)* )?(?:all )?(?:settled|solved|resolved|sorted(?: out)?|fixed|done|fine now|satisfied|i am satisfied|i'm satisfied|happy with (?:that|it))(?: now)?(?:[,.! ]*(?:thanks?|thank you)(?: (?:a lot|so much|very much|you))?)*[.! ]*$/i,
};
const NO: Readonly<Record<Language, RegExp>> = {
  zh: /(?:还|仍|根本|完全|并)?(?:没有?|未)(?:有)?(?:完全|真正)?(?:解决|处理好?|办好|弄好|搞定|收到)|不满意|不行|不接受|(?:又|还是)(?:坏|出|有问题|不能|没)/,
  en: /\b(?:not (?:yet|settled|solved|resolved|sorted|fixed|done|satisfied|happy)|isn'?t (?:settled|solved|resolved|sorted|fixed|done)|still (?:not|broken|waiting|the same|haven'?t)|haven'?t (?:got|received|heard)|unacceptable)\b/i,
};

const BARE_NO = /^(?:还)?没(?:有|呢)?(?:呢)?[。.!！~ ]*$/;

/** What a customer's words mean as an answer to the question whether their case is settled. */
export type CaseAnswer = 'settled' | 'not_settled';

/** What was said, and where it stands. */
export type Said = {
  readonly text: string;
  readonly language: Language;
  /** `seq` of the first message of it. */
  readonly seq: number;
  readonly segment: number;
};

/**
 * Reads an answer; `undefined` where it is none. A case ends on these words, so a yes must be the whole message, and a
 * bare one ("yes", "好的") must follow the question directly: said later, it may belong to something else. Pure.
 */
export function readCaseAnswer(record: Case | undefined, said: Said): CaseAnswer | undefined {
  if (record?.state !== 'awaiting') return undefined;
  const { language } = said;
  const text = said.text.trim();
  const is = (button: keyof typeof SETTLED) => Object.values(SETTLED[button]).some((words) => words.toLowerCase() === text.toLowerCase());
  if (is('yes')) return 'settled';
  if (is('no')) return 'not_settled';
  const words = { yes: SETTLED.yes, no: SETTLED.no, yesWords: [] };
  const isNext = followsQuestion(record, said);
  if (NO[language].test(text) || (isNext && (BARE_NO.test(text) || saysStop(text, language, words, false)))) return 'not_settled';
  if (/[?？]|吗/.test(text)) return undefined;
  if (YES[language].test(text) || (isNext && saysYes(text, language, words))) return 'settled';
  return undefined;
}

/** Nothing stands between the question and the answer, but for the line that says that a conversation goes on. */
function followsQuestion({ askedSeq, askedSegment }: Case, { seq, segment }: Said): boolean {
  return askedSeq !== undefined && seq === askedSeq + 1 + (segment > (askedSegment ?? segment) ? 1 : 0);
}

/** What the customer's untaken messages say to the question: the answer, and which of them gives it. */
export type CaseAnswerGiven = { readonly answer: CaseAnswer; readonly seq: number; readonly words: string };

/** One message of them; `isTalk`: a thank-you or a greeting, which takes nothing back. */
export type SaidAfterQuestion = Said & { readonly isTalk: boolean; readonly hasSignal: boolean };

/** Reads them together: a no anywhere is a no; a yes counts where nothing else is said beside it. Pure. */
export function readCaseAnswers(record: Case | undefined, said: readonly SaidAfterQuestion[]): CaseAnswerGiven | undefined {
  if (record?.state !== 'awaiting') return undefined;
  const read = said.map((one) => ({ ...one, answer: readCaseAnswer(record, one) }));
  const no = read.find(({ answer }) => answer === 'not_settled');
  if (no) return { answer: 'not_settled', seq: no.seq, words: no.text };
  const yes = read.find(({ answer }) => answer === 'settled');
  // A yes is the whole of its message: whatever else is heard in those words is not there.
  const isAlone = read.every(({ answer, isTalk, hasSignal }) => answer === 'settled' || (isTalk && !hasSignal));
  return yes && isAlone ? { answer: 'settled', seq: yes.seq, words: yes.text } : undefined;
}
