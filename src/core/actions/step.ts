import type { CustomerOrder } from '../protocol.ts';
import type { Understanding } from '../understanding.ts';
import { asksHow, corrects, isQuestion, saysStop, saysYes, saysYesTo } from './consent.ts';
import type { ActionDefinition, Need } from './definition.ts';
import { namesOrder, type Said, valuesBefore, valuesIn } from './read-needs.ts';
import type { ActionMemory, ActionState } from './state.ts';

/** A value that can be chosen with one press; `label` is what a person calls it. */
export type Choice = { readonly label: string; readonly value: string };

/** What comes next in an action. `state` is what is remembered; absent where the action ends here. */
export type ActionStep = { readonly action: ActionDefinition; readonly state?: ActionState } & (
  | { readonly kind: 'ask'; readonly need: Need; readonly choices: readonly Choice[]; readonly isAgain: boolean }
  | { readonly kind: 'confirm'; readonly isAgain: boolean }
  | { readonly kind: 'call' | 'wait' | 'stop' | 'lapse' | 'limit' | 'sign_in' | 'give_up' }
);

/** What a step looks at. */
export type StepInput = {
  readonly actions: ReadonlyMap<string, ActionDefinition>;
  readonly memory: ActionMemory & { readonly offersPerson?: boolean };
  readonly text: string;
  readonly understanding: Understanding;
  /** A greeting, thanks and the like, which have an answer of their own. */
  readonly isTalk: boolean;
  /** The knowledge base has an answer to the message. */
  readonly hasAnswer: boolean;
  /** Is the message nothing but an order number? */
  readonly isOrderOnly: boolean;
  /** The signed-in customer; orders as far as they are known. */
  readonly customer: { readonly id: string; readonly orders: readonly CustomerOrder[] } | undefined;
  /** When the first message of the turn was written, Unix ms. */
  readonly writtenAt: number;
  /** It was written while Baton was still at its last answer, so before anybody could read that. */
  readonly isUnseen: boolean;
  /** Unix ms. */
  readonly now: number;
  readonly newId: () => string;
};

const MINUTE_MS = 60_000;
/** So long an action waits for the customer; what is said later is not about it any more. */
const LIVES_MS = 30 * MINUTE_MS;
/** So long "and the other one?" can mean what was just looked up. */
const ECHO_MS = 10 * MINUTE_MS;
/** After so many answers in a row that do not fit a person helps. */
const MOST_TRIES = 3;
const MOST_CHOICES = 4;
/** So sure an intent must be where the message names what the action needs. */
const WITH_FACT = 0.35;

/** What the message means for the actions; `undefined` where it is about something else and is answered as any other. Pure. */
export function nextStep(input: StepInput): ActionStep | undefined {
  const { memory, now, actions } = input;
  const state = memory.action;
  const action = state && actions.get(state.action);
  if (!state || !action) return begin(input);
  if (state.stage === 'calling') return waitOrNothing(input, action, state);
  if (now - state.at > (state.stage === 'done' ? ECHO_MS : LIVES_MS)) return begin(input) ?? lapsed(input, action, state);
  const other = begun(input);
  if (other && other.id !== action.id && !fillsAsked(input, action, state)) return begin(input);
  if (state.stage === 'done') return askAgainOf(input, action, state) ?? begin(input);
  if (state.stage === 'confirming') return confirmStep(input, action, state);
  return askedStep(input, action, state);
}

/** Which action the message begins, if one. */
export function begun({ actions, understanding, text, isOrderOnly, customer }: Pick<StepInput, 'actions' | 'understanding' | 'text' | 'isOrderOnly' | 'customer'>): ActionDefinition | undefined {
  const [first, second] = understanding.intents;
  const said: Said = { text, entities: understanding.entities };
  const hasFact = ({ needs }: ActionDefinition) => needs.some((need) => (need.fact !== undefined && valuesIn(need, said, false).length > 0) || namesOrder(need, customer?.orders ?? [], said));
  return [...actions.values()].find((action) => {
    const { starts, confidence } = action;
    if (isOrderOnly && starts.alone === 'order') return true;
    if (!first || understanding.isOutOfScope || (starts.words !== undefined && !new RegExp(starts.words, 'iu').test(text))) return false;
    if (first.confidence >= confidence && starts.intents.includes(first.id)) return true;
    // What names the very thing that is needed is about it on less evidence.
    const isLikely = [first, second].some((guess) => guess !== undefined && guess.confidence >= Math.min(confidence, WITH_FACT) && starts.intents.includes(guess.id));
    return (isLikely || (first.confidence >= confidence && starts.withFact.includes(first.id))) && hasFact(action);
  });
}

