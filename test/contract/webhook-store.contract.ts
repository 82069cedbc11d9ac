import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#core/change.ts';
import type { Store } from '#core/ports/store.ts';
import type { Delivery, Webhook, WebhookStore } from '#core/ports/webhook-store.ts';
import { EVENT_TYPES, type EventType } from '#core/webhooks/event.ts';

/** An implementation of the webhook store beside its store; `open` twice on one place is two processes. */
export type WebhookStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<{ readonly webhooks: WebhookStore; readonly store: Store }>;
};

const NOW = 1_800_000_000_000;
const HOUR = 3600_000;
const LEASE = 30_000;
const FAILED = { kind: 'failed', fault: 'answered 500' } as const;

/** What every store of webhooks promises. */
export function describeWebhookStore({ name, createPlace, open }: WebhookStoreUnderTest): void {
  describe(`${name} keeps what the store of webhooks promises`, () => {
    let place: string;
    let webhooks: WebhookStore;
    let store: Store;
    let said = 0;
    let added = 0;
    beforeEach(async () => {
      place = await createPlace();
      ({ webhooks, store } = await open(place));
    });
    afterEach(() => store.close());

    const add = (url: string, given: { readonly events?: readonly EventType[]; readonly notes?: boolean } = {}): Promise<Webhook> => webhooks.add({ url, events: EVENT_TYPES, notes: false, secret: 'whsec_b25l', ...given }, NOW + added++);
    const say = async (address = 'v-1', at = NOW): Promise<string> => (await store.accept({ channel: 'web', address, externalId: `message-${++said}`, text: '在吗 😀', language: 'zh' }, at)).conversation.id;
    const change = (id: string, to: Change, at = NOW) => store.update(id, () => to, at);
    const told = ({ event }: Delivery) => event.type;
    const drain = async (at = NOW): Promise<Delivery[]> => {
      const all: Delivery[] = [];
      for (let taken = await webhooks.take(at, LEASE, 50); taken.length > 0; taken = await webhooks.take(at, LEASE, 50)) {
        all.push(...taken);
        for (const delivery of taken) await webhooks.settle(delivery, { kind: 'told' }, at);
      }
      return all;
    };

    it('writes each event with the change that it tells of, in the order of the conversation', async () => {
      await add('https://a.example/');
      const id = await say();
      const conversation = await store.conversation(id);
      if (!conversation) throw new Error('there should be a conversation');
      await change(id, { ownership: { ...conversation, state: 'waiting', epoch: 2 }, openHandover: { reason: 'complaint', ruleId: 'r', words: ['投诉'], priority: 'high', team: 'service', dueAt: NOW + 1 } });
      await change(id, { messages: [{ author: 'system', visibility: 'staff', text: '', extras: { notice: { kind: 'limit_broken', clock: 'firstReply', dueAt: NOW + 1 } } }], touchHandover: { escalated: true } });
      await change(id, { touchHandover: { claimed: true }, agentName: '陈晨' });
      await change(id, { touchHandover: { ended: 'closed' }, close: { reason: 'resolved', by: '陈晨' } });
      await change(id, { rating: { score: 5, comment: '很好' } });
      const events = (await drain()).map(({ event }) => event);
      expect(events.map(({ type }) => type)).toEqual(['conversation.opened', 'message.created', 'handover.opened', 'handover.breached', 'handover.claimed', 'handover.closed', 'conversation.closed', 'rating.given']);
      expect(new Set(events.map((event) => event.id)).size).toBe(8);
      expect(events[1]).toMatchObject({ timestamp: new Date(NOW).toISOString(), data: { conversation: { id, channel: 'web' }, message: { author: 'customer', text: '在吗 😀', seq: 1 } } });
      expect(events[2]).toMatchObject({ data: { handover: { reason: 'complaint', team: 'service' } } });
      expect(events[3]).toMatchObject({ data: { limit: { clock: 'firstReply', dueAt: NOW + 1 } } });
      expect(events[5]).toMatchObject({ data: { handover: { outcome: 'closed', endedAt: NOW } } });
      expect(events[7]).toMatchObject({ data: { rating: { score: 5, comment: '很好' } } });
    });

    it('tells of what bot and agents said once the customer can read it, and never of what was withheld', async () => {
      await add('https://a.example/', { events: ['message.created'] });
      const id = await say();
      await drain();
      const conversation = await change(id, { messages: [{ author: 'bot', visibility: 'all', text: 'too late' }] });
      await change(id, { ownership: { ...conversation, state: 'human', epoch: 2, agentId: 'chen' }, messages: [{ author: 'agent', visibility: 'all', text: '您好', extras: { agentName: '陈晨' } }] });
      expect(await drain()).toEqual([]);
      for (const item of await store.takeOutbox(['channel:web'], NOW, LEASE, 9)) await store.settleOutbox(item, { kind: 'show' }, NOW);
      expect((await drain()).map(({ event }) => event.data['message'])).toEqual([expect.objectContaining({ author: 'agent', text: '您好', agentName: '陈晨' })]);
    });

    it('tells each endpoint what it asked for, and of notes only where it asked for them', async () => {
      const all = await add('https://a.example/', { notes: true });
      await add('https://b.example/', { events: ['message.created'] });
      await change(await say(), { messages: [{ author: 'agent', visibility: 'staff', text: '很急' }] });
      const events = await drain();
      const of = (id: string) => events.filter(({ webhook }) => webhook.id === id).map(told);
      expect(of(all.id)).toEqual(['conversation.opened', 'message.created', 'message.created']);
      expect(events.filter(({ webhook }) => webhook.id !== all.id).map(told)).toEqual(['message.created']);
      const firstOf = (id: string) => events.find(({ webhook, event }) => webhook.id === id && event.type === 'message.created')?.event.id;
      expect(firstOf(all.id)).toBe(events.find(({ webhook }) => webhook.id !== all.id)?.event.id);
    });

    it('says whether a conversation was opened for the first time or again', async () => {
      await add('https://a.example/', { events: ['conversation.opened'] });
      const id = await say();
      const conversation = await store.conversation(id);
      if (conversation) await change(id, { ownership: { ...conversation, state: 'closed', epoch: 2 }, close: { reason: 'other', by: 'customer' } });
      await say();
      await say();
      expect((await drain()).map(({ event }) => event.data['reopened'])).toEqual([false, true]);
    });

    it('tells of no handover that ends when a customer leaves the bot, though there was one earlier', async () => {
      await add('https://a.example/', { events: ['handover.closed', 'conversation.closed'] });
      const id = await say();
      await change(id, { openHandover: { reason: 'complaint', ruleId: 'r', words: [], priority: 'high', team: 'service', dueAt: NOW } });
      await change(id, { touchHandover: { ended: 'handed_back' } }, NOW + 1);
      await change(id, { touchHandover: { ended: 'closed' }, close: { reason: 'other', by: 'customer' } }, NOW + 2);
      expect((await drain(NOW + 3)).map(told)).toEqual(['handover.closed', 'conversation.closed']);
    });

    it('lets no endpoint with much to tell hold up the others', async () => {
      await add('https://busy.example/');
      for (let i = 0; i < 20; i += 1) await say(`v-${i}`);
      await add('https://late.example/');
      await say('v-99');
      const urls: string[] = [];
      for (let i = 0; i < 4; i += 1) {
        for (const delivery of await webhooks.take(NOW, LEASE, 1)) {
          urls.push(delivery.webhook.url);
          await webhooks.settle(delivery, { kind: 'told' }, NOW);
        }
      }
      expect(urls).toContain('https://late.example/');
    });

    it('writes nothing for a change that was refused', async () => {
      await add('https://a.example/');
      const id = await say();
      await drain();
      await expect(store.update(id, () => { throw new Error('refused'); }, NOW)).rejects.toThrow('refused');
      expect(await drain()).toEqual([]);
    });

    it('leases an event to one of several processes; after a crash it comes again under the same id', async () => {
      await add('https://a.example/', { events: ['message.created'] });
      await say();
      const other = await open(place);
      try {
        const [first] = await webhooks.take(NOW, LEASE, 9);
        expect(await other.webhooks.take(NOW + 1, LEASE, 9)).toEqual([]);
        const [again] = await other.webhooks.take(NOW + LEASE + 1, LEASE, 9);
        expect([again?.event, again?.id]).toEqual([first?.event, first?.id]);
        if (first) expect(await webhooks.settle(first, FAILED, NOW + LEASE + 2)).toBe('lost');
      } finally {
        await other.store.close();
      }
    });

    it('holds back what comes after an event that was not told, in its conversation only', async () => {
      await add('https://a.example/', { events: ['message.created'] });
      for (const address of ['v-1', 'v-1', 'v-2']) await say(address);
      const taken = await webhooks.take(NOW, LEASE, 9);
      expect(taken).toHaveLength(2);
      expect(await webhooks.take(NOW, LEASE, 9)).toEqual([]);
    });

    it('tries a failing endpoint later and later with one event, whatever waits, and the others as ever', async () => {
      await add('https://bad.example/', { events: ['message.created'] });
      await add('https://good.example/', { events: ['message.created'] });
      for (let i = 0; i < 5; i += 1) await say(`v-${i}`);
      const first = await webhooks.take(NOW, LEASE, 50);
      for (const delivery of first) await webhooks.settle(delivery, delivery.webhook.url.includes('bad') ? FAILED : { kind: 'told' }, NOW);
      expect((await webhooks.list()).map(({ failures, lastFault }) => [failures, lastFault])).toEqual([[1, 'answered 500'], [0, undefined]]);
      expect(await webhooks.take(NOW + 999, LEASE, 50)).toEqual([]);
      const waits: number[] = [];
      let at = NOW;
      for (let i = 0; i < 12; i += 1) {
        const before = at;
        let taken = await webhooks.take(at, LEASE, 50);
        while (taken.length === 0) {
          at += 1_000;
          taken = await webhooks.take(at, LEASE, 50);
        }
        expect(taken).toHaveLength(1);
        waits.push((at - before) / 1_000);
        for (const delivery of taken) await webhooks.settle(delivery, FAILED, at);
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
      const [probe] = await webhooks.take(at + 300_000, LEASE, 50);
      if (probe) await webhooks.settle(probe, { kind: 'told' }, at + 300_000);
      expect((await webhooks.list())[0]).toMatchObject({ failures: 0, failingSince: undefined, lastFault: undefined });
      expect((await drain(at + 600_000)).length).toBe(4);
    });

    it('waits as long as an endpoint asks for', async () => {
      await add('https://a.example/', { events: ['message.created'] });
      await say();
      const [delivery] = await webhooks.take(NOW, LEASE, 1);
      if (delivery) await webhooks.settle(delivery, { ...FAILED, retryAfterMs: 60_000 }, NOW);
      expect(await webhooks.take(NOW + 59_999, LEASE, 1)).toEqual([]);
      expect(await webhooks.take(NOW + 60_000, LEASE, 1)).toHaveLength(1);
    });

    it('disables an endpoint that has failed for a day, drops and counts what it missed, and begins anew when it is enabled', async () => {
      const { id } = await add('https://a.example/', { events: ['message.created'] });
      for (const address of ['v-1', 'v-1', 'v-2']) await say(address);
      const fail = async (at: number) => {
        const [delivery] = await webhooks.take(at, LEASE, 1);
        return delivery && webhooks.settle(delivery, FAILED, at);
      };
      expect([await fail(NOW), await fail(NOW + 23 * HOUR), await fail(NOW + 24 * HOUR)]).toEqual(['waiting', 'waiting', 'disabled']);
      expect((await webhooks.list())[0]).toMatchObject({ disabledAt: NOW + 24 * HOUR, missed: 3, lastFault: 'answered 500' });
      await say('v-3', NOW + 25 * HOUR);
      expect(await drain(NOW + 48 * HOUR)).toEqual([]);
      expect(await webhooks.change(id, { enabled: true }, NOW + 48 * HOUR)).toMatchObject({ disabledAt: undefined, failures: 0, missed: 3 });
      await say('v-4', NOW + 49 * HOUR);
      expect(await drain(NOW + 49 * HOUR)).toHaveLength(1);
    });

    it('disables at once an endpoint that is gone', async () => {
      await add('https://a.example/', { events: ['message.created'] });
      await say();
      const [delivery] = await webhooks.take(NOW, LEASE, 1);
      expect(delivery && (await webhooks.settle(delivery, { kind: 'gone' }, NOW))).toBe('disabled');
      expect((await webhooks.list())[0]).toMatchObject({ disabledAt: NOW, missed: 1 });
    });

    it('signs with a new secret from now on, for a day with the one before as well', async () => {
      const { id } = await add('https://a.example/');
      await webhooks.rotate(id, 'whsec_dHdv', NOW);
      expect((await webhooks.get(id, NOW + 24 * HOUR - 1)).keys).toEqual(['whsec_dHdv', 'whsec_b25l']);
      expect((await webhooks.get(id, NOW + 24 * HOUR)).keys).toEqual(['whsec_dHdv']);
    });

    it('is changed and removed with everything that waits; an address is told once', async () => {
      const { id } = await add('https://a.example/');
      await expect(add('https://a.example/')).rejects.toMatchObject({ code: 'conflict' });
      expect(await webhooks.change(id, { events: ['rating.given'], notes: true }, NOW)).toMatchObject({ events: ['rating.given'], notes: true });
      expect(await webhooks.change(id, { enabled: false }, NOW)).toMatchObject({ disabledAt: NOW });
      await webhooks.remove(id);
      await webhooks.tidy();
      expect([await webhooks.list(), await drain()]).toEqual([[], []]);
      for (const refused of [() => webhooks.remove(id), () => webhooks.get(id, NOW), () => webhooks.rotate(id, 'x', NOW), () => webhooks.change(id, { notes: true }, NOW)]) await expect(refused()).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}
