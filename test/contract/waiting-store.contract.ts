import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#core/change.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import type { PickUpStore } from '#core/ports/pick-up-store.ts';
import type { Store } from '#core/ports/store.ts';
import type { TimerStore } from '#core/ports/timer-store.ts';
import { transition } from '#core/transition.ts';
import type { Callback } from '#core/waiting/callback.ts';
import { POLICY } from '../support/small-shop.ts';

type Opened = { store: Store; timers: TimerStore; pickUps: PickUpStore };
/** A store with timers and pick-ups, as the contract needs it; `open` twice on one place is two processes. */
export type WaitingStoreUnderTest = { readonly name: string; readonly createPlace: () => Promise<string>; readonly open: (place: string) => Promise<Opened> };

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const CHEN = { id: 'chen', name: '陈晨' };

/** A promise for tests. */
const CALLBACK: Callback = { way: 'phone', contact: '+44 20 7946 0018 😀', from: NOW + 60 * MINUTE, until: NOW + 90 * MINUTE, isTimed: true, askedAt: NOW, consentAt: NOW, tries: [] };

/** What every store promises to those who wait, and to those who are called back. */
export function describeWaitingStore({ name, createPlace, open }: WaitingStoreUnderTest): void {
  describe(`${name} keeps what is promised to those who wait`, () => {
    let place: string;
    let opened: Opened;
    let other: Opened | undefined;
    let written = 0;
    beforeEach(async () => {
      place = await createPlace();
      opened = await open(place);
    });
    afterEach(async () => {
      await other?.store.close();
      other = undefined;
      await opened.store.close();
    });

    const waits = async (address: string, more: Partial<NonNullable<Change['openHandover']>> = {}, at = NOW): Promise<string> => {
      const { store } = opened;
      const { conversation } = await store.accept({ channel: 'web', address, externalId: `message-${++written}`, text: '转人工', language: 'zh' }, at);
      const lease = await store.leaseTurn(at, MINUTE);
      if (!lease) throw new Error('there should be a turn');
      await store.commitTurn(lease, { handledSeq: 1, ownership: transition(conversation, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'asks-for-person', words: [], priority: 'normal', team: 'service', dueAt: at + 10 * MINUTE, ...more } }, at);
      return conversation.id;
    };
    const deskOf = ({ store }: Opened, at: number) => createDeskCommands(store, { now: () => at, after: () => () => undefined }, { policy: () => POLICY, staff: () => Promise.resolve([CHEN]), article: () => Promise.resolve(undefined) });
    const timersOf = async (id: string) => (await opened.timers.ofConversation(id)).filter(({ key }) => key.startsWith('callback:')).map(({ key, dueAt }) => [key, dueAt - NOW]);

    it('a promise as it was made, with its timers, also after it was opened again', async () => {
      const id = await waits('v-1');
      await opened.store.update(id, () => ({ touchHandover: { callback: CALLBACK } }), NOW);
      await opened.store.close();
      opened = await open(place);
      expect((await opened.store.handovers(id))[0]?.callback).toEqual(CALLBACK);
      expect((await opened.store.openHandovers())[0]?.callback).toEqual(CALLBACK);
      expect(await timersOf(id)).toEqual([['callback:due', 60 * MINUTE], ['callback:late', 90 * MINUTE]]);
    });

    it('a promise that comes with the handover', async () => {
      const id = await waits('v-1', { callback: CALLBACK });
      expect((await opened.store.handovers(id))[0]?.callback).toEqual(CALLBACK);
      expect(await timersOf(id)).toHaveLength(2);
    });

    it('no timers of a promise that has ended, or whose conversation has', async () => {
      const [first, second] = [await waits('v-1', { callback: CALLBACK }), await waits('v-2', { callback: CALLBACK })];
      await opened.store.update(first, () => ({ touchHandover: { callback: { ...CALLBACK, ended: { how: 'done', at: NOW, by: 'a' } } } }), NOW);
      await opened.store.update(second, (conversation) => ({ ownership: transition(conversation, { kind: 'close' }), touchHandover: { ended: 'closed' }, close: { reason: 'other', by: 'customer' } }), NOW + 1);
      expect([...(await timersOf(first)), ...(await timersOf(second))]).toEqual([]);
      expect((await opened.store.handovers(second))[0]?.callback?.ended).toEqual({ how: 'cancelled', at: NOW + 1, by: 'customer' });
    });

    it('one of two colleagues in two processes who have called at the same moment', async () => {
      const id = await waits('v-1', { callback: CALLBACK });
      other = await open(place);
      const done = await Promise.allSettled([deskOf(opened, NOW + MINUTE).callbackDone(id, CHEN), deskOf(other, NOW + MINUTE).callbackDone(id, { id: 'wu', name: '吴迪' })]);
      expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect((await opened.store.transcript(id, 50)).filter(({ message }) => message.extras.notice?.kind === 'callback_done')).toHaveLength(1);
    });

    it('the latest pick-ups of the queues, without those who were called back or whom nobody had to wait for', async () => {
      for (const [i, address] of ['v-1', 'v-2', 'v-3'].entries()) {
        const id = await waits(address, {}, NOW + i * MINUTE);
        await deskOf(opened, NOW + (i + 5) * MINUTE).claim(id, CHEN);
      }
      const called = await waits('v-4', { callback: CALLBACK });
      await deskOf(opened, NOW + 9 * MINUTE).callbackDone(called, CHEN);
      const taken = await waits('v-5', { reason: 'taken-over' });
      await deskOf(opened, NOW + 9 * MINUTE).claim(taken, CHEN);
      await waits('v-6');
      expect(await opened.pickUps.recentPickUps(NOW + 6 * MINUTE, 10)).toEqual([
        { team: 'service', openedAt: NOW + 2 * MINUTE, claimedAt: NOW + 7 * MINUTE },
        { team: 'service', openedAt: NOW + MINUTE, claimedAt: NOW + 6 * MINUTE },
      ]);
      expect(await opened.pickUps.recentPickUps(0, 1)).toHaveLength(1);
    });
  });
}