const BETWEEN_FACTS = /\b(?:and|my|it|its|is|the|order|number|no|phone|digits)\b|订单|单号|尾号|后四位|手机|号码?|是|和/giu;

/** Is the message a bare answer: a choice under the action's questions, or facts and numbers with no word of the customer's own? Nobody's mood shows in it. */
export function isBareAnswer({ needs, yes, no }: ActionDefinition, { text, entities }: Said): boolean {
  const labels = [yes, no, ...needs.flatMap(({ options = [] }) => options.map(({ label }) => label))].flatMap(({ zh, en }) => [zh, en]);
  if (text.split('\n').every((line) => labels.includes(line.trim()))) return true;
  return !/\p{L}/u.test(entities.reduce((left, { text: own }) => left.replace(own, ''), text).replace(BETWEEN_FACTS, ''));
}

/** The needs that are asked of this customer. */
export function needsOf({ needs }: ActionDefinition, isCustomer: boolean): readonly Need[] {
  return needs.filter(({ of }) => of === 'everybody' || of === (isCustomer ? 'customers' : 'visitors'));
}

function begin(input: StepInput): ActionStep | undefined {
  const { text, understanding, customer, hasAnswer } = input;
  const action = begun(input);
  if (!action) return undefined;
  const values = given(action, input, undefined);
  // Whoever asks how it is done gets the article, and under it what Baton could do.
  if (hasAnswer && Object.keys(values).length === 0 && asksHow(text, understanding.language)) return undefined;
  if (action.for === 'customers' && customer === undefined) return hasAnswer ? undefined : { kind: 'sign_in', action };
  return proceed(input, action, fresh(input, action, values));
}

function fresh({ newId, now }: StepInput, { id }: ActionDefinition, values: ActionState['values']): ActionState {
  return { id: newId(), action: id, stage: 'asking', values, tries: 0, at: now };
}

/** What the message gives for each need, where it gives one thing only. */
function given(action: ActionDefinition, { text, understanding, customer }: StepInput, asked: string | undefined): Record<string, string> {
  const said: Said = { text, entities: understanding.entities };
  const needs = needsOf(action, customer !== undefined);
  const only = (need: Need, isAsked: boolean): string | undefined => {
    const values = valuesIn(need, said, isAsked);
    return values.length === 1 ? values[0] : undefined;
  };
  const first = needs.find(({ id }) => id === asked);
  // "20261107-0032 and 1008": whoever answers so tersely answers what would be asked next as well.
  const isTerse = first?.fact !== undefined && only(first, true) !== undefined && understanding.entities.reduce((left, { text: own }) => left.replace(own, ''), text).length <= 12;
  return Object.fromEntries(
    needs.flatMap((need) => {
      const value = only(need, need.id === asked || (isTerse && need.answer.length > 0));
      return value === undefined ? [] : [[need.id, value]];
    }),
  );
}

/** The next thing that is missing is taken from before or asked for; then the customer confirms, or the call is made. */
function proceed(input: StepInput, action: ActionDefinition, state: ActionState, rejected: readonly string[] = []): ActionStep {
  const { customer, memory, text, understanding, now } = input;
  const said: Said = { text, entities: understanding.entities };
  const values = { ...state.values };
  for (const need of needsOf(action, customer !== undefined)) {
    if (values[need.id] !== undefined) continue;
    const here = valuesIn(need, said, false).filter((value) => !rejected.includes(value));
    // Somebody's own words that are wrong are not replaced by older ones.
    const isReplaced = rejected.length > 0 && need.words !== undefined;
    const candidates = here.length > 0 || isReplaced ? here : valuesBefore(need, memory.facts ?? [], customer?.orders ?? [], said, rejected);
    const [only] = candidates;
    // Whoever names something that cannot be it means that, and not what is known of them.
    const isUnfit = here.length === 0 && said.entities.some(({ kind }) => kind === need.fact);
    if (candidates.length === 1 && only !== undefined && !isUnfit) values[need.id] = only;
    else return { kind: 'ask', action, need, choices: choicesFor(need, candidates, input), isAgain: isUnfit, state: { ...state, values, stage: 'asking', asked: need.id, at: now } };
  }
  const { asked: _, ...known } = { ...state, values, at: now };
  if (isOverLimit(action, input)) return { kind: 'limit', action };
  if (action.effect) return { kind: 'confirm', action, isAgain: false, state: { ...known, stage: 'confirming', tries: 0 } };
  return { kind: 'call', action, state: { ...known, stage: 'calling' } };
}

