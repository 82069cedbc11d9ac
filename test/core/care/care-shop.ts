import { careTimers } from '#core/care/care-timers.ts';
import { type CareDesk, createCareDesk } from '#core/care/care-desk.ts';
import type { FollowUpParts } from '#core/care/follow-up-commands.ts';
import type { CareRules } from '#core/care/rules.ts';
import { sweepCare } from '#core/care/sweep.ts';
import type { Conversation } from '#core/conversation.ts';
import { createCustomerCommands } from '#core/customer-commands.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import type { Policy } from '#core/policy.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { CareStore } from '#core/ports/care-store.ts';
import type { CustomerRecord } from '#core/ports/customer-directory.ts';
import type { Agent } from '#core/ports/desk.ts';
import type { Store } from '#core/ports/store.ts';
import type { TimerStore } from '#core/ports/timer-store.ts';
import type { WorkStore } from '#core/ports/work-store.ts';
import { EVERYBODY_SERVES } from '#core/routing/staff-plan.ts';
import { takeTurn } from '#core/turn.ts';
import { classifier, createSmallKnowledge, INTENTS } from '../../support/small-shop.ts';
import { realPolicy } from '../samples.ts';

/** The shipped policy with its rules for care. */
export async function carePolicy(): Promise<Policy & { readonly care: CareRules }> {
  const policy = await realPolicy();
  if (!policy.care) throw new Error('care.yaml is missing');
  return { ...policy, care: policy.care };
}

/** The shipped rules for care. */
export async function careRules(): Promise<CareRules> {
  return (await carePolicy()).care;
}

/** What is opened for a care shop. */
export type CareOpened = { readonly store: Store; readonly access: AccessStore; readonly timers: TimerStore; readonly care: CareStore; readonly work: WorkStore };

/** A shop whose customers are asked, called and cared for; time stands until it passes. */
export type CareShop = {
  readonly desk: CareDesk;
  now(): number;
  /** Time passes; timers of care fire at their own times. */
  passes(ms: number): Promise<void>;
  /** Time passes, and nothing runs meanwhile. */
  sleeps(ms: number): void;
  /** Baton looks once for what the calendar and orders make due; answers how many timers it set. */
  sweeps(): Promise<number>;
  /** Ids of the customers about whom the directory could not be asked in the last sweep. */
  unanswered(): readonly string[];
  /** A customer writes, perhaps several messages at once, and the bot takes its turn. Answers with the conversation. */
  says(text: string | readonly string[], from?: { readonly address?: string; readonly customerId?: string; readonly channel?: string }): Promise<Conversation>;
  /** A colleague takes a waiting conversation and closes it. */
  serves(conversationId: string, agent: Agent): Promise<void>;
  /** The customer ends it. */
  ends(conversationId: string): Promise<void>;
  rates(conversationId: string, score: number, comment?: string, reasons?: readonly string[]): Promise<void>;
  /** What the bot has said, oldest first. */
  heard(conversationId: string): Promise<string[]>;
};

/** Who works when, and how people say that they are there. */
export type CareStaff = Pick<FollowUpParts, 'plan' | 'presence'>;

/** Everybody works whenever a team does, and nobody says anything. */
export const EVERYBODY_THERE: CareStaff = { plan: () => EVERYBODY_SERVES, presence: { everybody: () => Promise.resolve(new Map()) } };

/** Opens it at a moment, Unix ms; the directory knows these records, or is down. */
export async function openCareShop(
  { store, timers, care, work }: Omit<CareOpened, 'access'>,
  policy: () => Policy,
  begin: number,
  directory: (id: string) => CustomerRecord | 'down' | undefined = () => undefined,
  staff: CareStaff = EVERYBODY_THERE,
): Promise<CareShop> {
  const knowledge = await createSmallKnowledge();
  let time = begin;
  let count = 0;
  const clock = { now: () => time, after: () => () => undefined };
  const customers = createCustomerCommands(store, clock, (text) => text, policy);
  const commands = createDeskCommands(store, clock, { policy, staff: () => Promise.resolve([]), article: () => Promise.resolve(undefined) });
  const find = (id: string): Promise<CustomerRecord | undefined> => {
    const found = directory(id);
    return found === 'down' ? Promise.reject(new Error('down')) : Promise.resolve(found);
  };
  const tools = { classifier, knowledge, directory: { find }, intents: INTENTS, company: { zh: '小店', en: 'Small Shop' }, saysItIsAi: () => true, onDirectoryFailure: () => undefined, onModelFailure: (error: unknown) => { throw error; }, safetyPhone: '1' };
  let unanswered: string[] = [];
  const handlers = careTimers(policy);
  const kinds = Object.keys(handlers);
  const fireDue = async (): Promise<void> => {
    for (;;) {
      const due = await timers.takeDue(kinds, time, 10_000, 50);
      if (due.length === 0) return;
      for (const timer of due) {
        const id = (await store.conversation(timer.conversationId))?.customerId;
        const record = id === undefined ? undefined : await find(id).catch(() => 'unknown' as const);
        await timers.fire(timer, (conversation, handover, history) => handlers[timer.kind]?.(timer, conversation, handover, time, history && { ...history, record }), time);
      }
    }
  };
  return {
    desk: createCareDesk({ store, care, work, clock, policy, ...staff }),
    now: () => time,
    async passes(ms) {
      const end = time + ms;
      for (;;) {
        const next = await timers.nextDue(kinds);
        if (next === undefined || next > end) break;
        time = Math.max(time, next);
        await fireDue();
      }
      time = end;
    },
    sleeps: (ms) => void (time += ms),
    async sweeps() {
      unanswered = [];
      return sweepCare({ store, timers, care, directory: { find }, policy, clock, onUnanswered: ({ customerKey }) => unanswered.push(customerKey) });
    },
    unanswered: () => unanswered,
    async says(text, { address = 'v-1', customerId, channel = 'web' } = {}) {
      time += 1_000;
      const [conversation] = await Promise.all([text].flat().map(async (words) => (await store.accept({ channel, address, externalId: `e-${++count}`, text: words, language: 'zh', ...(customerId === undefined ? {} : { customerId }) }, time)).conversation));
      if (!conversation) throw new Error('nothing was said');
      for (let lease = await store.leaseTurn(time, 60_000); lease; lease = await store.leaseTurn(time, 60_000)) {
        await store.commitTurn(lease, (await takeTurn(lease, { ...tools, policy: policy(), plan: staff.plan() }, time)).change, time);
      }
      const found = await store.conversation(conversation.id);
      if (!found) throw new Error('there is no conversation');
      return found;
    },
    async serves(id, agent) {
      await commands.claim(id, agent);
      await commands.close(id, agent, 'resolved');
    },
    ends: (id) => customers.end(id),
    rates: (id, score, comment, reasons) => customers.rate(id, score, comment, reasons),
    async heard(id) {
      return (await store.transcript(id, 500)).flatMap(({ message }) => (message.author === 'bot' ? [message.text] : []));
    },
  };
}
