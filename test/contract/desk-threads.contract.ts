import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskPost, DeskThreads } from '#core/ports/desk-threads.ts';
import type { Store } from '#core/ports/store.ts';

type Opened = { readonly store: Store; readonly deskThreads: DeskThreads };

/** An implementation of the threads of desks, as the contract needs it. */
export type DeskThreadsUnderTest = { readonly name: string; readonly createPlace: () => Promise<string>; readonly open: (place: string) => Promise<Opened> };

const NOW = 1_800_000_000_000;

/** What everybody promises who keeps threads of desks. */
export function describeDeskThreads({ name, createPlace, open }: DeskThreadsUnderTest): void {
  describe(`${name} keeps the threads of desks`, () => {
    let here: Opened;
    let there: Opened;
    let conversationId: string;
    beforeEach(async () => {
      const place = await createPlace();
      here = await open(place);
      there = await open(place);
      conversationId = (await here.store.accept({ channel: 'push', address: 'v-1', externalId: 'first', text: '退款多久到账', language: 'zh' }, NOW)).conversation.id;
    });
    afterEach(async () => {
      await here.store.close();
      await there.store.close();
    });
    const thread = (handoverId: string, desk = 'slack') => here.deskThreads.open({ desk, conversationId, handoverId, team: 'service', room: 'C1', fromSeq: 3 }, NOW);
    const post = (threadId: string, id: string, more: Partial<DeskPost> = {}): DeskPost => ({ id, threadId, kind: 'message', room: 'C1', ts: undefined, shown: 'a', state: 'sending', at: NOW, ...more });

    it('has one thread for a handover at a desk, whoever opens it first', async () => {
      const [first, second] = await Promise.all([thread('h-1'), there.deskThreads.open({ desk: 'slack', conversationId, handoverId: 'h-1', team: 'service', room: 'C2', fromSeq: 9 }, NOW)]);
      expect(second.id).toBe(first.id);
      expect((await thread('h-1', 'other')).id).not.toBe(first.id);
      expect(await there.deskThreads.unended('slack')).toHaveLength(1);
    });

    it('tells the threads of a conversation in order, the latest, and those that are not ended', async () => {
      const first = await thread('h-1');
      const second = await thread('h-2');
      expect((await there.deskThreads.ofConversation('slack', conversationId)).map(({ id }) => id)).toEqual([first.id, second.id]);
      expect((await there.deskThreads.latest('slack', conversationId))?.id).toBe(second.id);
      await here.deskThreads.set(first.id, { endedAt: NOW });
      expect((await there.deskThreads.unended('slack')).map(({ id }) => id)).toEqual([second.id]);
      expect(await there.deskThreads.latest('slack', 'nobody')).toBeUndefined();
    });

    it('changes only what is named, and forgets what is set to nothing', async () => {
      const { id } = await thread('h-1');
      await here.deskThreads.set(id, { root: '1.2', talker: { id: 's-1', name: '陈晨 😀' }, fault: 'is_archived', owedSince: NOW, retryAt: NOW + 5 });
      await there.deskThreads.set(id, { fault: undefined, room: 'C9', team: 'vip', movedFrom: 'C1' });
      expect(await here.deskThreads.latest('slack', conversationId)).toMatchObject({ root: '1.2', talker: { id: 's-1', name: '陈晨 😀' }, fault: undefined, owedSince: NOW, retryAt: NOW + 5, room: 'C9', team: 'vip', movedFrom: 'C1', fromSeq: 3 });
      await there.deskThreads.set(id, { talker: undefined });
      expect((await here.deskThreads.latest('slack', conversationId))?.talker).toBeUndefined();
    });

    it('lets one have a thread at a time, until they let go or their time is over', async () => {
      const { id } = await thread('h-1');
      expect(await here.deskThreads.lease(id, 'a', NOW, NOW + 10)).toBe(true);
      expect(await there.deskThreads.lease(id, 'b', NOW, NOW + 10)).toBe(false);
      expect(await here.deskThreads.lease(id, 'a', NOW + 5, NOW + 15)).toBe(true);
      await there.deskThreads.release(id, 'b');
      expect(await there.deskThreads.lease(id, 'b', NOW + 14, NOW + 20)).toBe(false);
      expect(await there.deskThreads.lease(id, 'b', NOW + 15, NOW + 20)).toBe(true);
      await there.deskThreads.release(id, 'b');
      expect(await here.deskThreads.lease(id, 'a', NOW, NOW + 1)).toBe(true);
      await there.deskThreads.freeLeases('other');
      expect(await there.deskThreads.lease(id, 'b', NOW, NOW + 1)).toBe(false);
      await there.deskThreads.freeLeases('slack');
      expect(await there.deskThreads.lease(id, 'b', NOW, NOW + 1)).toBe(true);
    });

    it('keeps posts in the order in which they were written down, and what is known of them later', async () => {
      const { id } = await thread('h-1');
      await here.deskThreads.putPosts([post(id, 'p-1', { kind: 'card' }), post(id, 'p-2', { fromSeq: 3, toSeq: 5, part: 1 })]);
      await there.deskThreads.putPosts([post(id, 'p-1', { kind: 'card', ts: '17.1', state: 'posted', shown: 'b', marks: ['eyes'], ref: 'F1' })]);
      await here.deskThreads.putPosts([post(id, 'p-3')]);
      await here.deskThreads.dropPost('p-3');
      expect(await there.deskThreads.posts(id)).toEqual([post(id, 'p-1', { kind: 'card', ts: '17.1', state: 'posted', shown: 'b', marks: ['eyes'], ref: 'F1' }), post(id, 'p-2', { fromSeq: 3, toSeq: 5, part: 1 })]);
    });

    it('finds the thread of a card and the post of a place, also where the card has gone', async () => {
      const { id } = await thread('h-1');
      await here.deskThreads.putPosts([post(id, 'p-1', { kind: 'card', ts: '17.1', state: 'gone' }), post(id, 'p-2', { kind: 'own', ts: '17.2', fromSeq: 3, toSeq: 3, state: 'posted' })]);
      expect((await there.deskThreads.at('slack', 'C1', '17.1'))?.id).toBe(id);
      expect(await there.deskThreads.at('slack', 'C1', '17.2')).toBeUndefined();
      expect(await there.deskThreads.postAt('slack', 'C1', '17.2')).toMatchObject({ post: { id: 'p-2', fromSeq: 3 }, thread: { id, conversationId } });
      expect(await there.deskThreads.postAt('slack', 'C2', '17.2')).toBeUndefined();
      expect(await there.deskThreads.postAt('other', 'C1', '17.2')).toBeUndefined();
    });
  });
}