function choicesFor(need: Need, candidates: readonly string[], { customer, understanding: { language } }: StepInput): Choice[] {
  if (need.options) return need.options.map(({ value, label }) => ({ value, label: label[language] }));
  const named = new Map((customer?.orders ?? []).map(({ number, product }) => [number, `${number} ${product}`]));
  return candidates.slice(0, MOST_CHOICES).map((value) => ({ value, label: named.get(value) ?? value }));
}

/** An answer to the last question, or to an offer. */
function askedStep(input: StepInput, action: ActionDefinition, state: ActionState): ActionStep | undefined {
  const { text, understanding, isTalk, hasAnswer } = input;
  const { language } = understanding;
  const isOffer = state.stage === 'offered';
  const isOwn = action.starts.intents.includes(understanding.intents[0]?.id ?? '');
  const asked = needsOf(action, input.customer !== undefined).find(({ id }) => id === state.asked);
  // "Changed my mind" is a choice under "may I ask why?", and calls off anything else.
  const isChoice = !isOffer && asked?.options !== undefined && valuesIn(asked, { text, entities: understanding.entities }, true).length > 0;
  if (!isChoice && saysStop(text, language, action, isOwn)) return isOffer ? undefined : { kind: 'stop', action };
  const takesWords = asked?.words !== undefined;
  // A question of its own is answered, and not taken for the words that were asked for.
  if (takesWords && hasAnswer && isQuestion(text, language)) return undefined;
  const values = given(action, input, state.asked);
  const isCorrection = corrects(text, language) && Object.keys(values).some((id) => state.values[id] !== undefined);
  if (Object.keys(values).length > 0) return proceed(input, action, { ...state, values: { ...state.values, ...values }, tries: isCorrection ? 0 : state.tries });
  if (isOffer) {
    if (saysYes(text, language, action)) return proceed(input, action, { ...state, stage: 'asking' });
    return begun(input)?.id === action.id ? begin(input) : undefined;
  }
  if (isTalk || (hasAnswer && !isOwn && isElsewhere(input))) return undefined;
  if (hasAnswer && isOwn && asksHow(text, language)) return undefined;
  const wrong = corrects(text, language) ? wrongNeed(action, state, text) : undefined;
  if (wrong) return without(input, action, state, wrong);
  return again(input, action, state);
}

/** An answer to "shall I?". */
function confirmStep(input: StepInput, action: ActionDefinition, state: ActionState): ActionStep | undefined {
  const { text, understanding, writtenAt, isUnseen, isTalk, hasAnswer, now } = input;
  const { language } = understanding;
  if (saysYes(text, language, action)) {
    const isBare = state.isAside === true && !saysYesTo(text, language, action);
    if (isBare && input.memory.offersPerson === true) return undefined;
    // A yes that was written before the question was asked, or to something else, does not answer it.
    if (isBare || isUnseen || writtenAt < state.at) return { kind: 'confirm', action, isAgain: true, state: { ...state, at: now } };
    return isOverLimit(action, input) ? { kind: 'limit', action } : { kind: 'call', action, state: { ...state, stage: 'calling', at: now } };
  }
  const isOwn = action.starts.intents.includes(understanding.intents[0]?.id ?? '');
  if (saysStop(text, language, action, isOwn)) return { kind: 'stop', action };
  const values = given(action, input, undefined);
  if (Object.entries(values).some(([id, value]) => state.values[id] !== value)) return proceed(input, action, { ...state, id: input.newId(), values: { ...state.values, ...values } });
  const isAside = isTalk || (hasAnswer && isQuestion(text, language)) || (hasAnswer && !isOwn && isElsewhere(input));
  const wrong = corrects(text, language) && !(isAside && isQuestion(text, language)) ? wrongNeed(action, state, text) : undefined;
  if (wrong) return without(input, action, { ...state, id: input.newId() }, wrong);
  if (isAside) return undefined;
  if (state.tries + 1 >= MOST_TRIES) return { kind: 'give_up', action };
  return { kind: 'confirm', action, isAgain: true, state: { ...state, tries: state.tries + 1, at: now } };
}

