import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { Policy } from '../policy.ts';
import type { ShiftGround } from '../routing/shifts.ts';
import type { StaffPlan } from '../routing/staff-plan.ts';
import { joinTimers, type NewTimer } from '../timers.ts';
import { isBad, lateTimer, openFollowUp } from './follow-up.ts';
import { nextDaytime } from './quiet.ts';
import type { CareRules } from './rules.ts';
import type { AskedQuestion, CareChange, SurveyAnswer } from './state.ts';
import { askConsent, askRating, thank } from './wording.ts';

/** Kinds of the timers that send something unasked. */
export const CARE_REMIND = 'care-remind';
export const CARE_NPS = 'care-nps';
export const CARE_VISIT = 'care-visit';
export const CARE_MESSAGE = 'care-message';

const REMIND_KEY = 'care:remind';

/** Where a change comes to pass. */
export type CareStanding = { readonly conversation: Conversation; readonly handover?: Handover | undefined; readonly policy: Policy; readonly plan: StaffPlan; readonly now: number };

/**
 * Completes a change with what follows from it for care, so that it is stored together: the end of a conversation asks
 * how it was and plans what comes after; a bad rating opens a follow-up. Pure; every change passes through here.
 */
export function withCare(change: Change, standing: CareStanding): Change {
  const { care } = standing.policy;
  if (!care) return change;
  if (change.rating) return withRating(change, change.rating, care, standing);
  return change.close && !change.care && change.ownership ? afterClosing(change, change.close.reason, care, standing) : change;
}

/** The same for what comes of cases: a complaint that is a case is visited after the case is closed, not the conversation. */
export function withCareAfterCase(change: Change, { conversation, policy, now }: Omit<CareStanding, 'plan'>): Change {
  const { care } = policy;
  const { result } = change.case ?? {};
  if (!care || !result?.happened.some(({ what }) => what === 'closed')) return change;
  const set = care.visits.flatMap(({ id, when }): NewTimer[] =>
    'closed' in when && when.closed.handover?.includes('complaint') === true
      ? [{ key: `care:visit:${id}`, kind: CARE_VISIT, dueAt: nextDaytime(policy, care, now + when.after), data: { segment: conversation.segment, since: now + when.after, plan: id, occasion: `${id}:${result.record.id}` } }]
      : [],
  );
  return set.length === 0 ? change : { ...change, timers: joinTimers(change.timers, { set }) };
}

function afterClosing(change: Change, reason: NonNullable<Change['close']>['reason'], care: CareRules, { conversation, handover, policy, now }: CareStanding): Change {
  const { rating, nps } = care.survey;
  if (rating.notAfter.includes(reason) || conversation.lastSeq === 0) return change;
  const servedBy = {
    ...(conversation.agentId === undefined ? {} : { agentId: conversation.agentId }),
    ...(conversation.agentName === undefined || conversation.agentId === undefined ? {} : { agentName: conversation.agentName }),
    ...(handover ? { team: handover.team } : {}),
  };
  const asked: AskedQuestion = { ...servedBy, kind: 'rating', plan: '', segment: conversation.segment, at: now, step: 0 };
  const { segment } = conversation;
  const at = (ms: number): number => nextDaytime(policy, care, now + ms);
  const ofClosing = (timer: Pick<NewTimer, 'key' | 'kind'>, after: number, id: string): NewTimer => ({ ...timer, dueAt: at(after), data: { segment, since: now + after, plan: id, occasion: `${id}:${conversation.id}:${segment}` } });
  const fits = ({ when }: CareRules['visits'][number] | CareRules['messages'][number]): boolean =>
    'closed' in when &&
    (when.closed.handover === undefined || (handover !== undefined && handover.reason !== 'taken-over' && when.closed.handover.includes(handover.reason))) &&
    (when.closed.articles === undefined || conversation.memory.shown.some(({ articleId }) => when.closed.articles?.includes(articleId))) &&
    (when.closed.tier === undefined || when.closed.tier.includes(conversation.tier));
  const afterOf = ({ when }: CareRules['visits'][number] | CareRules['messages'][number]): number => ('after' in when ? when.after : 0);
  const set: NewTimer[] = [
    ...(rating.remindAfter === undefined ? [] : [ofClosing({ key: REMIND_KEY, kind: CARE_REMIND }, rating.remindAfter, 'remind')]),
    ...(nps && isInShare(`${conversation.id}:${segment}`, nps.share) ? [ofClosing({ key: 'care:nps', kind: CARE_NPS }, nps.after, 'nps')] : []),
    ...care.visits.filter(fits).map((plan) => ofClosing({ key: `care:visit:${plan.id}`, kind: CARE_VISIT }, afterOf(plan), plan.id)),
    ...care.messages.filter(fits).map((message) => ofClosing({ key: `care:message:${message.id}`, kind: CARE_MESSAGE }, afterOf(message), message.id)),
  ];
  const hasForm = rating.formIn.includes(conversation.channel);
  return {
    ...change,
    care: { state: { ...conversation.care, asked, rating: asked }, asked: { ...servedBy, segment, kind: 'rating', plan: '' } },
    ...(hasForm ? {} : { messages: [...(change.messages ?? []), askRating(conversation.language, false)] }),
    timers: joinTimers(change.timers, { set }),
  };
}

