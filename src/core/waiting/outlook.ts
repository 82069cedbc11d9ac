import type { Handover } from '../conversation.ts';
import type { Policy } from '../policy.ts';
import type { ExpectedWait } from '../protocol.ts';
import { isTeamThere, workingTimeOf } from '../time-limits/team-time.ts';
import { estimate } from './estimate.ts';
import type { Line } from './line.ts';
import { roundSpan } from './say-wait.ts';

/** What can honestly be said to somebody who waits. */
export type Outlook = {
  /** In the team's queue, from 1. */
  readonly place: number;
  /** Absent where it cannot be known. */
  readonly expected?: ExpectedWait;
};

/** What to tell somebody at this place of a team's queue; `undefined` where nobody of the team is there. */
export function outlookAt(place: number, { team, openedAt }: Pick<Handover, 'team' | 'openedAt'>, line: Line, policy: Policy, now: number): Outlook | undefined {
  if (!isTeamThere(policy, team, now)) return undefined;
  const pace = line.paceOf(team);
  if (!pace) return { place };
  const time = workingTimeOf(policy, team);
  const span = estimate(pace, { place, waited: time.between(openedAt, now), waitingSince: line.waitingSince(team), now }, time);
  const isPastClosing = time.between(now, now + span.to) < span.to;
  return { place, expected: { ...roundSpan(span), ...(isPastClosing ? { isPastClosing: true as const } : {}) } };
}
