import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { Change } from '#core/change.ts';
import type { Conversation } from '#core/conversation.ts';
import { createCustomerCommands, type CustomerCommands } from '#core/customer-commands.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import type { Store } from '#core/ports/store.ts';
import type { StaffRole } from '#core/protocol.ts';
import { transition } from '#core/transition.ts';
import { openStore } from '#store/open-store.ts';
import { putEmptyDatabase } from '../support/empty-database.ts';
import { MINUTE, NOON, realPolicy } from './samples.ts';

/** A shop with a real store in a folder of its own, a clock that stands until it is moved, and one customer. */
export type ShopFloor = {
  readonly store: Store;
  readonly desk: DeskSink;
  /** A new colleague. */
  hire(name: string, role?: StaffRole): Promise<Staff>;
  readonly customer: CustomerCommands;
  readonly id: string;
  moveClock(ms: number): void;
  now(): number;
  /** The customer writes; a turn takes it up. */
  writes(text: string, change?: (conversation: Conversation) => Change): Promise<void>;
  /** The customer writes and is handed over. */
  waits(): Promise<void>;
  conversation(): Promise<Conversation>;
  /** Author and text (or notice) of everything written, in order. */
  transcript(): Promise<string[]>;
  /** Author and text (or notice) of what the customer's page shows, after everything has been sent. */
  page(): Promise<string[]>;
  /** News that the desk has not been told yet. */
  news(): Promise<string[]>;
  close(): Promise<void>;
};

/** Opens the shop. */
export async function openShop(): Promise<ShopFloor> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-core-'));
  await putEmptyDatabase(folder);
  const { store, access } = await openStore({ dataDir: folder, desks: ['console'], onTrouble: (error) => expect.fail(String(error)) });
  const policy = await realPolicy();
  let time = NOON;
  let written = 0;
  const clock: Clock = { now: () => time, after: () => () => undefined };
  const id = store.idOf('web', 'v-1');
  const conversation = async (): Promise<Conversation> => {
    const found = await store.conversation(id);
    if (!found) throw new Error('there is no conversation yet');
    return found;
  };
  const writes: ShopFloor['writes'] = async (text, change = () => ({})) => {
    const { message } = await store.accept({ channel: 'web', address: 'v-1', externalId: `e-${++written}`, text, language: 'zh' }, time);
    const lease = await store.leaseTurn(time, MINUTE);
    if (!lease) throw new Error('no turn to take');
    await store.commitTurn(lease, { handledSeq: message.seq, ...change(lease.conversation) }, time);
  };
  const line = ({ author, text, extras }: { author: string; text: string; extras: { notice?: { kind: string } } }) => `${author}: ${extras.notice?.kind ?? text}`;
  const sendAll = async (): Promise<void> => {
    for (;;) {
      const items = await store.takeOutbox(['channel:web'], time, MINUTE, 10);
      if (items.length === 0) return;
      for (const item of items) await store.settleOutbox(item, { kind: 'show' }, time);
    }
  };
  return {
    store,
    desk: createDeskCommands(store, clock, {
      policy: () => policy,
      staff: access.staff,
      article: (articleId) => Promise.resolve(articleId === 'refund-time' ? { language: 'zh', title: '退款多久到账' } : undefined),
    }),
    hire: (name, role = 'agent') => access.addStaff(name, role, time),
    customer: createCustomerCommands(store, clock, (text) => text, () => policy),
    id,
    moveClock: (ms) => void (time += ms),
    now: () => time,
    writes,
    waits: () =>
      writes('我要投诉', (now) => ({
        ownership: transition(now, { kind: 'hand_over' }),
        openHandover: { reason: 'complaint', ruleId: 'complaint', words: ['投诉'], priority: 'high', team: 'complaints', dueAt: time + 120 * MINUTE },
        news: ['handover'],
      })),
    conversation,
    transcript: async () => (await store.transcript(id, 100)).map(({ message }) => line(message)),
    page: async () => {
      await sendAll();
      return (await store.visibleMessages(id, 0, 100)).map(line);
    },
    news: async () => {
      const told: string[] = [];
      for (;;) {
        const items = await store.takeOutbox(['desk:console'], time, MINUTE, 10);
        if (items.length === 0) return told;
        for (const item of items) {
          if (item.content.kind === 'news') told.push(item.content.news.kind);
          await store.settleOutbox(item, { kind: 'sent' }, time);
        }
      }
    },
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
