import type { Language } from '../language.ts';
import type { QuickReply } from '../message.ts';
import { fill, personReply } from '../wording.ts';
import type { ActionDefinition } from './definition.ts';
import type { ActionState } from './state.ts';
import type { ActionStep } from './step.ts';
import { fillIn, inline } from './template.ts';
import { ACTION_WORDING as SAY } from './wording.ts';

/** Words with choices under them. */
export type Words = { readonly text: string; readonly quickReplies: readonly QuickReply[] };

/** What a step says; `undefined` where nothing is said yet (the call is made, and its answer is said). Pure. */
export function wordStep(step: ActionStep, language: Language): Words | undefined {
  const { action } = step;
  const named = { name: action.name[language] };
  const alone = (text: string, quickReplies: readonly QuickReply[] = []): Words => ({ text, quickReplies });
  switch (step.kind) {
    case 'ask': {
      const { need, choices, isAgain } = step;
      const question = isAgain ? (need.again?.[language] ?? join(fill(SAY.unfit, language), need.ask[language], language)) : need.ask[language];
      return alone(question, [...choices.map(({ label, value }) => ({ label, text: need.options ? label : value })), ...(isAgain || choices.length === 0 ? [personReply(language)] : [])]);
    }
    case 'confirm': {
      const { state } = step;
      const question = state ? readback(action, state, language) : '';
      return alone(step.isAgain ? `${fill(SAY.confirmAgain, language)}\n${question}` : question, yesOrNo(action, language));
    }
    case 'call':
      return undefined;
    case 'wait':
      return alone(fill(SAY.wait, language));
    case 'stop':
      return alone(action.stopped?.[language] ?? fill(action.effect ? SAY.stopped : SAY.stoppedLookup, language));
    case 'lapse':
      return alone(fill(SAY.lapse, language, named));
    case 'limit':
      return alone(fill(SAY.limit, language, named), [personReply(language)]);
    case 'sign_in':
      return alone(action.signIn?.[language] ?? fill(SAY.signIn, language), [personReply(language)]);
    case 'give_up':
      return alone(fill(SAY.giveUp, language), [personReply(language)]);
  }
}

/** What will be done, in the customer's values, as a question. */
function readback(action: ActionDefinition, state: ActionState, language: Language): string {
  const question = action.confirm ?? { zh: `${action.name.zh}，确认吗？`, en: `${action.name.en}: shall I go ahead?` };
  return fillIn(question[language], valueFor(action, state.values, language), inline) ?? action.name[language];
}

/** The two choices under such a question. */
function yesOrNo({ yes, no }: ActionDefinition, language: Language): QuickReply[] {
  return [yes, no].map((choice) => ({ label: choice[language], text: choice[language] }));
}

/** The values of an action as people say them: chosen options by their labels. */
export function valueFor({ needs }: ActionDefinition, values: Readonly<Record<string, string>>, language: Language): (name: string) => string | undefined {
  return (name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return needs.find(({ id }) => id === name)?.options?.find((option) => option.value === value)?.label[language] ?? value;
  };
}

/** What is known of an action, on one line for staff. */
export function knownOf(action: ActionDefinition, values: Readonly<Record<string, string>>, language: Language): string {
  const value = valueFor(action, values, language);
  return Object.keys(values).map((id) => `${id} ${inline(value(id) ?? '')}`).join(language === 'zh' ? '，' : ', ') || '–';
}

/** Two sentences one after the other. */
export function join(one: string, other: string, language: Language): string {
  return `${one}${language === 'en' ? ' ' : ''}${other}`;
}
