import type { Change } from '../change.ts';
import type { Conversation, Memory } from '../conversation.ts';
import type { Decision } from '../decision.ts';
import { express } from '../express.ts';
import type { Bilingual, Language } from '../language.ts';
import type { NewMessage } from '../message.ts';
import type { Policy } from '../policy.ts';
import { byUrgency, type UrgencyGiven } from '../routing/urgency.ts';
import { fill, personReply, WORDING } from '../wording.ts';
import type { Conclusion } from './conclude.ts';
import type { ActionDefinition } from './definition.ts';
import { knownOf } from './express-step.ts';
import type { ActionCall, ActionState } from './state.ts';
import { ACTION_WORDING, STAFF_WORDING } from './wording.ts';

/** What is needed to tell the customer what a call came to. */
export type Settling = {
  readonly action: ActionDefinition;
  readonly call: ActionCall;
  readonly conclusion: Conclusion;
  readonly policy: Policy;
  readonly company: Bilingual;
  readonly safetyPhone: string;
  /** Unix ms. */
  readonly now: number;
  /** A new id, for the case that the customer is asked again. */
  readonly newId: () => string;
};

/** After so many calls that did not fit a person helps. */
const MOST_TRIES = 3;

/**
 * The change that a finished call makes: the answer for the customer where the bot still owns the conversation and has
 * nothing else in hand; a note for staff where a person has taken over meanwhile, since a bot's words never come then. Pure.
 */
export function settleCall(conversation: Conversation, settling: Settling): Change {
  const { call, action, conclusion } = settling;
  const state = conversation.memory.action;
  if (conversation.state !== 'bot' || state?.id !== call.id) return { messages: [noteFor(settling)] };
  const { action: _, ...rest } = conversation.memory;
  if (conclusion.kind === 'failed') return handOver(settling, conversation, action.failed[call.language], [failureNote(settling)]);
  if (conclusion.handOver) return handOver(settling, conversation, conclusion.text, []);
  if (conclusion.again.length > 0 && state.tries + 1 >= MOST_TRIES) return handOver(settling, conversation, conclusion.text, []);
  const next = conclusion.again.length > 0 ? askedAgain(settling, state, conclusion.again) : action.effect ? undefined : { ...state, stage: 'done' as const, tries: 0, at: settling.now };
  // What did not fit is not taken from memory again.
  const kinds = new Set(action.needs.filter(({ id }) => conclusion.again.includes(id)).map(({ fact }) => fact));
  const memory: Memory = { ...rest, ...(next ? { action: next } : {}), ...(rest.facts && kinds.size > 0 ? { facts: rest.facts.filter(({ kind }) => !kinds.has(kind)) } : {}) };
  const isPersonOffered = conclusion.again.length > 0;
  return { memory, messages: [say(settling, conclusion.text, isPersonOffered)] };
}

/** What is said where a call takes long; nothing where the bot has no part in the conversation any more. Pure. */
export function askForPatience(conversation: Conversation, call: ActionCall, company: Bilingual): Change | undefined {
  const { action } = conversation.memory;
  // After the answer of a look-up its state has the same id.
  if (conversation.state !== 'bot' || action?.id !== call.id || action.stage !== 'calling') return undefined;
  return { messages: [{ author: 'bot', visibility: 'all', text: introduced(fill(ACTION_WORDING.oneMoment, call.language), call, company) }] };
}

/** The change where a call cannot be made any more, since its definition is gone: the customer hears so and can go on. Pure. */
export function abandonCall(conversation: Conversation, call: ActionCall, company: Bilingual): Change | undefined {
  if (conversation.state !== 'bot' || conversation.memory.action?.id !== call.id) return undefined;
  const { action: _, ...memory } = conversation.memory;
  const text = introduced(fill(ACTION_WORDING.giveUp, call.language), call, company);
  return { memory: { ...memory, offersPerson: true }, messages: [{ author: 'bot', visibility: 'all', text, extras: { quickReplies: [personReply(call.language)] } }] };
}

function askedAgain({ newId, now }: Settling, state: ActionState, again: readonly string[]): ActionState {
  const values = Object.fromEntries(Object.entries(state.values).filter(([id]) => !again.includes(id)));
  const [asked] = again;
  return { ...state, id: newId(), stage: 'asking', values, tries: state.tries + 1, at: now, ...(asked === undefined ? {} : { asked }) };
}

function handOver(settling: Settling, conversation: Conversation, text: string, notes: readonly NewMessage[]): Change {
  const { policy, safetyPhone, now, call } = settling;
  const decision = handOverFor(settling.action, { memory: conversation.memory, policy });
  const opening = say(settling, text, false);
  const { messages = [], ...change } = express({
    conversation,
    decision,
    language: call.language,
    answer: undefined,
    intent: undefined,
    policy,
    safetyPhone,
    order: undefined,
    introduceAs: undefined,
    now,
  });
  const { action: _, ...memory } = conversation.memory;
  return { ...change, memory: { ...memory, offered: [], offersPerson: false }, messages: [opening, ...messages, ...notes] };
}

/** The handover that an action's definition asks for where it cannot go on, in the form of a rule of the policy; what presses comes sooner there as well. */
export function handOverFor({ id, handOver: { reason, priority, team, firstReplyMinutes } }: ActionDefinition, urgency: UrgencyGiven): Extract<Decision, { kind: 'hand_over' }> {
  const rule = byUrgency({ id: `action-${id}`, when: {}, reason, priority, team, firstReplyMinutes, withAnswer: false, once: false }, urgency);
  return { kind: 'hand_over', reason, rule, words: [], passages: [] };
}

/** What staff read where an action is broken off by a handover. */
export function interruptedNote(action: ActionDefinition, state: ActionState, language: Language): NewMessage {
  return note(fill(STAFF_WORDING.interrupted, language, { name: action.name[language], known: knownOf(action, state.values, language) }));
}

function noteFor(settling: Settling): NewMessage {
  const { action, call, conclusion } = settling;
  if (conclusion.kind === 'failed') return failureNote(settling);
  const { language } = call;
  return note(fill(STAFF_WORDING.finished, language, { name: action.name[language], known: knownOf(action, call.values, language), result: conclusion.text }));
}

function failureNote({ action, call, conclusion }: Settling): NewMessage {
  const { language } = call;
  const reason = conclusion.kind === 'failed' ? conclusion.reason : '';
  return note(fill(STAFF_WORDING.failed, language, { name: action.name[language], known: knownOf(action, call.values, language), reason, effect: action.effect ? STAFF_WORDING.maybeDone[language] : '' }));
}

function note(text: string): NewMessage {
  return { author: 'bot', visibility: 'staff', text };
}

function say({ call, company }: Settling, text: string, offersPerson: boolean): NewMessage {
  return { author: 'bot', visibility: 'all', text: introduced(text, call, company), extras: offersPerson ? { quickReplies: [personReply(call.language)] } : {} };
}

function introduced(text: string, { isFirst, language }: ActionCall, company: Bilingual): string {
  return isFirst ? `${fill(WORDING.aiDisclosure, language, { company: company[language] })}\n\n${text}` : text;
}

/** Values that every template may name beside what was asked for. */
export function callValues({ values, customerId, language, id }: ActionCall): Record<string, string> {
  return { ...values, language, action: id, customer: customerId ?? '' };
}

