import { acceptsPerson } from './accept-offer.ts';
import { handOverFor } from './actions/settle.ts';
import type { ActionStep } from './actions/step.ts';
import type { Conversation, Handover, Memory } from './conversation.ts';
import type { Decision } from './decision.ts';
import type { AnsweredRequest } from './gather-requests.ts';
import type { Intent } from './intent.ts';
import { asksAnother, rememberCustomer, rememberMood, saysItDidNotHelp } from './memory.ts';
import type { Evidence } from './passage.ts';
import type { Policy, PolicyRule } from './policy.ts';
import { byUrgency } from './routing/urgency.ts';
import type { Understanding } from './understanding.ts';
import type { WaitingAsk } from './waiting/ask.ts';
import { openCallback } from './waiting/callback.ts';
import { isComplaintAboutAnswer } from './wording.ts';

const DAY_MS = 24 * 3600_000;
/** Small talk is that from here on, in [0, 1]. */
export const TALK_CONFIDENCE = 0.5;

/** Everything that a decision looks at. */
export type DecisionInput = {
  readonly conversation: Conversation;
  /** The last handover that has ended, when there is one. */
  readonly previous: Handover | undefined;
  /** Unix ms. */
  readonly now: number;
  /** The customer's untaken messages, joined by line ends. */
  readonly text: string;
  readonly understanding: Understanding;
  readonly evidence: Evidence;
  /** What is asked for beside each other, with its answers; a single one where the rest was asked in vain. */
  readonly requests: readonly AnsweredRequest[];
  /** Topics between whose intents the message stands; fewer than two where it is clear. */
  readonly choices: Evidence['topics'];
  /** The customer chose one of the topics that were offered. */
  readonly hasChosen: boolean;
  /** Understanding or searching should have helped and could not. */
  readonly hasModelFailed: boolean;
  /** Is somebody of the team that should answer on duty now? Only asked about while the customer waits. */
  readonly isTeamThere: boolean;
  readonly policy: Policy;
  /** The first guess's intent in the catalogue. */
  readonly intent: Intent | undefined;
  /** What the message means for a business action; absent where it means nothing for one. */
  readonly step?: ActionStep | undefined;
  /** The open handover, where the customer waits. */
  readonly handover?: Handover | undefined;
  /** What the message means for the waiting, or that the customer wants to be called; absent where it is about something else. */
  readonly ask?: WaitingAsk | undefined;
  /** How likely small talk of whatever kind is, in [0, 1]; the first guess's confidence where absent. */
  readonly talk?: number;
};

/**
 * What to do with a turn; pure. Where a person owns the conversation Baton is silent. Otherwise the policy's rules go
 * first, in their order, then a business action that the message is about, then small talk, then what the knowledge base has.
 */
