import type { Conversation, Memory } from '../conversation.ts';
import type { Decision } from '../decision.ts';
import type { NewMessage } from '../message.ts';
import type { Language } from '../language.ts';
import { type Closing, closingOf } from './closing.ts';
import type { ActionDefinition } from './definition.ts';
import { interruptedNote } from './settle.ts';
import { type ActionCall, rememberFacts } from './state.ts';
import type { StepInput } from './step.ts';

/** Small talk after which nobody wants to be asked on, unless something waits for their yes and is not done without it. */
const LAST_WORDS: ReadonlySet<string> = new Set(['goodbye']);

/** What a turn closes its answer with; nothing where it does not answer, or only says goodbye. Pure. */
export function closingFor(decision: Decision, input: StepInput): Closing | undefined {
  if (decision.kind !== 'answer') return undefined;
  if (decision.reason === 'talk') return LAST_WORDS.has(decision.intentId) && input.memory.action?.stage !== 'confirming' ? undefined : closingOf(input);
  return decision.reason === 'found' || decision.reason === 'several' ? closingOf(input) : undefined;
}

/** The memory after a turn with what it means for actions: facts that were named, what was offered, what has passed. Pure. */
export function rememberAction(memory: Memory, decision: Decision, closing: Closing | undefined, input: StepInput | undefined): Memory {
  if (decision.kind === 'hand_over') return memory;
  const { action, ...rest } = input ? rememberFacts(memory, input.understanding.entities) : memory;
  const next = closing?.state ?? action;
  if (next === undefined) return rest;
  const isAsked = decision.kind === 'act' || closing?.state !== undefined;
  // An offer that was not taken up is gone.
  if (!isAsked && next.stage === 'offered') return rest;
  const { isAside: _, ...heard } = next;
  return { ...rest, action: isAsked ? heard : { ...heard, isAside: true } };
}

/** Can something be done about this intent, so that no article need answer it? Pure. */
export function isDoneByAction(intent: string, actions: ReadonlyMap<string, ActionDefinition> | undefined): boolean {
  return [...(actions?.values() ?? [])].some(({ starts }) => starts.intents.includes(intent) || starts.withFact.includes(intent));
}

/** The call that a decision makes; `isFirst` where Baton has not yet said that an AI answers. Pure. */
export function callOf(decision: Decision, { customerId }: Pick<Conversation, 'customerId'>, language: Language, isFirst: boolean): ActionCall | undefined {
  if (decision.kind !== 'act' || decision.step.kind !== 'call' || !decision.step.state) return undefined;
  const { id, action, values } = decision.step.state;
  return { id, action, values, language, isFirst, ...(customerId === undefined ? {} : { customerId }) };
}

/** For staff, where a handover breaks an action off: what was known of it, and that nothing was done. Pure. */
export function brokenOff(decision: Decision, { action: state }: Memory, actions: ReadonlyMap<string, ActionDefinition> | undefined, language: Language): NewMessage[] {
  const action = state && actions?.get(state.action);
  const isOpen = state?.stage === 'asking' || state?.stage === 'confirming';
  return decision.kind === 'hand_over' && action && isOpen ? [interruptedNote(action, state, language)] : [];
}
