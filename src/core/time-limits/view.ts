import type { Handover } from '../conversation.ts';
import type { LimitView } from '../protocol.ts';
import { isOpenClock } from './clocks.ts';
import { CLOCK_NAMES } from './limits.ts';

/** The time limits of a handover that are not over, as staff see them: most pressing first, those that stand still last. */
export function viewLimits({ clocks, openedAt, dueAt: firstDueAt, firstReplyAt }: Handover): readonly LimitView[] {
  // A handover of an older version knows only by when a first reply is due.
  if (!clocks) return firstReplyAt === undefined ? [{ clock: 'firstReply', since: openedAt, dueAt: firstDueAt, tell: [] }] : [];
  const open = CLOCK_NAMES.flatMap((clock): LimitView[] => {
    const state = clocks[clock];
    if (!isOpenClock(state)) return [];
    const { startedAt, dueAt, warnAt, breachedAt, pausedAt, limit } = state;
    return [
      {
        clock,
        since: startedAt,
        tell: limit.tell,
        ...(pausedAt === undefined ? { dueAt, warnAt } : {}),
        ...(breachedAt === undefined ? {} : { brokenAt: breachedAt }),
      },
    ];
  });
  // Infinity less Infinity is no number.
  return open.toSorted((a, b) => (a.dueAt ?? Number.MAX_VALUE) - (b.dueAt ?? Number.MAX_VALUE));
}
