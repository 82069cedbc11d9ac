import { createCustomerCommands, type CustomerCommands } from '#core/customer-commands.ts';
import { toCustomerState } from '#core/customer-view.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import type { Policy } from '#core/policy.ts';
import type { Classifier } from '#core/ports/classifier.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import type { CustomerState } from '#core/protocol.ts';
import { toSummary } from '#core/staff-view.ts';
import { LIMIT_TIMERS } from '#core/time-limits/limit-timers.ts';
import { takeTurn, type TurnTools } from '#core/turn.ts';
import { waitingTimers } from '#core/waiting/callback-timers.ts';
import { createWaits, type Waits } from '#core/waiting/waits.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { classifier as fewWords, createSmallKnowledge, INTENTS } from '../../support/small-shop.ts';
import { openTempStore, type TempStore } from '../../support/temp-store.ts';
import { COMPANY, MINUTE, NOON, realPolicy } from '../samples.ts';

/** A colleague and a lead. */
export const CHEN = { id: 'chen', name: '陈晨' };
export const LEAD = { id: 'lin', name: '林', role: 'lead' } as const;

/** Customers who wait, on a real store, with the policy that is shipped and a clock that is moved by hand. */
export type WaitingRoom = TempStore & {
  readonly policy: Policy;
  readonly desk: DeskSink;
  readonly customer: CustomerCommands;
  readonly now: () => number;
  /** Sets the clock without anything happening. */
  setTime(at: number): void;
  /** Time passes; timers fire each at its time. */
  passes(ms: number): Promise<void>;
  /** A customer writes, and Baton takes its turn; answers what is said to them. */
  writes(text: string, address?: string): Promise<string[]>;
  id(address?: string): string;
  conversation(address?: string): Promise<Conversation>;
  handover(address?: string): Promise<Handover>;
  /** What the customer's page is told. */
  page(address?: string): Promise<CustomerState>;
  summary(address?: string): Promise<ReturnType<typeof toSummary>>;
  /** Kinds of notices, those for staff in brackets. */
  notices(address?: string): Promise<string[]>;
  /** News that the desk has not been told yet. */
  news(): Promise<string[]>;
};

let knowledge: ReturnType<typeof createSmallKnowledge> | undefined;

/** Opens it at noon in Shanghai, when everybody is there. */
export async function openWaitingRoom(): Promise<WaitingRoom> {
  const policy = await realPolicy();
  const temp = await openTempStore(() => policy);
  let now = NOON;
  let said = 0;
  const clock = { now: () => now, after: () => () => undefined };
  const findFacts = createEntityFinder([]);
  const classifier: Classifier = { understand: async (text, fallback) => ({ ...(await fewWords.understand(text, fallback)), entities: findFacts(text) }) };
  // Here a thousand things happen in no time: nothing is kept from one look to the next.
  const fresh = () => createWaits({ ...temp.pickUps, openHandovers: () => temp.store.openHandovers(), policy: () => policy, clock });
  const waits: Waits = { line: (at) => fresh().line(at), outlook: (...asked) => fresh().outlook(...asked), outlookFor: (...asked) => fresh().outlookFor(...asked) };
  const fail = (error: unknown): void => {
    throw error;
  };
  const tools: TurnTools = { classifier, waits, knowledge: await (knowledge ??= createSmallKnowledge()), directory: { find: () => Promise.resolve(undefined) }, policy, intents: INTENTS, company: COMPANY, safetyPhone: '400-000-5219', saysItIsAi: () => true, onDirectoryFailure: fail, onModelFailure: fail };
  const id = (address = 'v-1') => temp.store.idOf('web', address);
  const conversation = async (address?: string): Promise<Conversation> => {
    const found = await temp.store.conversation(id(address));
    if (!found) throw new Error('there is no conversation yet');
    return found;
  };
  return {
    ...temp,
    policy,
    desk: createDeskCommands(temp.store, clock, { policy: () => policy, staff: () => Promise.resolve([CHEN, LEAD]), article: () => Promise.resolve(undefined) }),
    customer: createCustomerCommands(temp.store, clock, (text) => text, () => policy),
    now: () => now,
    setTime: (at) => void (now = at),
    async passes(ms) {
      const end = now + ms;
      const handlers = { ...LIMIT_TIMERS, ...waitingTimers(() => policy) };
      const kinds = Object.keys(handlers);
      for (let due = await temp.timers.nextDue(kinds); due !== undefined && due <= end; due = await temp.timers.nextDue(kinds)) {
        now = Math.max(now, due);
        for (const timer of await temp.timers.takeDue(kinds, now, 1_000, 10)) await temp.timers.fire(timer, (c, h) => handlers[timer.kind]?.(timer, c, h, now), now);
      }
      now = end;
    },
    async writes(text, address = 'v-1') {
      await temp.store.accept({ channel: 'web', address, externalId: `e-${++said}`, text, language: 'zh' }, now);
      const lease = await temp.store.leaseTurn(now, MINUTE);
      if (!lease) throw new Error('no turn to take');
      const { change } = await takeTurn(lease, tools, now);
      await temp.store.commitTurn(lease, change, now);
      return (change.messages ?? []).filter(({ author }) => author === 'bot').map(({ text: words }) => words);
    },
    id,
    conversation,
    async handover(address) {
      const found = (await temp.store.handovers(id(address))).at(-1);
      if (!found) throw new Error('there is no handover');
      return found;
    },
    page: async (address) => toCustomerState(await temp.store.conversation(id(address)), await temp.store.openHandovers(), policy, now, await waits.line(now)),
    summary: async (address) => toSummary(await conversation(address), (await temp.store.openHandovers()).find(({ conversationId }) => conversationId === id(address)), undefined),
    notices: async (address) => (await temp.store.transcript(id(address), 100)).flatMap(({ message: { extras, visibility } }) => (extras.notice ? [visibility === 'staff' ? `(${extras.notice.kind})` : extras.notice.kind] : [])),
    async news() {
      const told: string[] = [];
      for (;;) {
        const items = await temp.store.takeOutbox(['desk:console'], now, MINUTE, 10);
        if (items.length === 0) return told;
        for (const item of items) {
          if (item.content.kind === 'news') told.push(item.content.news.kind);
          await temp.store.settleOutbox(item, { kind: 'sent' }, now);
        }
      }
    },
  };
}
