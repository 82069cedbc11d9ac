import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import { joinTimers, type NewTimer, type TimerChange, type TimerHandler, type TimerHandlers } from '../timers.ts';
import { type Case, type CaseLimit, openTasks } from './case.ts';
import type { CaseEvent, LimitRef } from './event.ts';

const WARNING = 'case-warning';
const BREACH = 'case-breach';
const NEWS = 'case-news';
const ASK = 'case-ask';

/** How keys of the timers of cases begin. */
const KEY = 'case:';

/** What happens when a limit of a case comes near or is broken, when the customer is to hear news, and when the question is asked again. */
export const CASE_TIMERS: TimerHandlers = { [WARNING]: onWarning, [BREACH]: onBreach, [NEWS]: onNews, [ASK]: onAsk };

/** A case, and whether a person has its conversation: then Baton asks the customer nothing, and reminds that person instead of giving news. */
export type Standing = { readonly record: Case; readonly isWithPerson: boolean };

/** The timers that a case needs as it stands, none once it is closed. */
export function timersOf({ record, isWithPerson }: Standing): readonly NewTimer[] {
  if (record.state === 'closed') return [];
  const newsAt = nextNewsAt({ record, isWithPerson });
  const limits: (readonly [string, CaseLimit])[] = [
    ...(record.decideBy && (record.state === 'open' || record.state === 'investigating') ? [['decide', record.decideBy] as const] : []),
    ...openTasks(record).map(({ id, limit }) => [id, limit] as const),
  ];
  return [
    ...limits.flatMap(([name, limit]) => limitTimers(name, limit)),
    ...(!isWithPerson && record.state === 'awaiting' && record.askAgainAt !== undefined ? [{ key: `${KEY}ask`, kind: ASK, dueAt: record.askAgainAt, data: { at: record.askAgainAt } }] : []),
    ...(newsAt === undefined ? [] : [{ key: `${KEY}news`, kind: NEWS, dueAt: newsAt, data: { at: newsAt } }]),
  ];
}

/** What must be set and cancelled for the timers to stand as the case does, added to a change's own. */
export function withCaseTimers(change: Change, before: Standing | undefined, after: Standing): Change {
  const standing = new Map((before ? timersOf(before) : []).map((timer) => [timer.key, timer]));
  const wanted = timersOf(after);
  const timers: TimerChange = {
    set: wanted.filter(({ key, dueAt }) => standing.get(key)?.dueAt !== dueAt),
    cancel: [...standing.keys()].filter((key) => !wanted.some((timer) => timer.key === key)),
  };
  return (timers.set?.length ?? 0) + (timers.cancel?.length ?? 0) === 0 ? change : { ...change, timers: joinTimers(change.timers, timers) };
}

/** When the customer is due news: at once where a person has left who was to give it. */
function nextNewsAt({ record, isWithPerson }: Standing): number | undefined {
  if (record.state === 'awaiting') return undefined;
  return isWithPerson ? record.newsAt : (record.newsOwedAt ?? record.newsAt);
}

function limitTimers(name: string, limit: CaseLimit): NewTimer[] {
  if (limit.lateAt !== undefined) return [];
  const data = { limit: name, limitDueAt: limit.dueAt };
  const breach = { key: `${KEY}${name}:breach`, kind: BREACH, dueAt: limit.dueAt, data };
  return limit.warnedAt !== undefined || limit.warnAt >= limit.dueAt ? [breach] : [{ key: `${KEY}${name}:warning`, kind: WARNING, dueAt: limit.warnAt, data }, breach];
}

function happens(event: CaseEvent): Change {
  return { case: { events: [event] } };
}

/** Too late for a warning, it says nothing; the breach follows. */
function onWarning(...[fired, conversation, , now]: Parameters<TimerHandler>): Change | undefined {
  const found = runningLimit(fired, itsOwn(conversation));
  return found && found.limit.warnedAt === undefined && now < found.limit.dueAt ? happens({ kind: 'warn', by: { kind: 'system' }, limit: found.ref }) : undefined;
}

function onBreach(...[fired, conversation]: Parameters<TimerHandler>): Change | undefined {
  const found = runningLimit(fired, itsOwn(conversation));
  return found && happens({ kind: 'be_late', by: { kind: 'system' }, limit: found.ref });
}

function onNews(...[{ data }, conversation]: Parameters<TimerHandler>): Change | undefined {
  const record = itsOwn(conversation);
  const isWithPerson = conversation.state === 'human';
  if (!record || record.state === 'closed' || nextNewsAt({ record, isWithPerson }) !== data['at']) return undefined;
  return happens({ kind: isWithPerson ? 'owe_news' : 'give_news', by: { kind: 'system' } });
}

/** Asks again; after the last time it ends the case, unanswered. While a person has the conversation it waits. */
function onAsk(...[{ data }, conversation]: Parameters<TimerHandler>): Change | undefined {
  const record = itsOwn(conversation);
  if (conversation.state === 'human' || record?.state !== 'awaiting' || record.askAgainAt !== data['at']) return undefined;
  return happens({ kind: record.isLastAttempt ? 'give_up' : 'ask', by: { kind: 'system' } });
}

/** The case that lives in this conversation: timers of one that has moved on are set where it is now. */
function itsOwn({ id, case: record }: Conversation): Case | undefined {
  return record?.conversationId === id ? record : undefined;
}

/** The limit that a timer was set for, if it still runs towards the same end. */
function runningLimit({ data }: Parameters<TimerHandler>[0], record: Case | undefined): { readonly ref: LimitRef; readonly limit: CaseLimit } | undefined {
  if (!record || record.state === 'closed') return undefined;
  const name = data['limit'];
  const task = openTasks(record).find(({ id }) => id === name);
  const isDecide = name === 'decide' && (record.state === 'open' || record.state === 'investigating');
  const limit = isDecide ? record.decideBy : task?.limit;
  if (!limit || limit.lateAt !== undefined || limit.dueAt !== data['limitDueAt']) return undefined;
  return { ref: isDecide ? 'decide' : { taskId: String(name) }, limit };
}
