import { saysStop, saysYes } from '../actions/consent.ts';
import { type Language, LANGUAGES } from '../language.ts';
import type { Case } from './case.ts';
import type { CaseRules } from './rules.ts';
import { SETTLED } from './wording.ts';

const YES: Readonly<Record<Language, RegExp>> = {
  zh: /^(?:(?:嗯|是的?|好的?|对的?)[，,。 ]*)?(?:(?:问题|这件事|事情)?(?:已经|都|全都|基本)*(?:解决|处理好?|办好|弄好|搞定)(?:好|完)?了?|(?:没有?|没什么)(?:别的)?问题了?|满意|很满意|挺满意)(?:的?[，,。！! ]*(?:谢谢(?:你们?|您|啦|了)?|多谢|感谢|辛苦了))*[。.！!~ ]*$/,
  en: /^(?:(?:yes|yeah|yep|ok|okay)[,.! ]*)?(?:(?:it|this|that|everything|all)(?:'s| is| has been)?(?: all| now)* )?(?:all )?(?:settled|solved|resolved|sorted(?: out)?|fixed|done|fine now|satisfied|i am satisfied|i'm satisfied|happy with (?:that|it))(?: now)?(?:[,.! ]*(?:thanks?|thank you)(?: (?:a lot|so much|very much|you))?)*[.! ]*$/i,
};
const NO: Readonly<Record<Language, RegExp>> = {
  zh: /(?:还|仍|根本|完全|并)?(?:没有?|未)(?:有)?(?:完全|真正)?(?:解决|处理好?|办好|弄好|搞定|收到)|不满意|不行|不接受|(?:又|还是)(?:坏|出|有问题|不能|没)/,
  en: /\b(?:not (?:yet|settled|solved|resolved|sorted|fixed|done|satisfied|happy)|isn'?t (?:settled|solved|resolved|sorted|fixed|done)|still (?:not|broken|waiting|the same|haven'?t)|haven'?t (?:got|received|heard)|unacceptable)\b/i,
};

/** What those say whose matter was closed and is not over. */
const BACK: Readonly<Record<Language, RegExp>> = {
  zh: /(?:又|还是|依然|依旧)(?:坏|漏|出(?:现|问题|故障|错)|有(?:问题|故障|毛病)|不(?:能|行|好|转|动|制)|没(?:有)?(?:好|修|解决|处理|收到|退))|(?:还|根本|并)?没(?:有)?(?:真正|完全)?(?:解决|处理好|修好|弄好)/,
  en: /\b(?:broken|broke|leaking|leaks|happened|happening|failed|stopped|wrong|faulty|same (?:problem|fault|issue)) again\b|\bstill (?:not (?:settled|solved|resolved|fixed|working)|broken|leaking|the same|doesn'?t work|isn'?t (?:settled|solved|resolved|fixed|working))|\b(?:not|isn'?t|wasn'?t|never) (?:settled|solved|resolved|fixed)\b/i,
};
const DAY_MS = 24 * 3600_000;

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

/** The case that words of the customer can be about: one that is open, or was closed so lately that coming back opens it again. */
export function caseToAnswer(record: Case | undefined, rules: CaseRules | undefined, now: number): Case | undefined {
  if (!record || !rules) return undefined;
  return record.closing === undefined || now - record.closing.at <= rules.reopenDays * DAY_MS ? record : undefined;
}

/**
 * Reads an answer; `undefined` where it is none. A case ends on these words, so a yes must be the whole message, and a
 * bare one ("yes", "好的") must follow the question directly: said later, it may belong to something else. Whoever says of
 * a closed case that it is not settled has come back, as they were told they may. Pure.
 */
export function readCaseAnswer(record: Case | undefined, said: Said): CaseAnswer | undefined {
  if (record?.state === 'closed') return comesBack(record, said) ? 'not_settled' : undefined;
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

/** By the button, in words that say so, or by a mere no to the last question and what was said at the end. */
function comesBack(record: Case, { text: words, language, seq, segment }: Said): boolean {
  const text = words.trim();
  if (Object.values(SETTLED.no).some((button) => button.toLowerCase() === text.toLowerCase())) return true;
  if (/[?？]|吗/.test(text)) return false;
  const isNext = record.closing?.reason === 'no_answer' && record.askedSeq !== undefined && seq <= record.askedSeq + 2 + (segment > (record.askedSegment ?? segment) ? 1 : 0);
  return BACK[language].test(text) || (isNext && (NO[language].test(text) || BARE_NO.test(text)));
}

/** Nothing stands between the question and the answer, but for the line that says that a conversation goes on. */
function followsQuestion({ askedSeq, askedSegment }: Case, { seq, segment }: Said): boolean {
  return askedSeq !== undefined && seq === askedSeq + 1 + (segment > (askedSegment ?? segment) ? 1 : 0);
}

/** What the customer's untaken messages say to the question: the answer, and which of them gives it. */
export type CaseAnswerGiven = { readonly answer: CaseAnswer; readonly seq: number; readonly words: string };

/** One message of them; `isTalk`: a thank-you or a greeting, which takes nothing back. */
export type SaidAfterQuestion = Said & { readonly isTalk: boolean; readonly hasSignal: boolean; /** Numbers of the orders that it names. */ readonly orders?: readonly string[] };

/** Reads them together: a no anywhere is a no; a yes counts where nothing else is said beside it. Pure. */
export function readCaseAnswers(record: Case | undefined, said: readonly SaidAfterQuestion[]): CaseAnswerGiven | undefined {
  if (record?.state !== 'awaiting' && record?.state !== 'closed') return undefined;
  const orders = said.flatMap((one) => one.orders ?? []);
  // Another order is another matter.
  if (record.state === 'closed' && orders.length > 0 && record.orders.length > 0 && !orders.some((order) => record.orders.includes(order))) return undefined;
  const read = said.map((one) => ({ ...one, answer: readCaseAnswer(record, one) }));
  const no = read.find(({ answer }) => answer === 'not_settled');
  if (no) return { answer: 'not_settled', seq: no.seq, words: no.text };
  const yes = read.find(({ answer }) => answer === 'settled');
  // A yes is the whole of its message: whatever else is heard in those words is not there.
  const isAlone = read.every(({ answer, isTalk, hasSignal }) => answer === 'settled' || (isTalk && !hasSignal));
  return yes && isAlone ? { answer: 'settled', seq: yes.seq, words: yes.text } : undefined;
}

/** Words of which at least one is in a message that says that all is well. */
const GOOD = /解决|处理好|办好|弄好|修好|搞定|好了|好的|可以|满意|收到|到账|谢|没问题|没事|不错|^[嗯行好]|\b(?:yes|yep|ok|okay|thanks?|works?|working|great|fine|good|perfect|settled|solved|resolved|sorted|fixed|done|received|got (?:it|the)|arrived|happy|satisfied)\b/i;

/**
 * Can a colleague take this message (`seq`) for the customer's yes? It must speak for it, and neither it nor anything later
 * may speak against it: a no, a question, a new complaint. `said` is what the customer has said since the question. Pure.
 */
export function canConfirm(record: Case, said: readonly (Pick<Said, 'text' | 'seq' | 'segment'> & { readonly hasSignal: boolean })[], seq: number): boolean {
  const isNo = (one: (typeof said)[number]): boolean => {
    const heard = LANGUAGES.map((language) => readCaseAnswer(record, { ...one, language }));
    return heard.includes('not_settled') || (one.hasSignal && !heard.includes('settled'));
  };
  const found = said.find((one) => one.seq === seq);
  if (found === undefined || /[?？]|吗/.test(found.text) || !GOOD.test(found.text.trim())) return false;
  return said.every((one) => one.seq < seq || !isNo(one));
}
