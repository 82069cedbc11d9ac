import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import type { Language } from '../language.ts';
import type { Message, NewMessage } from '../message.ts';
import type { Policy } from '../policy.ts';
import { transition } from '../transition.ts';
import type { Understanding } from '../understanding.ts';
import { readScore, readWish, readYesNo } from './read-words.ts';
import type { CareRules, VisitQuestion } from './rules.ts';
import type { AskedQuestion, CareChange, CareState } from './state.ts';
import { answered } from './with-care.ts';
import { askVisit, confirmWish, noteForAgent, thank } from './wording.ts';

/** A turn in which the customer may be answering a question of care. */
export type CareTurn = {
  readonly conversation: Conversation;
  readonly said: readonly { readonly message: Message; readonly understanding: Understanding }[];
  readonly language: Language;
  readonly policy: Policy;
  readonly now: number;
};

/** The turn is taken by this change alone; or this is part of a turn that goes on. */
export type CareStep = { readonly kind: 'taken'; readonly change: Change } | { readonly kind: 'beside'; readonly care: CareChange; readonly messages: readonly NewMessage[] };

/** The longest comment that is kept, UTF-16 units. */
const COMMENT = 1_000;

/**
 * What a customer's words mean for care: a wish to hear nothing more, heeded at once whoever has the conversation, or
 * the answer to a question that was asked. `undefined` where they have nothing to do with it. A conversation that is
 * open again only because of such words is closed again.
 */
export function careInTurn(turn: CareTurn): CareStep | undefined {
  const { conversation, said, policy } = turn;
  const { care } = policy;
  const { asked } = conversation.care ?? {};
  if (!care) return undefined;
  const wish = said.map(({ message }) => readWish(message.text, care.consent)).find((found) => found !== undefined);
  if (wish !== undefined) return heed(wish, turn, care);
  if (!asked || asked.isOver === true || conversation.state !== 'bot') return undefined;
  // Whoever calls for help is helped, whatever was asked.
  const isCall = said.some(({ understanding }) => understanding.signals.length > 0);
  return (isCall ? undefined : answer(asked, turn, care)) ?? { kind: 'beside', care: { state: { ...conversation.care, asked: { ...asked, isOver: true } } }, messages: [] };
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
  if (conversation.state === 'human') return { kind: 'beside', care: given, messages: [noteForAgent(language)] };
  return taken(turn, { care: given, messages: [confirmWish(wish, language)] }, true);
}

function answer(asked: AskedQuestion, turn: CareTurn, care: CareRules): CareStep | undefined {
  const { conversation, said, language } = turn;
  const texts = said.map(({ message }) => message.text);
  const { asked: _, ...state } = conversation.care ?? {};
  switch (asked.kind) {
    case 'rating': {
      // While a case waits for the customer's yes, only figures are a rating: "good" may be that yes.
      const isCaseAsked = conversation.case?.state === 'awaiting';
      const score = firstOf(texts, (text) => readScore(text, isCaseAsked ? [1, 10] : [1, 5]));
      if (score === undefined || score > 5) return undefined;
      return taken(turn, { rating: { score, segment: asked.segment, inWords: true, ...(asked.agentName === undefined ? {} : { servedBy: asked.agentName }) } }, true);
    }
    case 'nps': {
      const score = firstOf(texts, (text) => readScore(text, [0, 10]));
      return score === undefined ? undefined : finish({ segment: asked.segment, kind: 'nps', plan: '', score }, asked, false, state, turn, care);
    }
    case 'consent':
      // The words of the button; only a clear wish to stop ends what was agreed before.
      return texts.some((text) => /^(?:不用了?|不需要|不要|no,? thanks?(?: you)?|no)[.。!！]?$/i.test(text.trim())) ? taken(turn, { care: { state }, messages: [confirmWish('declined', language)] }, true) : undefined;
    case 'visit':
      return visited(asked, texts, state, turn, care);
  }
}

function visited(asked: AskedQuestion, texts: readonly string[], state: CareState, turn: CareTurn, care: CareRules): CareStep | undefined {
  const plan = care.visits.find(({ id }) => id === asked.plan);
  const question = plan?.questions[asked.step];
  if (!plan || !question) return undefined;
  const value = read(question, texts);
  if (value === undefined) return undefined;
  const answers = { ...asked.answers, [question.id]: value };
  const isBad = asked.isBad === true || isBadAnswer(question, value);
  const next = plan.questions[asked.step + 1];
  if (next) {
    const { isBad: _, ...before } = asked;
    return taken(turn, { care: { state: { ...state, asked: { ...before, answers, step: asked.step + 1, ...(isBad ? { isBad: true as const } : {}) } } }, messages: [askVisit(next, turn.language)] }, false);
  }
  const scores = plan.questions.flatMap(({ id, kind }) => (kind === 'score' ? Number(answers[id]) : []));
  const score = scores.length > 0 ? Math.min(...scores) : undefined;
  const { isBad: _, ...plain } = asked;
  return finish({ segment: asked.segment, kind: 'visit', plan: plan.id, answers, ...(score === undefined ? {} : { score }) }, plain, isBad, state, turn, care);
}

function finish(given: Parameters<typeof answered>[0], asked: AskedQuestion, isBadVisit: boolean, state: CareState, turn: CareTurn, care: CareRules): CareStep {
  const { conversation, policy, now } = turn;
  const done = answered(given, asked, isBadVisit, { conversation: { ...conversation, language: turn.language }, policy, care, now });
  return taken(turn, { care: { ...done.care, state }, messages: done.isBad ? done.messages : [thank(turn.language)], ...(done.news.length > 0 ? { news: done.news } : {}), timers: { set: done.set } }, true);
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

/** The turn as care takes it; a conversation that these words alone have opened ends again where nothing more is asked. */
function taken({ conversation, said, language }: CareTurn, change: Change, isEnd: boolean): CareStep {
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
