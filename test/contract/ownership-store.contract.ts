import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#core/change.ts';
import type { Conversation } from '#core/conversation.ts';
import type { AccessStore, Staff } from '#core/ports/access-store.ts';
import type { OutboxItem, Store } from '#core/ports/store.ts';
import { transition } from '#core/transition.ts';

type Opened = { readonly store: Store; readonly access: AccessStore };

/** An implementation of the store with the people of the staff, as the contract needs it. */
export type OwnershipStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<Opened>;
};

const NOW = 1_800_000_000_000;
const LEASE = 10_000;
const PUSH = ['channel:push'];

/** What every store promises about owners beyond single turns. */
export function describeOwnershipStore({ name, createPlace, open }: OwnershipStoreUnderTest): void {
  describe(`${name} keeps ownership`, () => {
    let here: Opened;
    let there: Opened;
    let chen: Staff;
    let id: string;
    beforeEach(async () => {
      const place = await createPlace();
      here = await open(place);
      there = await open(place);
      chen = await here.access.addStaff('陈晨', 'agent', NOW);
      id = (await here.store.accept({ channel: 'push', address: 'v-1', externalId: 'first', text: '退款多久到账', language: 'zh' }, NOW)).conversation.id;
    });
    afterEach(async () => {
      await here.store.close();
      await there.store.close();
    });
    const claim = (now: Conversation): Change => ({ ownership: transition(now, { kind: 'claim', agentId: chen.id }), agentName: chen.name });
    const release = (now: Conversation): Change => ({ ownership: transition(now, { kind: 'release' }), agentName: undefined });
    const botSays = async (text: string): Promise<void> => {
      const lease = await here.store.leaseTurn(NOW, LEASE);
      if (!lease) throw new Error('no turn');
      await here.store.commitTurn(lease, { handledSeq: 1, messages: [{ author: 'bot', visibility: 'all', text }] }, NOW);
    };
    const takeOne = async (now = NOW): Promise<OutboxItem> => {
      const [item] = await here.store.takeOutbox(PUSH, now, LEASE, 1);
      if (!item) throw new Error('nothing to send');
      return item;
    };

    it('keeps what goes on among colleagues, until the owner changes', async () => {
      const offer = { from: { id: 'a', name: 'A' }, to: { id: 'b', name: 'B 😀' }, at: NOW, until: NOW + 1 };
      await here.store.update(id, (now) => ({ ...claim(now), desk: { asked: [{ id: 'c', name: 'C' }], offer } }), NOW);
      await here.store.update(id, () => ({ messages: [{ author: 'agent', visibility: 'staff', text: 'note' }] }), NOW);
      expect((await there.store.conversation(id))?.desk).toEqual({ asked: [{ id: 'c', name: 'C' }], offer });
      expect((await there.store.conversations(['human'], 10))[0]?.desk?.offer).toEqual(offer);
      await here.store.update(id, release, NOW);
      expect(await there.store.conversation(id)).not.toHaveProperty('desk');
    });

    it("lets a bot's words go that were taken, and says they are stale once a person has taken over", async () => {
      await botSays('1–7 天');
      const item = await takeOne();
      expect(await here.store.checkOutbox(item, NOW)).toBe('go');
      await there.store.update(id, claim, NOW);
      expect(await here.store.checkOutbox(item, NOW)).toBe('stale');
      expect(await here.store.settleOutbox(item, { kind: 'stale' }, NOW)).toBe('withheld');
      expect((await here.store.transcript(id, 10)).at(-1)?.message).toMatchObject({ text: '1–7 天', status: 'withheld', cursor: undefined });
      expect(await here.store.takeOutbox(PUSH, NOW + LEASE, LEASE, 10)).toEqual([]);
    });

    it("never holds an agent's words back", async () => {
      await here.store.update(id, (now) => ({ ...claim(now), messages: [{ author: 'agent', visibility: 'all', text: '我来处理' }] }), NOW);
      const item = await takeOne();
      await there.store.update(id, release, NOW);
      expect(await here.store.checkOutbox(item, NOW)).toBe('go');
    });

    it('tells a sender that has slept through its lease that it is lost, and lets it spoil nothing', async () => {
      await botSays('1–7 天');
      const late = await takeOne();
      expect(await here.store.checkOutbox(late, NOW + LEASE + 1)).toBe('lost');
      const next = await takeOne(NOW + LEASE + 1);
      expect(await here.store.checkOutbox(late, NOW)).toBe('lost');
      await here.store.settleOutbox(late, { kind: 'retry', at: NOW }, NOW + LEASE + 1);
      expect(await here.store.takeOutbox(PUSH, NOW + LEASE + 2, LEASE, 10)).toEqual([]);
      expect(await here.store.checkOutbox(next, NOW + LEASE + 2)).toBe('go');
      expect(await here.store.settleOutbox(next, { kind: 'sent' }, NOW + LEASE + 2)).toBe('sent');
      expect(await here.store.checkOutbox(next, NOW + LEASE + 2)).toBe('lost');
    });

    it('removes a colleague with everything that opens doors, and gives back what they had', async () => {
      await here.access.addSignIn('link', chen.id, NOW + LEASE);
      await here.access.openStaffSession('session', chen.id, NOW + LEASE);
      await here.store.update(id, claim, NOW, { by: chen.id });
      const told: string[] = [];
      here.store.subscribe((about) => told.push(about));
      expect(await here.store.removeStaff(chen.id, release, NOW)).toBe(1);
      expect(told).toContain(id);
      expect(await there.store.conversation(id)).toMatchObject({ state: 'waiting', agentId: undefined, epoch: 3 });
      expect([await there.access.staffSession('session', NOW), await there.access.useSignIn('link', NOW), await there.access.staff()]).toEqual([undefined, undefined, []]);
      await expect(there.store.update(id, claim, NOW, { by: chen.id })).rejects.toMatchObject({ code: 'unauthorized' });
      await expect(there.store.removeStaff(chen.id, release, NOW)).rejects.toMatchObject({ code: 'not_found' });
      await expect(there.store.removeStaff('nobody', release, NOW)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('takes steps of people of whom it knows nothing, as other desks have them', async () => {
      expect(await here.store.update(id, claim, NOW, { by: 'somebody-elsewhere' })).toMatchObject({ state: 'human' });
    });

    it('leaves nothing with somebody who is removed at the same moment as they claim', async () => {
      const ids = await Promise.all(
        Array.from({ length: 6 }, async (_, i) => (await here.store.accept({ channel: 'push', address: `v-many-${i}`, externalId: `many-${i}`, text: '在吗', language: 'zh' }, NOW)).conversation.id),
      );
      const claims = Promise.allSettled(ids.map((each) => there.store.update(each, claim, NOW, { by: chen.id })));
      await here.store.removeStaff(chen.id, release, NOW);
      await claims;
      for (const each of ids) expect((await here.store.conversation(each))?.agentId).toBeUndefined();
    });
  });
}
