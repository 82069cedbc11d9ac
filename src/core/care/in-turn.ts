import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import type { Language } from '../language.ts';
import type { Message } from '../message.ts';
import type { Policy } from '../policy.ts';
import type { StaffPlan } from '../routing/staff-plan.ts';
import { transition } from '../transition.ts';
import type { Understanding } from '../understanding.ts';
import { readScore, readWish, readYesNo } from './read-words.ts';
import type { CareRules, VisitQuestion } from './rules.ts';
import type { AskedQuestion, CareChange, CareState } from './state.ts';
import { answered } from './with-care.ts';
import { askVisit, confirmWish, noteForAgent, thank } from './wording.ts';

/** The messages that may answer; `isCalling`: another one beside them calls for help. */
type Answering = CareTurn & { readonly isCalling?: boolean };

type Said = { readonly message: Message; readonly understanding: Understanding };

/** A turn in which the customer may be answering a question of care. */
export type CareTurn = {
  readonly conversation: Conversation;
  readonly said: readonly Said[];
  /** A thank-you or a greeting, which asks for nothing. */
  readonly isTalk: (understanding: Understanding) => boolean;
  readonly language: Language;
  readonly policy: Policy;
  readonly plan: StaffPlan;
  readonly now: number;
};

/** What care adds to a turn that goes on. */
export type CareAddition = Pick<Change, 'care' | 'messages' | 'rating' | 'news' | 'timers'>;

/** The turn is taken by this change alone; or this is part of a turn that goes on with what else was said than the messages `heard`. */
export type CareStep = { readonly kind: 'taken'; readonly change: Change } | { readonly kind: 'beside'; readonly change: CareAddition; readonly heard: readonly number[] };

/** The longest comment that is kept, UTF-16 units. */
const COMMENT = 1_000;

/**
 * What a customer's words mean for care: a wish to hear nothing more, heeded at once whoever has the conversation, or
 * the answer to a question that was asked. `undefined` where they have nothing to do with it. Whatever else was written
 * beside such words goes on as a turn. A conversation that is open again only because of them is closed again.
 */
export function careInTurn(turn: CareTurn): CareStep | undefined {
  const { conversation, said, policy } = turn;
  const { care } = policy;
  const { asked } = conversation.care ?? {};
  if (!care) return undefined;
  // Whoever changes their mind means what they say last.
  const wish = said.map(({ message }) => readWish(message.text, care.consent)).findLast((found) => found !== undefined);
  if (wish !== undefined) return heed(wish, turn, care);
  if (!asked || asked.isOver === true || conversation.state !== 'bot') return undefined;
  // Whoever calls for help is helped, whatever was asked.
  const calm = said.filter(({ understanding }) => understanding.signals.length === 0);
  return (calm.length === 0 ? undefined : answer(asked, { ...turn, said: calm, isCalling: calm.length < said.length }, care)) ?? { kind: 'beside', change: { care: { state: { ...conversation.care, asked: { ...asked, isOver: true } } } }, heard: [] };
}

function heed(wish: 'stop' | 'start' | 'birthday', turn: CareTurn, care: CareRules): CareStep {
  const { conversation, language } = turn;
  const { asked: _, ...state } = conversation.care ?? {};
  const given: CareChange = {
    state: { ...state, wasInvited: true },
    consent:
      wish === 'stop'
        ? [{ scope: 'care', isGiven: false, wording: turn.said.map(({ message }) => message.text).join('\n').slice(0, COMMENT) }]
        : [
            { scope: 'care', isGiven: true, wording: care.consent.wording[language] },
            ...(wish === 'birthday' ? [{ scope: 'birthday' as const, isGiven: true, wording: care.consent.birthdayWording[language] }] : []),
          ],
  };
  const isWish = (text: string): boolean => readWish(text, care.consent) !== undefined;
  if (conversation.state === 'human') return { kind: 'beside', change: { care: given, messages: [noteForAgent(wish, language)] }, heard: [] };
  return taken(turn, { care: given, messages: [confirmWish(wish, language)] }, true, isWish);
}

function answer(asked: AskedQuestion, turn: Answering, care: CareRules): CareStep | undefined {
  const { conversation, said, language } = turn;
  const texts = said.map(({ message }) => message.text);
  const { asked: _, ...state } = conversation.care ?? {};
  switch (asked.kind) {
    case 'rating': {
      // While a case waits for the customer's yes, only figures are a rating: "good" may be that yes.
      const isCaseAsked = conversation.case?.state === 'awaiting';
      const scoreIn = (text: string) => readScore(text, isCaseAsked ? [1, 10] : [1, 5]);
      const score = firstOf(texts, scoreIn);
      if (score === undefined || score > 5) return undefined;
      return taken(turn, { rating: { score, segment: asked.segment, inWords: true, ...(asked.agentName === undefined ? {} : { servedBy: asked.agentName }) } }, true, (text) => scoreIn(text) !== undefined);
    }
    case 'nps': {
      const scoreIn = (text: string) => readScore(text, [0, 10]);
      const score = firstOf(texts, scoreIn);
      return score === undefined ? undefined : finish({ segment: asked.segment, kind: 'nps', plan: '', score }, asked, false, state, turn, care, (text) => scoreIn(text) !== undefined);
    }
    case 'consent':
      // The words of the button; only a clear wish to stop ends what was agreed before.
      return texts.some(declines) ? taken(turn, { care: { state }, messages: [confirmWish('declined', language)] }, true, declines) : undefined;
    case 'visit':
      return visited(asked, texts, state, turn, care);
  }
}