function withRating(change: Change, { score, comment, reasons, segment: about, inWords }: NonNullable<Change['rating']>, care: CareRules, { conversation, policy, plan, now }: CareStanding): Change {
  const segment = about ?? conversation.segment;
  const known = conversation.care?.rating;
  const asked: AskedQuestion = known?.segment === segment ? known : { kind: 'rating', plan: '', segment, at: now, step: 0 };
  const answer: SurveyAnswer = { segment, kind: 'rating', plan: '', score, ...(reasons ? { reasons } : {}), ...(comment === undefined ? {} : { comment }) };
  const done = answered(answer, asked, false, { conversation, policy, plan, care, now });
  const { consent } = care;
  const { wasInvited } = conversation.care ?? {};
  // Only whom the company knows can be written to later; and it asks once.
  const invites = wasInvited !== true && conversation.customerId !== undefined && consent.askAfterRating !== undefined && score >= consent.askAfterRating;
  const isFirst = asked.isAnswered !== true;
  const rating: AskedQuestion = { ...asked, isAnswered: true, ...(done.isBad || asked.isBad ? { isBad: true as const } : {}) };
  const language = change.language ?? conversation.language;
  const said = [...(inWords === true && !done.isBad ? [thank(language)] : []), ...done.messages, ...(invites && isFirst ? [askConsent(consent, language)] : [])];
  return {
    ...change,
    care: {
      ...change.care,
      ...done.care,
      state: { rating, ...(wasInvited || invites ? { wasInvited: true as const } : {}), ...(invites && isFirst ? { asked: { ...rating, kind: 'consent' } } : {}) },
    },
    ...(said.length > 0 ? { messages: [...(change.messages ?? []), ...said] } : {}),
    ...(done.news.length > 0 ? { news: [...(change.news ?? []), ...done.news] } : {}),
    timers: joinTimers(change.timers, { set: done.set, cancel: [REMIND_KEY] }),
  };
}

/** What an answer causes: it is kept, and where it is bad for the first time a person calls, of which the customer is told. */
export function answered(
  answer: SurveyAnswer,
  asked: AskedQuestion,
  isBadVisit: boolean,
  where: ShiftGround & { readonly conversation: Conversation; readonly care: CareRules; readonly now: number },
): { readonly isBad: boolean; readonly care: CareChange; readonly messages: NonNullable<Change['messages']>; readonly news: NonNullable<Change['news']>; readonly set: readonly NewTimer[] } {
  const { segment: _, ...cause } = answer;
  const bad = isBad(cause, isBadVisit, where.care);
  if (!bad || asked.isBad === true) return { isBad: bad, care: { answered: answer }, messages: [], news: [], set: [] };
  const followUp = openFollowUp(cause, asked, where);
  return {
    isBad: true,
    care: { answered: answer, followUp },
    messages: [thank(where.conversation.language, { dueAt: followUp.dueAt, now: where.now, timeZone: where.policy.timeZone })],
    news: [followUp.owner ? { kind: 'follow_up', agentId: followUp.owner.id } : 'follow_up'],
    set: [lateTimer(followUp)],
  };
}

/** Is this one of the share, evenly and always the same for the same name? FNV-1a, 32 bits. */
function isInShare(name: string, share: number): boolean {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash / 2 ** 32 < share;
}
