import { LANGUAGES } from '../language.ts';
import type { ActionDefinition, AnswerRule, Saying } from './definition.ts';
import { type ResponseSchema, schemaAt } from './response-schema.ts';
import { blanksOf, VARIABLE_NAME, variablesOf } from './template.ts';

/** What actions refer to: ids of intents, and teams of the policy. */
export type ActionSurroundings = { readonly intents: ReadonlySet<string>; readonly teams: ReadonlySet<string> };

/** Values that every template may name. */
const BUILT_IN = ['customer', 'language', 'action'];

/** What is wrong with an action besides its form, one sentence each: names of what is not there, and blanks that nothing fills. */
export function findActionFaults(action: ActionDefinition, { intents, teams }: ActionSurroundings): string[] {
  const { starts, needs, call, handOver, effect } = action;
  const values = new Set(needs.map(({ id }) => id));
  const complain = (where: string, what: string): string => `intents/actions/${action.id}.yaml: ${where}: ${what}`;
  const blanks = (where: string, texts: readonly string[], known: (name: string) => boolean): string[] =>
    texts.flatMap(blanksOf).filter((name) => !known(name)).map((name) => complain(where, `nothing fills {${name}}.`));
  const isValue = (name: string): boolean => values.has(name);
  const isSent = (name: string): boolean => isValue(name) || BUILT_IN.includes(name);
  const templates = callTexts(call);
  return [
    ...[...starts.intents, ...starts.withFact].filter((id) => !intents.has(id)).map((id) => complain('starts', `there is no intent "${id}" in the catalogue.`)),
    ...(teams.has(handOver.team) ? [] : [complain('handOver.team', `team "${handOver.team}" is not listed in policy.yaml.`)]),
    ...(values.size < needs.length ? [complain('needs', 'two needs have the same id.')] : []),
    ...(effect && !action.confirm ? [complain('confirm', 'an action with an effect must say what it will do before it does it.')] : []),
    ...(effect && call.method === 'GET' ? [complain('call.method', 'a GET has no effect; use POST, or effect: false.')] : []),
    ...blanks('confirm', action.confirm ? LANGUAGES.map((language) => action.confirm?.[language] ?? '') : [], isValue),
    ...blanks('call', templates, isSent),
    ...templates.flatMap(variablesOf).filter((name) => !VARIABLE_NAME.test(name)).map((name) => complain('call', `the variable ${name} must begin with ACTION_.`)),
    ...action.answers.flatMap((rule, i) => answerFaults(rule, isValue, (where, what) => complain(`answers.${i}.${where}`, what))),
  ];
}

/** The variables that an action's call needs. */
export function variablesIn({ call }: Pick<ActionDefinition, 'call'>): string[] {
  return [...new Set(callTexts(call).flatMap(variablesOf))];
}

function callTexts({ url, headers, body }: ActionDefinition['call']): string[] {
  return [url, ...Object.values(headers), ...textsIn(body)];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function answerFaults(rule: AnswerRule, isValue: (name: string) => boolean, complain: (where: string, what: string) => string): string[] {
  const paths = Object.entries(rule.same).flatMap(([name, path]) => [
    ...(isValue(name) || name === 'customer' ? [] : [complain('same', `"${name}" is not sent.`)]),
    ...(schemaAt(rule.body, path) ? [] : [complain('same', `the body has no "${path}".`)]),
  ]);
  return [...paths, ...rule.say.flatMap((saying, i) => sayingFaults(saying, rule.body, isValue, (what) => complain(`say.${i}`, what)))];
}

function sayingFaults({ when = {}, with: present, text, each, again }: Saying, body: ResponseSchema | undefined, isValue: (name: string) => boolean, complain: (what: string) => string): string[] {
  const list = each && schemaAt(body, each.of);
  const element = list?.type === 'array' ? list.items : undefined;
  const isKnown = (name: string): boolean => (name.startsWith('answer.') ? schemaAt(body, name.slice('answer.'.length)) !== undefined : isValue(name));
  const isKnownInLine = (name: string): boolean => (name.startsWith('each.') ? schemaAt(element, name.slice('each.'.length)) !== undefined : isKnown(name));
  return [
    ...[...Object.keys(when), ...present].filter((path) => !schemaAt(body, path)).map((path) => complain(`the body has no "${path}".`)),
    ...LANGUAGES.flatMap((language) => blanksOf(text[language]).filter((name) => !isKnown(name))).map((name) => complain(`nothing fills {${name}}.`)),
    ...(each && !element ? [complain(`the body has no list "${each.of}".`)] : []),
    ...(each ? LANGUAGES.flatMap((language) => blanksOf(each.text[language]).filter((name) => !isKnownInLine(name))) : []).map((name) => complain(`nothing fills {${name}}.`)),
    ...again.filter((id) => !isValue(id)).map((id) => complain(`"${id}" is not among the needs.`)),
  ];
}
