import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import type { Bilingual } from '../language.ts';
import type { NewMessage } from '../message.ts';
import type { Policy } from '../policy.ts';
import type { TimerHandler, TimerHandlers } from '../timers.ts';
import { FOLLOW_UP_LATE } from './follow-up.ts';
import { maySend, type Proposal } from './may-send.ts';
import type { CareRules } from './rules.ts';
import type { AskedQuestion, CareChange, CareFacts } from './state.ts';
import { trueUntil } from './still-true.ts';
import { CARE_MESSAGE, CARE_NPS, CARE_REMIND, CARE_VISIT } from './with-care.ts';
import { askNps, askRating, askVisit, careText, fillName, notSent } from './wording.ts';

const DAY = 86_400_000;

type Fired = Parameters<TimerHandler>[0];
/** What would be sent; with a `name`, staff read when it was not. */
type Sending = Partial<Proposal> & { readonly message: NewMessage; readonly care?: CareChange; readonly name?: Bilingual };

/** What happens when a care timer fires; with the rules in force then. Handlers get the customer's facts, see `TimerHandler`. */
export function careTimers(policy: () => Policy): TimerHandlers {
  const sending = (plan: (fired: Fired, conversation: Conversation, rules: Policy, care: CareRules, facts: CareFacts, now: number) => Sending | undefined): TimerHandler => (fired, conversation, _handover, now, facts) => {
    const rules = policy();
    const { care } = rules;
    if (!care || !facts) return undefined;
    const sent = plan(fired, conversation, rules, care, facts, now);
    if (!sent) return undefined;
    const { message: said, care: changed, name, ...proposal } = sent;
    const verdict = maySend({ until: Number(fired.data['since']) + care.dropAfter, ...proposal }, facts, { policy: rules, care, now });
    switch (verdict.kind) {
      case 'drop':
        return name && (verdict.why === 'too-late' || verdict.why === 'order-moved-on') ? { messages: [notSent(name, verdict.why)] } : undefined;
      case 'later':
        return { timers: { set: [{ key: fired.key, kind: fired.kind, data: fired.data, dueAt: verdict.at }] } };
      case 'send':
        return { messages: [said], care: { ...changed, sent: { occasion: String(fired.data['occasion']) } } };
    }
  };
  return {
    [CARE_REMIND]: sending(remind),
    [CARE_NPS]: sending(nps),
    [CARE_VISIT]: sending(visit),
    [CARE_MESSAGE]: sending(message),
    [FOLLOW_UP_LATE]: ({ data }) => late(data),
  };
}

/** Kinds of the timers for which the customer's facts are read. */
export const CARE_TIMER_KINDS: readonly string[] = [CARE_REMIND, CARE_NPS, CARE_VISIT, CARE_MESSAGE];

/** Whoever did not rate is reminded once, if nothing has happened since. */
function remind({ data }: Fired, { state, segment, care: own, language }: Conversation): Sending | undefined {
  const rating = own?.rating;
  if (state !== 'closed' || segment !== data['segment'] || rating?.segment !== segment || rating.isAnswered || rating.isReminded) return undefined;
  const again: AskedQuestion = { ...rating, isReminded: true };
  return { message: askRating(language, true), care: { state: { ...own, rating: again, asked: again }, reminded: { segment, kind: 'rating', plan: '' } } };
}

/** Asks for a recommendation, at most once in so many days over all conversations of the customer. */
function nps(_fired: Fired, conversation: Conversation, _rules: Policy, { survey }: CareRules, { lastNpsAt }: CareFacts, now: number): Sending | undefined {
  if (!survey.nps || (lastNpsAt !== undefined && now - lastNpsAt < survey.nps.everyDays * DAY)) return undefined;
  return asking(conversation, 'nps', '', askNps(conversation.language), now);
}

function visit({ data }: Fired, conversation: Conversation, rules: Policy, care: CareRules, _facts: CareFacts, now: number): Sending | undefined {
  const plan = care.visits.find(({ id }) => id === data['plan']);
  const [first] = plan?.questions ?? [];
  if (!plan || !first) return undefined;
  const opening = fillName(plan.opening[conversation.language], conversation.customerName);
  return { ...asking(conversation, 'visit', plan.id, askVisit(first, conversation.language, opening), now), name: plan.name, until: trueUntil(plan, Number(data['since']), care, rules) };
}

function message({ data }: Fired, { language, customerName }: Conversation, rules: Policy, care: CareRules): Sending | undefined {
  const found = care.messages.find(({ id }) => id === data['plan']);
  return (
    found && {
      needs: found.kind === 'birthday' ? 'birthday' : 'care',
      message: careText(found.text, language, customerName),
      name: found.name,
      until: trueUntil(found, Number(data['since']), care, rules),
      ...('order' in found.when ? { order: { number: String(data['order']), status: found.when.order } } : {}),
    }
  );
}

function asking(conversation: Conversation, kind: 'nps' | 'visit', plan: string, said: NewMessage, now: number): Sending {
  const { segment, care: own } = conversation;
  const { agentId, agentName, team } = own?.rating ?? {};
  const servedBy = { ...(agentId === undefined ? {} : { agentId }), ...(agentName === undefined ? {} : { agentName }), ...(team === undefined ? {} : { team }) };
  return { message: said, care: { state: { ...own, asked: { ...servedBy, kind, plan, segment, at: now, step: 0 } }, asked: { ...servedBy, segment, kind, plan } } };
}

function late(data: Fired['data']): Change {
  return { care: { touchFollowUp: { id: String(data['id']), late: true } }, news: [typeof data['ownerId'] === 'string' ? { kind: 'follow_up_late', agentId: data['ownerId'] } : 'follow_up_late'] };
}