export function decide(given: DecisionInput): Decision {
  if (given.conversation.state !== 'bot') return decideForPeople(given);
  const input = { ...given, understanding: blameNobody(given.text, given.understanding) };
  const { conversation, evidence, understanding, text, intent } = input;

  // Small talk is answered with a set phrase, so it must be more likely than everything else together.
  const { step } = input;
  const isTalk = step === undefined && !understanding.isOutOfScope && intent?.kind === 'talk' && (input.talk ?? understanding.intents[0]?.confidence ?? 0) >= TALK_CONFIDENCE;
  const isMatter = !input.hasChosen && !isTalk;
  // What is said to a question of ours says nothing about an answer before it.
  const memory = step ? rememberMood(conversation.memory, understanding) : rememberCustomer(conversation.memory, text, understanding);
  const found = evidence.verdict === 'found' ? evidence.passages : [];
  const didNotHelp = step === undefined && saysItDidNotHelp(conversation.memory, text, understanding);
  const asksBackAgain = evidence.verdict === 'unclear' && conversation.memory.offered.length > 0;
  const orderOnly = isOrderOnly(text, understanding);
  const mayAskBack = evidence.verdict === 'none' && input.choices.length > 1 && conversation.memory.offered.length === 0;
  const isNothingFound = evidence.verdict === 'none' && input.requests.length === 0 && !mayAskBack;
  // Praise that nothing answers is not a question that was not understood.
  const isPraise = understanding.polarity === 'positive' && understanding.signals.length === 0;
  const missed = step === undefined && isMatter && !isPraise && !input.hasModelFailed && (isNothingFound || asksBackAgain) && !didNotHelp && !orderOnly;
  const unanswered = missed ? memory.notUnderstood + 1 : 0;
  // Whoever wants to be called wants a person.
  const accepts = input.ask !== undefined || (step === undefined && acceptsPerson(conversation.memory, text, understanding));
  const facts: Facts = {
    input,
    memory,
    isMatter: isMatter || input.hasChosen,
    notUnderstood: missed && !asksBackAgain && asksAnother(memory, text) ? 1 : unanswered,
    unanswered,
    acceptsPerson: accepts,
    // Small talk has its answer in the catalogue and needs no search.
    hasModelFailed: input.hasModelFailed && !isTalk,
  };

  const urgency = { said: { text, understanding }, memory, policy: input.policy };
  for (const rule of input.policy.rules) {
    const words = fires(rule, facts);
    if (words) {
      // Whoever is in danger stays in the queue, first of all: a call within hours would be too late.
      const ask = rule.reason === 'danger' ? undefined : input.ask;
      return { kind: 'hand_over', reason: rule.reason, rule: byUrgency(rule, urgency), words, passages: isAnsweredToo(rule, understanding) ? found : [], ...(ask ? { ask } : {}) };
    }
  }
  if (step?.kind === 'give_up') return handOverFor(step.action, urgency);
  if (step) return { kind: 'act', reason: step.kind, step };
  if (input.hasChosen) return { kind: 'answer', reason: 'chosen', passages: evidence.passages };
  if (didNotHelp) return { kind: 'answer', reason: 'did_not_help' };
  if (isTalk && intent) return { kind: 'answer', reason: 'talk', intentId: intent.id };
  if (orderOnly) return { kind: 'answer', reason: 'order_only' };
  if (input.requests.length > (evidence.verdict === 'found' ? 1 : 0)) return { kind: 'answer', reason: 'several', parts: input.requests };
  if (evidence.verdict === 'found') return { kind: 'answer', reason: 'found', passages: evidence.passages };
  if (evidence.verdict === 'unclear' && evidence.topics.length > 1) {
    return { kind: 'clarify', reason: 'topics_compete', topics: evidence.topics };
  }
  if (mayAskBack) return { kind: 'clarify', reason: 'intents_compete', topics: input.choices };
  return { kind: 'answer', reason: hasWords(text) ? 'not_found' : 'ask_again' };
}

/**
 * While people own the conversation Baton is silent, with one exception: as long as the customer waits and nobody is on
 * duty, it goes on answering what the knowledge base has, so that the night is not lost.
 */
function decideForPeople({ conversation, handover, ask, evidence, isTeamThere, understanding }: DecisionInput): Decision {
  // Whoever waits and is in danger is not left waiting for the safety line.
  if (conversation.state === 'waiting' && understanding.signals.some(({ kind }) => kind === 'danger')) return { kind: 'answer', reason: 'danger' };
  if (conversation.state === 'waiting' && ask) return { kind: 'answer', reason: 'waiting', ask };
  // Whoever is called back does not sit and wait either.
  const isNight = conversation.state === 'waiting' && (!isTeamThere || openCallback(handover) !== undefined);
  // Whoever already waits for people and complains needs no article on how to complain.
  if (isNight && understanding.signals.length > 0) return { kind: 'answer', reason: 'passed_on' };
  if (isNight && understanding.entities.some(({ kind }) => kind === 'phone' || kind === 'email')) return { kind: 'answer', reason: 'noted' };
  return isNight && evidence.verdict === 'found'
    ? { kind: 'answer', reason: 'found', passages: evidence.passages }
    : { kind: 'stay_silent', reason: 'person_owns' };
}

/** Whoever says that an answer was of no use speaks of the answer: a complaint that is only guessed in those words is none. */
function blameNobody(text: string, understanding: Understanding): Understanding {
  return isComplaintAboutAnswer(text) ? { ...understanding, signals: understanding.signals.filter(({ kind, confidence }) => kind !== 'complaint' || confidence === 1) } : understanding;
}

