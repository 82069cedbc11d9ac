import type { CareChange, FollowUp } from './state.ts';

/** What webhooks are told of a change to care. */
export type CareEvent = { readonly type: 'survey.answered' | 'consent.changed' | 'follow_up.opened' | 'follow_up.changed' | 'follow_up.late' | 'follow_up.ended'; readonly data: Readonly<Record<string, unknown>> };

/**
 * What webhooks are told of a change to care at `now`: answers on recommending us and on visits (ratings have an event of
 * their own), a word on consent, and what became of a follow-up. `followUp` is the one that is touched, after the change.
 */
export function careEvents(care: CareChange | undefined, followUp: FollowUp | undefined, now: number): readonly CareEvent[] {
  const { answered, consent = [] } = care ?? {};
  return [
    ...(answered && answered.kind !== 'rating' ? [{ type: 'survey.answered' as const, data: { survey: answered } }] : []),
    ...consent.map((given) => ({ type: 'consent.changed' as const, data: { consent: given } })),
    ...(followUp ? followUpEvents(care, followUp, now) : []),
  ];
}

/** A follow-up whose owner has left is the team's from now on. */
export function freedEvent(followUp: FollowUp): CareEvent {
  return { type: 'follow_up.changed', data: { followUp: followUpFact(followUp) } };
}

function followUpEvents(care: CareChange | undefined, followUp: FollowUp, now: number): readonly CareEvent[] {
  const data = { followUp: followUpFact(followUp) };
  if (care?.followUp) return [{ type: 'follow_up.opened', data }];
  const { late, done } = care?.touchFollowUp ?? {};
  if (done) return [{ type: 'follow_up.ended', data }];
  // One that was settled meanwhile is not late.
  if (late) return followUp.lateAt === now ? [{ type: 'follow_up.late', data }] : [];
  return [{ type: 'follow_up.changed', data }];
}

function followUpFact({ id, segment, cause, owner, team, forLeads, openedAt, dueAt, lateAt, tries, note, done }: FollowUp): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries({ id, segment, cause, owner, team, forLeads, openedAt, dueAt, lateAt, tries, note, done }).filter(([, value]) => value !== undefined));
}
