import type { Language } from '../language.ts';
import type { ActionReply } from '../ports/action-caller.ts';
import type { ActionDefinition, AnswerRule, Saying } from './definition.ts';
import { valueFor } from './express-step.ts';
import { differsFrom, valueAt } from './response-schema.ts';
import type { ActionCall } from './state.ts';
import { fillIn, inline } from './template.ts';

/** What a call came to: words for the customer, or the reason why there are none. */
export type Conclusion =
  | { readonly kind: 'said'; readonly text: string; readonly again: readonly string[]; readonly handOver: boolean }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * What an endpoint's answer comes to. Only what the answer has, and has in the form that its schema states, is ever
 * said; an answer about somebody else, or one that nothing is to be said on, fails. Pure.
 */
export function conclude(action: ActionDefinition, call: ActionCall, reply: ActionReply): Conclusion {
  const rule = action.answers.find(({ status }) => [status].flat().includes(reply.status));
  if (!rule) return { kind: 'failed', reason: `HTTP ${reply.status}` };
  const fault = rule.body && differsFrom(rule.body, reply.body);
  if (fault !== undefined) return { kind: 'failed', reason: `HTTP ${reply.status}: ${fault}` };
  const stranger = elsewhere(rule, call, reply.body);
  if (stranger !== undefined) return { kind: 'failed', reason: `HTTP ${reply.status}: the answer is about another ${stranger}` };
  for (const saying of rule.say) {
    if (!holds(saying, reply.body)) continue;
    const text = wordsFor(action, call, saying, reply.body);
    if (text !== undefined) return { kind: 'said', text, again: saying.again, handOver: saying.handOver };
  }
  return { kind: 'failed', reason: `HTTP ${reply.status}: nothing is to be said on this answer` };
}

/** The first value of the answer that is not the one which was sent; visitors have no customer id to compare. */
function elsewhere({ same }: AnswerRule, { values, customerId }: ActionCall, body: unknown): string | undefined {
  return Object.entries(same).find(([name, path]) => {
    const sent = name === 'customer' ? customerId : values[name];
    return sent !== undefined && String(valueAt(body, path)) !== sent;
  })?.[0];
}

function holds({ when = {}, with: present }: Saying, body: unknown): boolean {
  const isSo = Object.entries(when).every(([path, wanted]) => [wanted].flat().some((value) => value === (valueAt(body, path) ?? null)));
  return isSo && present.every((path) => !['', undefined, null].some((nothing) => nothing === valueAt(body, path)));
}

function wordsFor(action: ActionDefinition, { values, language }: ActionCall, { text, each }: Saying, body: unknown): string | undefined {
  const said = valueFor(action, values, language);
  const value = (name: string): unknown => (name.startsWith('answer.') ? valueAt(body, name.slice('answer.'.length)) : said(name));
  const opening = fillIn(text[language], value, inline);
  if (opening === undefined || each === undefined) return opening;
  const list = valueAt(body, each.of);
  if (!Array.isArray(list)) return undefined;
  const lines = list.map((element: unknown) => line(each.text, language, element, value));
  return lines.includes(undefined) ? undefined : [opening, ...lines].join('\n');
}

function line(text: Readonly<Record<Language, string>>, language: Language, element: unknown, value: (name: string) => unknown): string | undefined {
  return fillIn(text[language], (name) => (name.startsWith('each.') ? valueAt(element, name.slice('each.'.length)) : value(name)), inline);
}
