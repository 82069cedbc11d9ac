import type { Change } from '../change.ts';
import type { Handover } from '../conversation.ts';
import type { Priority } from '../protocol.ts';
import type { TimerHandler, TimerHandlers } from '../timers.ts';
import { type ClockState, isOpenClock } from './clocks.ts';
import { LIMIT_BREACH, LIMIT_WARNING } from './follow-clocks.ts';
import { CLOCK_NAMES, type ClockName } from './limits.ts';

const HIGHER: Readonly<Record<Priority, Priority>> = { low: 'normal', normal: 'high', high: 'urgent', urgent: 'urgent' };

/** What happens when a limit comes near, and when it is broken. */
export const LIMIT_TIMERS: TimerHandlers = { [LIMIT_WARNING]: warn, [LIMIT_BREACH]: escalate };

/** Tells staff that a limit is near: a note, and news. Too late for that, it says nothing; the breach follows. */
function warn(...[fired, , handover, now]: Parameters<TimerHandler>): Change | undefined {
  const found = runningClock(fired, handover);
  if (!found || now >= found.clock.dueAt || found.clock.warnedAt !== undefined) return undefined;
  const { name, clock, all } = found;
  return {
    touchHandover: { clocks: { ...all, [name]: { ...clock, warnedAt: now } } },
    messages: [{ author: 'system', visibility: 'staff', text: '', extras: { notice: { kind: 'limit_near', clock: name, dueAt: clock.dueAt } } }],
    news: ['limit_near'],
  };
}

/** Marks a broken limit, raises the priority one step and tells whom the limit names. */
function escalate(...[fired, , handover, now]: Parameters<TimerHandler>): Change | undefined {
  const found = runningClock(fired, handover);
  if (!handover || !found || found.clock.breachedAt !== undefined) return undefined;
  const { name, clock, all } = found;
  const priority = clock.limit.raisePriority ? HIGHER[handover.priority] : handover.priority;
  const isRaised = priority !== handover.priority;
  return {
    touchHandover: { ...(handover.escalatedAt === undefined ? { escalated: true } : {}), clocks: { ...all, [name]: { ...clock, breachedAt: now } }, ...(isRaised ? { priority } : {}) },
    messages: [
      {
        author: 'system',
        visibility: 'staff',
        text: '',
        extras: { notice: { kind: 'limit_broken', clock: name, dueAt: clock.dueAt, ...(isRaised ? { raisedTo: priority } : {}) } },
      },
    ],
    news: ['breached'],
  };
}

/** The clock that a timer was set for, if it still runs towards the same end. */
function runningClock(
  { data }: Parameters<TimerHandler>[0],
  handover: Handover | undefined,
): { readonly name: ClockName; readonly clock: ClockState; readonly all: NonNullable<Handover['clocks']> } | undefined {
  const name = CLOCK_NAMES.find((each) => each === data['clock']);
  const all = handover?.clocks;
  const clock = name && all?.[name];
  if (!name || !all || !isOpenClock(clock) || clock.pausedAt !== undefined || clock.dueAt !== data['limitDueAt']) return undefined;
  return { name, clock, all };
}
