import type { Conversation } from '../conversation.ts';
import type { Policy } from '../policy.ts';
import { type ShiftGround, worksBetween } from '../routing/shifts.ts';
import { workingTimeOf } from '../time-limits/team-time.ts';
import { dayAt, momentOf } from '../time-limits/zone.ts';
import type { NewTimer } from '../timers.ts';
import type { CareRules } from './rules.ts';
import type { AskedQuestion, FollowUpCause, NewFollowUp } from './state.ts';

/** Kind of the timer that says a follow-up is late. */
export const FOLLOW_UP_LATE = 'follow-up-late';

/**
 * By when a person should have called, Unix ms: after so much working time of the team, and not later than the end of the
 * working day that is now or comes next – the same day wherever somebody is still there.
 */
export function followUpDue(policy: Policy, team: string, within: number, now: number): number {
  const time = workingTimeOf(policy, team);
  const begin = time.nextWorking(now);
  const left = time.between(begin, momentOf(dayAt(begin, policy.timeZone) + 1, 0, policy.timeZone, 'last'));
  return time.add(begin, Math.min(within, Math.max(left, 60_000)));
}

/** The timer of a follow-up. */
export function lateTimer({ id, dueAt, owner }: Pick<NewFollowUp, 'id' | 'dueAt' | 'owner'>): NewTimer {
  return { key: lateKey(id), kind: FOLLOW_UP_LATE, dueAt, data: { id, ...(owner ? { ownerId: owner.id } : {}) } };
}

/** Key of that timer. */
export function lateKey(id: string): string {
  return `care:late:${id}`;
}

/** Is this answer one after which a person calls? */
export function isBad({ kind, score }: FollowUpCause, isBadVisit: boolean, { followUp }: CareRules): boolean {
  if (kind === 'visit') return isBadVisit;
  return score !== undefined && score <= (kind === 'nps' ? followUp.npsAtMost : followUp.ratingAtMost);
}

/**
 * The task after a bad answer: of whoever served; of the leads where that person is the cause; of the team where the bot
 * served, or where whoever served is not on shift again before it is due.
 */
export function openFollowUp(cause: FollowUpCause, asked: Partial<AskedQuestion>, { conversation, policy, plan, care, now }: ShiftGround & { readonly conversation: Conversation; readonly care: CareRules; readonly now: number }): NewFollowUp {
  const blamesPerson = care.survey.reasons.some(({ id, person }) => person && cause.reasons?.includes(id) === true);
  const team = asked.team !== undefined && Object.hasOwn(policy.teams, asked.team) ? asked.team : care.followUp.team;
  const server = asked.agentId !== undefined && asked.agentName !== undefined ? { id: asked.agentId, name: asked.agentName } : undefined;
  const dueAt = followUpDue(policy, team, care.followUp.within, now);
  return {
    id: crypto.randomUUID(),
    segment: asked.segment ?? conversation.segment,
    cause,
    team,
    forLeads: blamesPerson && server !== undefined,
    ...(server && !blamesPerson && worksBetween(server, now, dueAt, { plan, policy }) ? { owner: server } : {}),
    dueAt,
  };
}