const declines = (text: string): boolean => /^(?:不用了?|不需要|不要|no,? thanks?(?: you)?|no)[.。!！]?$/i.test(text.trim());

function visited(asked: AskedQuestion, texts: readonly string[], state: CareState, turn: Answering, care: CareRules): CareStep | undefined {
  const plan = care.visits.find(({ id }) => id === asked.plan);
  const question = plan?.questions[asked.step];
  if (!plan || !question) return undefined;
  const value = read(question, texts);
  if (value === undefined) return undefined;
  const isAnswer = (text: string): boolean => question.kind === 'text' || read(question, [text]) !== undefined;
  const answers = { ...asked.answers, [question.id]: value };
  const isBad = asked.isBad === true || isBadAnswer(question, value);
  const next = plan.questions[asked.step + 1];
  if (next) {
    const { isBad: _, ...before } = asked;
    return taken(turn, { care: { state: { ...state, asked: { ...before, answers, step: asked.step + 1, ...(isBad ? { isBad: true as const } : {}) } } }, messages: [askVisit(next, turn.language)] }, false, isAnswer);
  }
  const scores = plan.questions.flatMap(({ id, kind }) => (kind === 'score' ? Number(answers[id]) : []));
  const score = scores.length > 0 ? Math.min(...scores) : undefined;
  const { isBad: _, ...plain } = asked;
  return finish({ segment: asked.segment, kind: 'visit', plan: plan.id, answers, ...(score === undefined ? {} : { score }) }, plain, isBad, state, turn, care, isAnswer);
}

function finish(given: Parameters<typeof answered>[0], asked: AskedQuestion, isBadVisit: boolean, state: CareState, turn: Answering, care: CareRules, isAnswer: (text: string) => boolean): CareStep {
  const { conversation, policy, plan, now } = turn;
  const done = answered(given, asked, isBadVisit, { conversation: { ...conversation, language: turn.language }, policy, plan, care, now });
  return taken(turn, { care: { ...done.care, state }, messages: done.isBad ? done.messages : [thank(turn.language)], ...(done.news.length > 0 ? { news: done.news } : {}), timers: { set: done.set } }, true, isAnswer);
}

/** The customer's answer to a question; in words of their own anything that asks nothing. */
function read({ kind }: VisitQuestion, texts: readonly string[]): string | undefined {
  if (kind === 'score') return firstOf(texts, (text) => readScore(text, [1, 5]))?.toString();
  if (kind === 'yes-no') return firstOf(texts, readYesNo);
  const words = texts.join('\n').slice(0, COMMENT);
  return /[?？]\s*$/.test(words) ? undefined : words;
}

function isBadAnswer({ bad }: VisitQuestion, value: string): boolean {
  return typeof bad === 'number' ? Number(value) <= bad : bad === value;
}

/**
 * The turn as care takes it; a conversation that these words alone have opened ends again where nothing more is asked.
 * Where something else was written too, the turn goes on with that: no message of a customer is lost for an answer.
 */
function taken({ conversation, said, isTalk, language, isCalling = false }: Answering, change: CareAddition, isEnd: boolean, isHeard: (text: string) => boolean): CareStep {
  const heard = said.filter(({ message }) => isHeard(message.text));
  if (isCalling || said.some((one) => !heard.includes(one) && !(isTalk(one.understanding) && one.understanding.signals.length === 0))) {
    return { kind: 'beside', change, heard: heard.map(({ message }) => message.seq) };
  }
  const { memory, segment, state } = conversation;
  const isOnlyThis = state === 'bot' && segment > 1 && memory.sentiments.length === 0 && memory.shown.length === 0;
  return {
    kind: 'taken',
    change: {
      ...change,
      language,
      handledSeq: Math.max(...said.map(({ message }) => message.seq)),
      understandings: said.map(({ message: { seq }, understanding }) => ({ seq, understanding })),
      ...(isEnd && isOnlyThis ? { ownership: transition(conversation, { kind: 'close' }), close: { reason: 'resolved' as const, by: 'bot' }, care: change.care ?? {} } : {}),
    },
  };
}

function firstOf<Value>(texts: readonly string[], read: (text: string) => Value | undefined): Value | undefined {
  for (const text of texts) {
    const found = read(text);
    if (found !== undefined) return found;
  }
  return undefined;
}