/** The customer says that a value is wrong and not what is right: another one that is known, or the question again. */
function without(input: StepInput, action: ActionDefinition, state: ActionState, wrong: Need): ActionStep {
  const { [wrong.id]: rejected, ...values } = state.values;
  return proceed(input, action, { ...state, values, tries: 0 }, rejected === undefined ? [] : [rejected]);
}

/** Which need the customer says is wrong: the one that is named, else the one that a fact had given. */
function wrongNeed({ needs }: ActionDefinition, { values }: ActionState, text: string): Need | undefined {
  const known = needs.filter(({ id }) => values[id] !== undefined);
  const folded = text.toLowerCase();
  return known.find(({ called }) => called.some((word) => folded.includes(word.toLowerCase()))) ?? known.find(({ fact }) => fact !== undefined) ?? known[0];
}

/** After a look-up: the same for another value ("and the other one?"). */
function askAgainOf(input: StepInput, action: ActionDefinition, state: ActionState): ActionStep | undefined {
  const { text, understanding, newId } = input;
  const other = begun(input);
  if (other && other.id !== action.id) return undefined;
  const values = given(action, input, undefined);
  const differs = Object.entries(values).some(([id, value]) => state.values[id] !== value);
  const isSure = understanding.intents[0] !== undefined && !understanding.isOutOfScope;
  if (differs && (other || !isSure || corrects(text, understanding.language))) {
    return proceed(input, action, { ...state, id: newId(), tries: 0, values: { ...state.values, ...values } });
  }
  const wrong = corrects(text, understanding.language) && !input.isTalk && (!isSure || isShort(text)) ? wrongNeed(action, state, text) : undefined;
  return wrong && without(input, action, { ...state, id: newId() }, wrong);
}

function again(input: StepInput, action: ActionDefinition, state: ActionState): ActionStep {
  const { customer, memory, text, understanding, now } = input;
  const need = needsOf(action, customer !== undefined).find(({ id }) => id === state.asked);
  if (!need || state.tries + 1 >= MOST_TRIES) return { kind: 'give_up', action };
  const said: Said = { text, entities: understanding.entities };
  const known = [...valuesIn(need, said, true), ...valuesBefore(need, memory.facts ?? [], customer?.orders ?? [], said)];
  return { kind: 'ask', action, need, choices: choicesFor(need, [...new Set(known)], input), isAgain: true, state: { ...state, tries: state.tries + 1, at: now } };
}

function waitOrNothing({ isTalk, text, understanding, ...input }: StepInput, action: ActionDefinition, state: ActionState): ActionStep | undefined {
  const asksOn = begun({ ...input, text, understanding }) !== undefined || (!isTalk && isShort(text) && !input.hasAnswer);
  return asksOn ? { kind: 'wait', action, state } : undefined;
}

/** A yes or no that comes too late is told so: otherwise the customer would believe that it counts. */
function lapsed({ text, understanding: { language } }: StepInput, action: ActionDefinition, state: ActionState): ActionStep | undefined {
  const isReply = state.stage === 'confirming' && (saysYes(text, language, action) || saysStop(text, language, action, false));
  return isReply ? { kind: 'lapse', action } : undefined;
}

/** Does the message answer the question that was asked, whatever else it may be about? */
function fillsAsked(input: StepInput, action: ActionDefinition, { asked, stage }: ActionState): boolean {
  if (stage !== 'asking' || asked === undefined) return false;
  const { text, understanding, isOrderOnly } = input;
  const need = action.needs.find(({ id }) => id === asked);
  const fills = need !== undefined && valuesIn(need, { text, entities: understanding.entities }, true).length > 0;
  return fills && (isOrderOnly || need.words === undefined || need.options !== undefined || !isElsewhere(input)) && (isOrderOnly || isShort(text) || need.words !== undefined);
}

/** Is it about something that was not asked? A yes, a no or "don't know" is about what was, however little it says. */
function isElsewhere({ understanding: { intents, isOutOfScope } }: StepInput): boolean {
  const [first] = intents;
  return !isOutOfScope && first !== undefined && first.confidence >= 0.4 && first.id !== 'affirm' && first.id !== 'deny';
}

function isShort(text: string): boolean {
  return text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0) <= 40;
}

function isOverLimit({ id, limit }: ActionDefinition, { memory, now }: StepInput): boolean {
  return (memory.acted ?? []).filter(({ action, at }) => action === id && now - at < limit.hours * 60 * MINUTE_MS).length >= limit.times;
}
