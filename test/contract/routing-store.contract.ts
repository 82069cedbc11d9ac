import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#core/change.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import type { AccessStore, Staff } from '#core/ports/access-store.ts';
import type { RoutingStore } from '#core/ports/routing-store.ts';
import type { Store } from '#core/ports/store.ts';
import { transition } from '#core/transition.ts';
import type { Understanding } from '#core/understanding.ts';

type Opened = { readonly store: Store; readonly access: AccessStore; readonly routing: RoutingStore };

/** An implementation of routing in a store, as the contract needs it. */
export type RoutingStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<Opened>;
};

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const LATER = NOW + 90_000;

const understood = (intent: string, product?: string): Understanding => ({
  language: 'zh',
  intents: [{ id: intent, confidence: 0.9 }],
  isOutOfScope: false,
  sentiment: -0.6,
  mood: 'angry',
  urgency: 0,
  signals: [],
  entities: product === undefined ? [] : [{ kind: 'product', value: product, text: product, start: 0, end: 1 }],
  because: { words: [] },
});

/** What every store promises about who is there and how those who wait come to them. */
export function describeRoutingStore({ name, createPlace, open }: RoutingStoreUnderTest): void {
  describe(`${name} routes`, () => {
    let here: Opened;
    let there: Opened;
    let chen: Staff;
    let wu: Staff;
    beforeEach(async () => {
      const place = await createPlace();
      here = await open(place);
      there = await open(place);
      chen = await here.access.addStaff('陈晨', 'agent', NOW);
      wu = await here.access.addStaff('吴迪', 'agent', NOW);
    });
    afterEach(async () => {
      await here.store.close();
      await there.store.close();
    });
    const say = async (address: string, text: string, customerId?: string): Promise<string> =>
      (await here.store.accept({ channel: 'web', address, externalId: `${address} ${text}`, text, language: 'zh', ...(customerId === undefined ? {} : { customerId }) }, NOW)).conversation.id;
    const handOver = async (address: string, more: Partial<Change> = {}, customerId?: string): Promise<string> => {
      const id = await say(address, '转人工', customerId);
      await here.store.update(id, (now) => ({ ...more, ownership: transition(now, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'asks', words: [], priority: 'normal', team: 'service', dueAt: NOW + MINUTE } }), NOW);
      return id;
    };
    const claim = (by: Staff) => (now: Conversation, _handover?: Handover): Change | undefined =>
      now.state === 'waiting' ? { ownership: transition(now, { kind: 'claim', agentId: by.id }), agentName: by.name, touchHandover: { claimed: true } } : undefined;
    const offer = (to: Staff) => (now: Conversation): Change | undefined => (now.desk?.offer ? undefined : { desk: { offer: { to: { id: to.id, name: to.name }, at: NOW, until: NOW + MINUTE } } });
    const speak = (id: string, at: number) => here.store.update(id, () => ({ messages: [{ author: 'agent', visibility: 'all', text: '您好' }] }), at);

    it('keeps how people say they are there, and until when they were seen', async () => {
      const heard: string[] = [];
      here.routing.onPresence((id) => heard.push(id));
      await here.routing.seen([chen.id], LATER);
      expect(await there.routing.presence()).toEqual([]);
      await here.routing.choose(chen.id, 'available', NOW, LATER);
      await there.routing.seen([chen.id], LATER + 5);
      await there.routing.seen([chen.id], LATER);
      expect(await here.routing.presence()).toEqual([{ staffId: chen.id, chosen: 'available', chosenAt: NOW, seenUntil: LATER + 5, assignedAt: undefined }]);
      await here.routing.choose(chen.id, 'busy', NOW + 1, LATER);
      expect(await there.routing.presence()).toMatchObject([{ chosen: 'busy', chosenAt: NOW + 1, seenUntil: LATER + 5 }]);
      expect(heard).toEqual([chen.id, chen.id]);
      await here.store.removeStaff(chen.id, () => ({}), NOW);
      expect(await there.routing.presence()).toEqual([]);
    });

    it('lets a change say that somebody is not there, in the same transaction', async () => {
      await here.routing.choose(chen.id, 'available', NOW, LATER);
      const id = await say('v-1', '在吗');
      await here.store.update(id, () => ({ presence: { staffId: chen.id, chosen: 'away' } }), NOW + 7);
      expect(await there.routing.presence()).toMatchObject([{ chosen: 'away', chosenAt: NOW + 7 }]);
    });

    it('reads those who wait with what they need', async () => {
      const id = await say('v-1', '空调不制冷', 'c-1');
      const lease = await here.store.leaseTurn(NOW, 10_000);
      if (!lease) throw new Error('no turn');
      const memory = { ...lease.conversation.memory, sentiments: [-0.6] };
      await here.store.commitTurn(lease, { handledSeq: 1, memory, understandings: [{ seq: 1, understanding: understood('repair-request', 'aircon-k3') }] }, NOW);
      await handOver('v-1', { customer: { name: '林晓岚', tier: 'vip', manager: '周敏' } }, 'c-1');
      expect(await there.routing.waiting(10, NOW)).toEqual([
        {
          conversationId: id,
          epoch: 2,
          customerId: 'c-1',
          tier: 'vip',
          language: 'zh',
          team: 'service',
          reason: 'asked',
          priority: 'normal',
          dueAt: NOW + MINUTE,
          since: NOW,
          mood: -0.6,
          needs: { intents: ['repair-request'], products: ['aircon-k3'], manager: '周敏' },
          tried: [],
        },
      ]);
      await here.store.update(id, claim(chen), NOW);
      expect(await there.routing.waiting(10, NOW)).toEqual([]);
    });

    it('leaves a promised call out until it is due, and has it then, so that it becomes somebody\'s', async () => {
      const id = await handOver('v-1');
      const callback = { way: 'phone', contact: '13800138000', from: NOW + 60 * MINUTE, until: NOW + 90 * MINUTE, isTimed: true, askedAt: NOW, consentAt: NOW, tries: [] } as const;
      await here.store.update(id, () => ({ touchHandover: { callback } }), NOW);
      expect(await there.routing.waiting(10, NOW + 59 * MINUTE)).toEqual([]);
      expect(await there.routing.waiting(10, NOW + 60 * MINUTE)).toMatchObject([{ conversationId: id, dueAt: NOW + 90 * MINUTE }]);
      await here.store.update(id, () => ({ touchHandover: { callback: { ...callback, isTimed: false } } }), NOW);
      expect(await there.routing.waiting(10, NOW + 74 * MINUTE)).toEqual([]);
      expect(await there.routing.waiting(10, NOW + 75 * MINUTE)).toMatchObject([{ conversationId: id }]);
    });

    it('lets no promised call take the place of somebody who waits', async () => {
      const callback = { way: 'phone', contact: '13800138000', from: NOW + 60 * MINUTE, until: NOW + 90 * MINUTE, isTimed: true, askedAt: NOW, consentAt: NOW, tries: [] } as const;
      for (const address of ['v-1', 'v-2']) await here.store.update(await handOver(address), () => ({ touchHandover: { callback } }), NOW);
      const id = await handOver('v-3');
      expect(await there.routing.waiting(1, NOW)).toMatchObject([{ conversationId: id }]);
    });

    it('counts what everybody has in hand: their conversations, and offers that they have not answered', async () => {
      const [one, two, three] = [await handOver('v-1'), await handOver('v-2'), await handOver('v-3')];
      await here.store.update(one, claim(chen), NOW);
      await here.store.update(two, claim(chen), NOW);
      await here.store.update(three, offer(wu), NOW);
      const counted = async () => Object.fromEntries([...(await there.routing.loads())].map(([id, { count }]) => [id, count]));
      expect(await counted()).toEqual({ [chen.id]: 2, [wu.id]: 1 });
      expect((await there.routing.offeredTo([wu.id, chen.id])).map(({ id }) => id)).toEqual([three]);
      expect(await there.routing.waiting(10, NOW)).toMatchObject([{ conversationId: three, offeredTo: wu.id }]);
      expect((await there.routing.ownedBy([chen.id])).map(({ conversation, handover }) => [conversation.id, handover?.conversationId])).toEqual([one, two].toSorted().map((id) => [id, id]));
      await here.store.update(one, () => ({ ownership: { state: 'closed', epoch: 4, segment: 1, agentId: chen.id }, touchHandover: { ended: 'closed' } }), NOW);
      await here.store.update(three, claim(wu), NOW);
      expect(await counted()).toEqual({ [chen.id]: 1, [wu.id]: 1 });
      expect(await there.routing.offeredTo([wu.id])).toEqual([]);
    });

    it('remembers who had a customer, in whatever conversation, from what they have said', async () => {
      const [first, second, other] = [await handOver('v-1', {}, 'c-1'), await handOver('v-2', {}, 'c-1'), await handOver('v-3')];
      for (const [id, by, at] of [[first, chen, NOW + 1], [second, wu, NOW + 2], [other, chen, NOW + 3]] as const) {
        await here.store.update(id, claim(by), NOW);
        await speak(id, at);
      }
      await speak(first, NOW + 5);
      const had = await there.routing.hadBefore([first, second, other], [chen.id, wu.id]);
      expect(had.get(first)).toEqual([{ staffId: chen.id, at: NOW + 5 }, { staffId: wu.id, at: NOW + 2 }]);
      expect(had.get(second)).toEqual(had.get(first));
      expect(had.get(other)).toEqual([{ staffId: chen.id, at: NOW + 3 }]);
      expect((await there.routing.hadBefore([other], [wu.id])).size).toBe(0);
    });

    it('gives a waiting conversation to somebody who is there and has room', async () => {
      await here.routing.choose(chen.id, 'available', NOW, LATER);
      const [one, two, three] = [await handOver('v-1'), await handOver('v-2'), await handOver('v-3')];
      const told: string[] = [];
      here.store.subscribe((id) => told.push(id));
      const to = { staffId: chen.id, capacity: 2 };
      expect(await here.routing.assign(one, to, claim(chen), NOW + 3)).toBe('done');
      expect(told).toEqual([one]);
      expect(await there.store.conversation(one)).toMatchObject({ state: 'human', agentId: chen.id });
      expect(await here.routing.presence()).toMatchObject([{ assignedAt: NOW + 3 }]);
      expect(await there.routing.assign(one, to, claim(chen), NOW)).toBe('moved');
      expect(await here.routing.assign(two, to, offer(chen), NOW)).toBe('done');
      expect(await here.routing.assign(three, to, claim(chen), NOW)).toBe('full');
      expect(await there.store.conversation(three)).toMatchObject({ state: 'waiting', epoch: 2 });
    });

    it('gives nothing to somebody who is busy, not seen, removed, or has never said anything', async () => {
      const id = await handOver('v-1');
      const give = (to: Staff) => here.routing.assign(id, { staffId: to.id, capacity: 5 }, claim(to), NOW);
      expect(await give(chen)).toBe('gone');
      await here.routing.choose(chen.id, 'busy', NOW, LATER);
      expect(await give(chen)).toBe('gone');
      await here.routing.choose(wu.id, 'available', NOW - MINUTE, NOW);
      expect(await give(wu)).toBe('gone');
      await here.routing.choose(chen.id, 'available', NOW, LATER);
      await here.store.removeStaff(chen.id, () => ({}), NOW);
      expect(await give(chen)).toBe('gone');
      expect(await there.store.conversation(id)).toMatchObject({ state: 'waiting', epoch: 2 });
    });

    it('gives each conversation to one person, and nobody more than they may have, when processes try at once', async () => {
      for (const { id } of [chen, wu]) await here.routing.choose(id, 'available', NOW, LATER);
      const ids = await Promise.all(Array.from({ length: 8 }, (_, i) => handOver(`v-${i}`)));
      const tries = ids.flatMap((id, i) =>
        [here, there].flatMap(({ routing }, k) => [chen, wu].map((to) => ({ to, became: (i + k) % 2 === 0 ? routing.assign(id, { staffId: to.id, capacity: 3 }, claim(to), NOW) : there.routing.assign(id, { staffId: to.id, capacity: 3 }, claim(to), NOW) }))),
      );
      const became = await Promise.all(tries.map(({ became: each }) => each));
      expect(became.filter((each) => each === 'done')).toHaveLength(6);
      expect([...(await there.routing.loads()).values()]).toEqual([{ count: 3 }, { count: 3 }]);
      for (const id of ids) {
        const conversation = await there.store.conversation(id);
        expect(conversation?.epoch).toBe(conversation?.state === 'human' ? 3 : 2);
      }
    });

    it('leaves nothing with somebody who is removed at the same moment as they are given conversations', async () => {
      await here.routing.choose(chen.id, 'available', NOW, LATER);
      const ids = await Promise.all(Array.from({ length: 6 }, (_, i) => handOver(`v-${i}`)));
      const given = ids.map((id) => there.routing.assign(id, { staffId: chen.id, capacity: 9 }, claim(chen), NOW));
      await here.store.removeStaff(chen.id, (now) => ({ ownership: transition(now, { kind: 'release' }), agentName: undefined }), NOW);
      await Promise.allSettled(given);
      for (const id of ids) expect((await here.store.conversation(id))?.agentId).toBeUndefined();
    });
  });
}
