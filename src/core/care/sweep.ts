import type { Policy } from '../policy.ts';
import type { CareStore, Reachable } from '../ports/care-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { CustomerDirectory, CustomerRecord } from '../ports/customer-directory.ts';
import type { Store } from '../ports/store.ts';
import type { TimerStore } from '../ports/timer-store.ts';
import { dayAt, dayOf, momentOf } from '../time-limits/zone.ts';
import type { TimerData } from '../timers.ts';
import { nextDaytime } from './quiet.ts';
import type { CareMessage, CareRules, VisitPlan } from './rules.ts';
import { periodAt, trueUntil } from './still-true.ts';
import { CARE_MESSAGE, CARE_VISIT } from './with-care.ts';

const DAY = 86_400_000;
/** Customers looked at in one go. */
const AT_ONCE = 200;
/** Something whose time came longer ago is none of today's. */
const STILL_NEW = 3 * DAY;

/** What a sweep is made with. */
export type SweepTools = {
  readonly store: Store;
  readonly timers: TimerStore;
  readonly care: CareStore;
  readonly directory: CustomerDirectory;
  readonly policy: () => Policy;
  readonly clock: Clock;
  /** Hears of a customer about whom the directory could not be asked; they are looked at again in the next sweep. */
  readonly onUnanswered: (who: Reachable, error: unknown) => void;
};

/**
 * Looks through the customers once and sets the timers of what is due by the calendar and by orders: visits each quarter,
 * care on the way and after the sale, birthdays. Setting what is set already changes nothing, so several processes may
 * sweep. Answers how many timers were set. Orders and birthdays are looked up only of customers who have agreed; one whom the
 * directory cannot be asked about holds up nobody.
 */
export async function sweepCare(tools: SweepTools): Promise<number> {
  const policy = tools.policy();
  const { care } = policy;
  if (!care) return 0;
  const now = tools.clock.now();
  let set = 0;
  for (const plan of [...care.visits, ...care.messages]) {
    if (!('every' in plan.when)) continue;
    const occasion = `${plan.id}:${periodAt(now, plan.when.every.months, policy.timeZone).name}`;
    for (let after: string | undefined = ''; after !== undefined; ) {
      const found: readonly Reachable[] = await tools.care.notReached(plan.when.every.tier, occasion, after, AT_ONCE);
      for (const who of found) set += await schedule(who, plan, occasion, now, { ...tools, care, policy });
      // Some who are not reached yet wait for their time, or want nothing: they hold nobody up.
      after = found.length === AT_ONCE ? found.at(-1)?.customerKey : undefined;
    }
  }
  const messages = care.messages.filter(({ when }) => 'order' in when);
  if (messages.length > 0) set += await ofConsenting('care', tools, async (who, record) => {
    let count = 0;
    for (const message of messages) {
      for (const { number, since } of ordersDue(message, record, now, policy.timeZone)) count += await schedule(who, message, `${message.id}:${number}`, since, { ...tools, care, policy }, { order: number });
    }
    return count;
  });
  const wishes = care.messages.filter(({ when }) => 'birthday' in when);
  if (wishes.length > 0) set += await ofConsenting('birthday', tools, async (who, record) => {
    const today = new Date(dayAt(now, policy.timeZone) * DAY).toISOString().slice(0, 10);
    if (record.birthday?.slice(-5) !== today.slice(5)) return 0;
    let count = 0;
    for (const message of wishes) count += await schedule(who, message, `${message.id}:${today.slice(0, 4)}`, now, { ...tools, care, policy });
    return count;
  });
  return set;
}

/** The orders of a customer whose time for this message has come lately. */
function ordersDue({ when }: CareMessage, { orders }: CustomerRecord, now: number, timeZone: string): readonly { readonly number: string; readonly since: number }[] {
  if (!('order' in when)) return [];
  return orders.flatMap(({ number, status, date }) => {
    if (status !== when.order) return [];
    const since = momentOf(dayOf(date), 0, timeZone, 'first') + when.after;
    return since <= now && now - since < STILL_NEW ? [{ number, since }] : [];
  });
}

async function ofConsenting(scope: 'care' | 'birthday', { care, directory, onUnanswered }: SweepTools, each: (who: Reachable, record: CustomerRecord) => Promise<number>): Promise<number> {
  const recordOf = async (who: Reachable): Promise<CustomerRecord | undefined> => {
    try {
      return who.customerId === undefined ? undefined : await directory.find(who.customerId);
    } catch (error) {
      onUnanswered(who, error);
      return undefined;
    }
  };
  let set = 0;
  for (let after = ''; ; ) {
    const found = await care.consenting(scope, after, AT_ONCE);
    for (const who of found) {
      const record = await recordOf(who);
      if (record && record.noCare !== true) set += await each(who, record);
    }
    const last = found.at(-1);
    if (!last || found.length < AT_ONCE) return set;
    after = last.customerKey;
  }
}

async function schedule(who: Reachable, plan: VisitPlan | CareMessage, occasion: string, since: number, { store, timers, clock, care, policy }: Pick<SweepTools, 'store' | 'timers' | 'clock'> & { readonly care: CareRules; readonly policy: Policy }, about: TimerData = {}): Promise<number> {
  const now = clock.now();
  if (now > trueUntil(plan, since, care, policy)) return 0;
  const key = `care:${occasion}`;
  if ((await timers.ofConversation(who.conversationId)).some((timer) => timer.key === key)) return 0;
  const kind = 'questions' in plan ? CARE_VISIT : CARE_MESSAGE;
  await store.update(who.conversationId, () => ({ timers: { set: [{ key, kind, dueAt: nextDaytime(policy, care, now), data: { ...about, plan: plan.id, occasion, since } }] } }), now);
  return 1;
}
