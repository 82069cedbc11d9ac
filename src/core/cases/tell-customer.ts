import { sayTime } from '../hours.ts';
import type { Language } from '../language.ts';
import type { NewMessage } from '../message.ts';
import { fill } from '../wording.ts';
import { type Case, grantedCompensation, openTasks } from './case.ts';
import type { CaseEvent } from './event.ts';
import type { CaseContext } from './step.ts';
import { CASE_WORDING, numberOf, OUR_TEAM, sayAmount, settledReplies } from './wording.ts';

/**
 * What the customer hears of a step, in the customer's language; nothing of what only concerns colleagues, and nothing
 * of a compensation that is not approved. Messages of the system: a change of owner takes nothing of them back but what
 * `isUnasked`, which is left to the person who has the conversation. Pure.
 */
export function tellCustomer(record: Case, event: CaseEvent, language: Language, { rules, policy, now }: CaseContext): readonly NewMessage[] {
  const owner = record.owner?.name ?? OUR_TEAM[language];
  const say = (words: keyof typeof CASE_WORDING, values: Readonly<Record<string, string>> = {}): NewMessage => ({
    author: 'system',
    visibility: 'all',
    text: fill(CASE_WORDING[words], language, { case: numberOf(record), owner, days: String(rules.reopenDays), ...values }),
  });
  switch (event.kind) {
    case 'open':
      return [say('opened')];
    case 'reopen':
      return [say('reopened')];
    case 'continue':
      return [say('continued')];
    case 'finish_task': {
      const department = record.tasks.find(({ id }) => id === event.taskId)?.department ?? '';
      return [say('taskDone', { department: departmentName(department, language, rules) })];
    }
    case 'decide':
    case 'approve':
      return record.state === 'decided' && record.decision ? [say('decided', { text: decisionText(record, language, rules.currency) })] : [];
    case 'ask':
      return [{ ...say(record.attempts.length > 1 ? 'askAgain' : 'ask'), extras: { quickReplies: settledReplies(language) } }];
    case 'confirm':
      return [say('settled')];
    case 'refuse':
      return [say('notSettled')];
    case 'give_up':
      return [say('gaveUp', { count: String(record.closing?.attempts.length ?? 0) })];
    case 'owe_news':
    case 'give_news': {
      const moment = sayTime(record.newsAt ?? now, now, policy.timeZone)[language];
      const departments = [...new Set(openTasks(record).map(({ department }) => departmentName(department, language, rules)))].join(language === 'zh' ? '、' : ', ');
      return [record.state === 'decided' ? say('newsDecided', { moment }) : departments === '' ? say('newsOpen', { moment }) : say('newsTasks', { departments, moment })];
    }
    case 'assign':
    case 'unassign':
    case 'describe':
    case 'add_evidence':
    case 'add_task':
    case 'start_task':
    case 'give_task':
    case 'cancel_task':
    case 'decline':
    case 'warn':
    case 'be_late':
    case 'was_told':
      return [];
  }
}

/**
 * Does nobody ask for what is said of this at the moment it is said? News by the clock, the question that is asked again, the
 * end without an answer, and what a department has done. Such words never interrupt a person. Pure.
 */
export function isUnasked(event: CaseEvent): boolean {
  return ['give_news', 'owe_news', 'give_up', 'finish_task'].includes(event.kind) || (event.kind === 'ask' && event.by.kind === 'system');
}

function decisionText(record: Case, language: Language, currency: string): string {
  const granted = grantedCompensation(record);
  const amount = granted > 0 ? `\n\n${fill(CASE_WORDING.compensation, language, { amount: sayAmount(granted, currency) })}` : '';
  return `${record.decision?.text ?? ''}${amount}`;
}

function departmentName(code: string, language: Language, rules: CaseContext['rules']): string {
  const name = Object.hasOwn(rules.departments, code) ? (rules.departments[code]?.name[language] ?? code) : code;
  return language === 'en' && /^[A-Z][^A-Z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