type Facts = {
  readonly input: DecisionInput;
  readonly memory: Memory;
  readonly isMatter: boolean;
  /** Times in a row that this matter was not understood, or nothing answered it. */
  readonly notUnderstood: number;
  /** Questions in a row that had no answer. */
  readonly unanswered: number;
  readonly hasModelFailed: boolean;
  /** The customer says yes to the person who was offered. */
  readonly acceptsPerson: boolean;
};

/** Does whoever is handed over by this rule get what was found as well? */
function isAnsweredToo({ withAnswer, when }: PolicyRule, { signals }: Understanding): boolean {
  if (withAnswer !== 'when_unsure') return withAnswer;
  return signals.some(({ kind, confidence }) => kind === when.signal && confidence < 1);
}

/** The words that fired a rule (perhaps none), or `undefined` when it does not fire. */
function fires(rule: PolicyRule, facts: Facts): readonly string[] | undefined {
  const { when } = rule;
  const { understanding, conversation, previous } = facts.input;
  const signal =
    understanding.signals.find(({ kind }) => kind === when.signal) ??
    (when.signal === 'person' && facts.acceptsPerson ? { words: [facts.input.text] } : undefined);
  const { sentiments, unhelpfulAnswers } = facts.memory;
  const holds =
    !(rule.once && previous?.segment === conversation.segment) &&
    (when.signal === undefined || signal !== undefined) &&
    (when.returnsAfter === undefined || returnsAfter(when.returnsAfter, facts)) &&
    (when.tier === undefined || when.tier.includes(conversation.tier)) &&
    (when.intent === undefined || when.intent.includes(understanding.intents[0]?.id ?? '')) &&
    (when.isMatter === undefined || when.isMatter === facts.isMatter) &&
    (when.sentimentAtMost === undefined || understanding.sentiment <= when.sentimentAtMost) &&
    (when.sentimentFallBy === undefined || hasFallenBy(sentiments, when.sentimentFallBy)) &&
    (when.unhelpfulAnswers === undefined || unhelpfulAnswers >= when.unhelpfulAnswers) &&
    (when.notUnderstood === undefined || facts.notUnderstood >= when.notUnderstood) &&
    (when.unanswered === undefined || facts.unanswered >= when.unanswered) &&
    (when.modelFailed === undefined || when.modelFailed === facts.hasModelFailed);
  return holds ? (signal?.words ?? []) : undefined;
}

/** Does the customer open the conversation again, with more than thanks, soon after a person had closed one for these reasons? */
function returnsAfter(when: NonNullable<PolicyRule['when']['returnsAfter']>, { input, memory }: Facts): boolean {
  const { conversation, previous, understanding, now } = input;
  const isFirst = memory.sentiments.length === 1;
  const isKind = ['thanks', 'goodbye', 'greeting', 'affirm'].includes(understanding.intents[0]?.id ?? '');
  return (
    previous?.endedAt !== undefined &&
    previous.outcome === 'closed' &&
    // Without a claim it was the customer who ended it, and nobody has seen to the matter.
    previous.claimedAt !== undefined &&
    previous.segment === conversation.segment - 1 &&
    when.reasons.some((reason) => reason === previous.reason) &&
    now - previous.endedAt <= when.days * DAY_MS &&
    isFirst &&
    !isKind
  );
}

/** Is this nothing but an order number? */
export function isOrderOnly(text: string, { entities }: Understanding): boolean {
  const orders = entities.filter(({ kind }) => kind === 'order');
  if (orders.length === 0) return false;
  const rest = orders.reduce((left, order) => left.replace(order.text.toLowerCase(), ''), text.toLowerCase());
  return !/[\p{L}\p{N}]/u.test(rest.replace(/(?:我的|这是|就是)?(?:订单(?:号码?|编号)?|单号)(?:是|为)?|\b(?:my|the|it is|it's|is|order|number|no|id)\b/g, ''));
}

/** Has the mood fallen by this much over the last three messages, to something negative? */
function hasFallenBy(sentiments: readonly number[], fall: number): boolean {
  const recent = sentiments.slice(-3);
  const last = recent.at(-1);
  if (last === undefined || recent.length < 3 || last >= 0) return false;
  return Math.max(...recent) - last >= fall;
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
