import { keptActions, rememberCall } from './actions/state.ts';
import { EMPTY_MEMORY, type Memory, type ShownArticle } from './conversation.ts';
import type { Decision } from './decision.ts';
import { contentKeys, sharedContent } from './model-answer/content-words.ts';
import { isPressing } from './routing/urgency.ts';
import type { Understanding } from './understanding.ts';
import { isComplaintAboutAnswer } from './wording.ts';

const KEPT_SENTIMENTS = 10;

/** Did the customer say, or show by asking the same again, that the last answer was of no use? Only where there was one. */
export function saysItDidNotHelp(memory: Memory, text: string, understanding: Understanding): boolean {
  // After a clarifying question there was no answer yet that could have helped.
  if (memory.shown.length === 0 || memory.offered.length > 0) return false;
  return isComplaintAboutAnswer(text) || asksAgain(memory, text) || understanding.intents[0]?.id === 'deny';
}

/** Whoever asks the very same thing again was not helped by the answer to it. */
function asksAgain({ subject = [] }: Memory, text: string): boolean {
  const plain = (words: string): string => words.slice(0, KEPT_OF_QUESTION).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const asked = plain(subject.at(-1) ?? '');
  return asked !== '' && asked === plain(text);
}

/** From so much shared content on the customer asks the same in other words, in [0, 1]. */
const SAME_MATTER = 0.5;

/** Is this another question than the one before it, rather than the same in other words? */
export function asksAnother({ subject = [] }: Memory, text: string): boolean {
  const before = subject.at(-1);
  return before !== undefined && sharedContent(text, contentKeys(before)) < SAME_MATTER && sharedContent(before, contentKeys(text)) < SAME_MATTER;
}

/** The memory with what the customer's new words tell about the past: mood, and whether the last answer helped. */
export function rememberCustomer(memory: Memory, text: string, understanding: Understanding): Memory {
  const didNotHelp = saysItDidNotHelp(memory, text, understanding);
  const thanked = ['thanks', 'affirm', 'goodbye'].includes(understanding.intents[0]?.id ?? '');
  return {
    ...rememberMood(memory, understanding),
    unhelpfulAnswers: didNotHelp ? memory.unhelpfulAnswers + 1 : thanked ? 0 : memory.unhelpfulAnswers,
    shown: didNotHelp ? judgeLast(memory.shown, 'no') : thanked ? judgeLast(memory.shown, 'yes') : memory.shown,
  };
}

/** The memory while a person owns the conversation: the mood goes on, but what is said is said to the person, not about the bot's answers. */
export function rememberMood(memory: Memory, understanding: Understanding): Memory {
  return { ...memory, ...(isPressing(understanding) ? { isPressing: true as const } : {}), sentiments: [...memory.sentiments, understanding.sentiment].slice(-KEPT_SENTIMENTS) };
}

/** The memory after Baton has acted. */
export function rememberDecision(memory: Memory, decision: Decision): Memory {
  const next = { ...memory, offered: [], offersPerson: false };
  switch (decision.kind) {
    case 'answer':
      switch (decision.reason) {
        case 'several':
          return { ...next, notUnderstood: 0, shown: decision.parts.reduce((shown, { passages }) => addShown(shown, passages), memory.shown) };
        case 'found':
        case 'chosen':
          return { ...next, notUnderstood: 0, shown: addShown(memory.shown, decision.passages) };
        case 'not_found':
          return { ...next, notUnderstood: memory.notUnderstood + 1, offersPerson: true };
        case 'did_not_help':
        case 'order_only':
        case 'files':
          return { ...next, offersPerson: true };
        case 'talk':
        case 'ask_again':
        case 'noted':
        case 'passed_on':
        case 'danger':
        case 'waiting':
        case 'case_settled':
          return next;
      }
    case 'clarify':
      // Asking back once is help; asking back again and again is not understanding.
      return { ...next, notUnderstood: memory.offered.length > 0 ? memory.notUnderstood + 1 : 0, offered: decision.topics };
    case 'act': {
      const { action: _, ...rest } = next;
      const { state, action, kind } = decision.step;
      const held = state ? { ...rest, action: state } : rest;
      return kind === 'call' && state ? rememberCall(held, action.id, state.at) : held;
    }
    case 'hand_over':
      return { ...EMPTY_MEMORY, ...keptActions(memory), sentiments: memory.sentiments, shown: addShown(memory.shown, decision.passages) };
    case 'stay_silent':
      return memory;
  }
}

/** A question is remembered so far, UTF-16 units: enough to know what it was about. */
const KEPT_OF_QUESTION = 200;

/** The memory with what was asked, and what it leant on, where it did; small talk changes nothing. */
export function rememberSubject(memory: Memory, decision: Decision, text: string, leantOn: string | undefined): Memory {
  const isQuestion = decision.kind === 'clarify' || (decision.kind === 'answer' && ['found', 'several', 'chosen', 'not_found'].includes(decision.reason));
  if (!isQuestion) return memory;
  const cut = (words: string): string => words.slice(0, KEPT_OF_QUESTION).toWellFormed();
  return { ...memory, subject: [...(leantOn === undefined ? [] : [cut(leantOn)]), cut(text)] };
}

function judgeLast(shown: readonly ShownArticle[], helped: 'yes' | 'no'): ShownArticle[] {
  return shown.map((article, i) => (i === shown.length - 1 ? { ...article, helped } : article));
}

function addShown(shown: readonly ShownArticle[], passages: Extract<Decision, { kind: 'hand_over' }>['passages']): readonly ShownArticle[] {
  const first = passages[0];
  if (!first) return shown;
  const { articleId, language, title } = first;
  return [...shown.filter((article) => article.articleId !== articleId), { articleId, language, title, helped: 'unknown' }];
}
