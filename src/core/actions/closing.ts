import type { Language } from '../language.ts';
import { fill } from '../wording.ts';
import type { ActionDefinition, Need } from './definition.ts';
import { wordStep, type Words } from './express-step.ts';
import type { ActionState } from './state.ts';
import { begun, needsOf, type StepInput } from './step.ts';
import { ACTION_WORDING as SAY } from './wording.ts';

/** What is said under an answer, and what is remembered of it. */
export type Closing = Words & { readonly state?: ActionState };

/** So often in a row customers are brought back to an action that is open; then it waits without a word. */
const MOST_REMINDERS = 2;

/**
 * What an answer to something else closes with: the open question of the action under way, or what Baton could do about
 * the matter that was asked about. Nothing where there is neither. Pure.
 */
export function closingOf(input: StepInput): Closing | undefined {
  const { memory: { action: state }, actions, understanding: { language } } = input;
  const action = state && actions.get(state.action);
  if (state && action && (state.stage === 'asking' || state.stage === 'confirming')) return reminder(action, state, language, input.now);
  if (state?.stage === 'calling') return undefined;
  const matter = begun(input);
  if (!matter) return undefined;
  if (matter.for === 'customers' && input.customer === undefined) return matter.signIn ? { text: matter.signIn[language], quickReplies: [] } : undefined;
  const need = needsOf(matter, input.customer !== undefined)[0];
  if (!matter.offer) return undefined;
  const offered: ActionState = { id: input.newId(), action: matter.id, stage: 'offered', values: {}, tries: 0, at: input.now, ...(need ? { asked: need.id } : {}) };
  return { text: matter.offer[language], quickReplies: [], state: offered };
}

function reminder(action: ActionDefinition, state: ActionState, language: Language, now: number): Closing | undefined {
  const reminders = state.reminders ?? 0;
  if (reminders >= MOST_REMINDERS) return undefined;
  const words = state.stage === 'confirming' ? wordStep({ kind: 'confirm', action, state, isAgain: false }, language) : asked(action, state, language);
  return words && { text: `${fill(SAY.goOn, language)}${language === 'en' ? ' ' : ''}${words.text}`, quickReplies: words.quickReplies, state: { ...state, reminders: reminders + 1, at: now } };
}

function asked(action: ActionDefinition, state: ActionState, language: Language): Words | undefined {
  const need: Need | undefined = action.needs.find(({ id }) => id === state.asked);
  return need && wordStep({ kind: 'ask', action, need, isAgain: false, choices: (need.options ?? []).map(({ value, label }) => ({ value, label: label[language] })) }, language);
}
