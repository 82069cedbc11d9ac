import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#core/change.ts';
import type { InboundMessage } from '#core/message.ts';
import type { OutboxItem, Store } from '#core/ports/store.ts';
import { transition } from '#core/transition.ts';

/** An implementation of the store, as the contract needs it. `open` opens the same data again and again. */
export type StoreUnderTest = {
  readonly name: string;
  /** A fresh, empty place for data. */
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<Store>;
};

const NOW = 1_800_000_000_000;
const WEB = ['channel:web'];
const LEASE = 10_000;

const hello = (more: Partial<InboundMessage> = {}): InboundMessage => ({
  channel: 'web',
  address: 'v-1',
  externalId: 'first-message',
  text: '退款什么时候到账',
  language: 'zh',
  ...more,
});
const says = (text: string, author: 'bot' | 'agent' | 'system' = 'bot'): Change => ({ messages: [{ author, visibility: 'all', text }] });
const texts = (items: readonly OutboxItem[]): string[] => items.map(({ content }) => (content.kind === 'message' || content.kind === 'edit' ? content.message.text : content.kind === 'call' ? content.call.id : content.news.kind));

/** What every store promises. */
export function describeStore({ name, createPlace, open }: StoreUnderTest): void {
  describe(`${name} keeps what the store promises`, () => {
    let place: string;
    let store: Store;
    beforeEach(async () => {
      place = await createPlace();
      store = await open(place);
    });
    afterEach(() => store.close());

    /** Accepts a message and takes its turn. */
    const turn = async (change: Change, inbound = hello(), now = NOW) => {
      const { message, conversation } = await store.accept(inbound, now);
      const lease = await store.leaseTurn(now, LEASE);
      expect(lease?.conversation.id).toBe(conversation.id);
      if (!lease) throw new Error('no lease');
      return store.commitTurn(lease, { handledSeq: message.seq, ...change }, now);
    };
    const show = async (now = NOW): Promise<string[]> => {
      const items = await store.takeOutbox(WEB, now, LEASE, 10);
      const shown: string[] = [];
      for (const item of items) shown.push(await store.settleOutbox(item, { kind: 'show' }, now));
      return shown;
    };
    const handOver = (): Change => ({
      ownership: transition({ state: 'bot', epoch: 1, segment: 1, agentId: undefined }, { kind: 'hand_over' }),
      openHandover: { reason: 'complaint', ruleId: 'complaint', words: ['投诉'], priority: 'high', team: 'complaints', dueAt: NOW + 1 },
      messages: [{ author: 'bot', visibility: 'all', text: '已转人工' }],
      news: ['handover'],
    });

    describe('accepting', () => {
      it('opens a conversation whose id is known beforehand, and gives messages their places', async () => {
        const first = await store.accept(hello(), NOW);
        const second = await store.accept(hello({ externalId: 'second-message' }), NOW + 1);
        expect(first.conversation).toMatchObject({ id: store.idOf('web', 'v-1'), state: 'bot', epoch: 1, segment: 1, lastSeq: 1 });
        expect([first.message.seq, second.message.seq]).toEqual([1, 2]);
        expect(second.message).toMatchObject({ cursor: 2, author: 'customer', status: 'sent', text: '退款什么时候到账', at: NOW + 1 });
      });

      it('takes the same id once, also when it comes several times at once', async () => {
        const all = await Promise.all(Array.from({ length: 8 }, () => store.accept(hello(), NOW)));
        expect(new Set(all.map(({ message }) => message.id)).size).toBe(1);
        expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
        expect(await store.transcript(store.idOf('web', 'v-1'), 10)).toHaveLength(1);
      });

      it('refuses another text under an id that was used, and keeps the first', async () => {
        await store.accept(hello(), NOW);
        await expect(store.accept(hello({ text: 'something else' }), NOW)).rejects.toMatchObject({ code: 'conflict' });
        const [only] = await store.transcript(store.idOf('web', 'v-1'), 10);
        expect(only?.message.text).toBe('退款什么时候到账');
      });

      it('keeps conversations at different places apart, also when their ids are the same', async () => {
        await store.accept(hello(), NOW);
        const other = await store.accept(hello({ channel: 'terminal' }), NOW);
        expect(other).toMatchObject({ isNew: true, conversation: { channel: 'terminal', lastSeq: 1 } });
      });

      it('keeps every character', async () => {
        const text = '换行\n😀 𠮷野家 "quotes" \\ null-ish % _ \u202e rtl';
        await store.accept(hello({ text }), NOW);
        const [line] = await store.transcript(store.idOf('web', 'v-1'), 10);
        expect(line?.message.text).toBe(text);
      });

      it('is there after closing and opening again', async () => {
        await store.accept(hello(), NOW);
        await store.close();
        store = await open(place);
        expect(await store.visibleMessages(store.idOf('web', 'v-1'), 0, 10)).toHaveLength(1);
        expect(await store.leaseTurn(NOW, LEASE)).toBeDefined();
      });
    });

    describe('turns', () => {
      it('leases a conversation to one worker, with all its untaken messages in order', async () => {
        await store.accept(hello(), NOW);
        await store.accept(hello({ externalId: 'second-message', text: '急' }), NOW);
        const leases = await Promise.all([store.leaseTurn(NOW, LEASE), store.leaseTurn(NOW, LEASE)]);
        const [lease, ...others] = leases.filter((found) => found !== undefined);
        expect(others).toEqual([]);
        expect(lease?.unhandled.map(({ text }) => text)).toEqual(['退款什么时候到账', '急']);
      });

      it('gives the lease of a worker that died to the next, and the late one cannot commit', async () => {
        await store.accept(hello(), NOW);
        const late = await store.leaseTurn(NOW, LEASE);
        const next = await store.leaseTurn(NOW + LEASE + 1, LEASE);
        if (!late || !next) throw new Error('no lease');
        expect(next.token).toBeGreaterThan(late.token);
        await expect(store.commitTurn(late, { handledSeq: 1, ...says('late') }, NOW)).rejects.toMatchObject({ code: 'stale_lease' });
        await store.commitTurn(next, { handledSeq: 1, ...says('right') }, NOW);
        expect((await store.transcript(next.conversation.id, 10)).map(({ message }) => message.text)).toEqual(['退款什么时候到账', 'right']);
      });

      it('cannot be undone by a worker that never heard of its commit', async () => {
        await store.accept(hello(), NOW);
        const lease = await store.leaseTurn(NOW, LEASE);
        if (!lease) throw new Error('no lease');
        await store.commitTurn(lease, { handledSeq: 1, ...says('answer') }, NOW);
        await store.releaseTurn(lease, NOW);
        expect(await store.leaseTurn(NOW, LEASE)).toBeUndefined();
        await expect(store.commitTurn(lease, { handledSeq: 1, ...says('again') }, NOW)).rejects.toMatchObject({ code: 'stale_lease' });
      });

      it('refuses a turn that was decided under an earlier owner', async () => {
        await store.accept(hello(), NOW);
        const lease = await store.leaseTurn(NOW, LEASE);
        if (!lease) throw new Error('no lease');
        await store.update(lease.conversation.id, (now) => ({ ownership: transition(now, { kind: 'close' }) }), NOW);
        await expect(store.commitTurn(lease, says('too late'), NOW)).rejects.toMatchObject({ code: 'stale_lease' });
      });

      it('offers what came during a turn for the next one', async () => {
        await store.accept(hello(), NOW);
        const lease = await store.leaseTurn(NOW, LEASE);
        await store.accept(hello({ externalId: 'second-message', text: '还有一个问题' }), NOW + 1);
        if (!lease) throw new Error('no lease');
        await store.commitTurn(lease, { handledSeq: 1 }, NOW + 2);
        const next = await store.leaseTurn(NOW + 3, LEASE);
        expect(next?.unhandled.map(({ text }) => text)).toEqual(['还有一个问题']);
      });

      it('tells a turn which handover is open and which one has ended last', async () => {
        const handovers = async (externalId: string, now: number) => {
          const { message } = await store.accept(hello({ externalId }), now);
          const lease = await store.leaseTurn(now, LEASE);
          if (!lease) throw new Error('no lease');
          const handOverAgain = { ...handOver(), ownership: transition({ ...lease.conversation, state: 'bot' }, { kind: 'hand_over' }) };
          await store.commitTurn(lease, { handledSeq: message.seq, ...(lease.handover ? {} : handOverAgain) }, now);
          return { open: lease.handover, previous: lease.previous };
        };
        const close = (now: number) => store.update(store.idOf('web', 'v-1'), (at) => ({ ownership: transition(at, { kind: 'close' }), touchHandover: { ended: 'closed' } }), now);
        expect(await handovers('first', NOW)).toEqual({ open: undefined, previous: undefined });
        expect(await handovers('waiting', NOW + 1)).toMatchObject({ open: { openedAt: NOW, endedAt: undefined }, previous: undefined });
        await close(NOW + 2);
        expect(await handovers('back', NOW + 3)).toMatchObject({ open: undefined, previous: { reason: 'complaint', segment: 1, openedAt: NOW, endedAt: NOW + 2, outcome: 'closed' } });
        expect(await handovers('waiting again', NOW + 4)).toMatchObject({ open: { openedAt: NOW + 3, segment: 2 }, previous: { openedAt: NOW } });
        await close(NOW + 5);
        expect(await handovers('back again', NOW + 6)).toMatchObject({ open: undefined, previous: { openedAt: NOW + 3, segment: 2, endedAt: NOW + 5 } });
      });

      it('takes all leases away for a start after a crash, and a worker that still lives cannot commit', async () => {
        await store.accept(hello(), NOW);
        const late = await store.leaseTurn(NOW, LEASE);
        expect(await store.leaseTurn(NOW, LEASE)).toBeUndefined();
        await store.freeLeases([]);
        if (!late) throw new Error('no lease');
        await expect(store.commitTurn(late, { handledSeq: 1, ...says('late') }, NOW)).rejects.toMatchObject({ code: 'stale_lease' });
        const next = await store.leaseTurn(NOW, LEASE);
        expect(next?.unhandled).toEqual(late.unhandled);
        if (next) await store.commitTurn(next, { handledSeq: 1, ...says('right') }, NOW);
        expect((await store.transcript(late.conversation.id, 10)).map(({ message }) => message.text)).toEqual(['退款什么时候到账', 'right']);
      });

      it('leaves the turns that nobody has leased as they are when it takes leases away', async () => {
        await store.accept(hello(), NOW);
        const lease = await store.leaseTurn(NOW, LEASE);
        if (!lease) throw new Error('no lease');
        await store.releaseTurn(lease, NOW + 500);
        await store.freeLeases([]);
        expect(await store.leaseTurn(NOW + 499, LEASE)).toBeUndefined();
        expect(await store.leaseTurn(NOW + 500, LEASE)).toBeDefined();
      });

      it('has no turn when everything is taken, and one again at the time a released turn asked for', async () => {
        await turn({});
        expect(await store.leaseTurn(NOW + 1, LEASE)).toBeUndefined();
        await store.accept(hello({ externalId: 'second-message' }), NOW + 2);
        const lease = await store.leaseTurn(NOW + 2, LEASE);
        if (!lease) throw new Error('no lease');
        await store.releaseTurn(lease, NOW + 500);
        expect(await store.leaseTurn(NOW + 499, LEASE)).toBeUndefined();
        expect(await store.leaseTurn(NOW + 500, LEASE)).toBeDefined();
      });

      it('writes state, understanding, memory, handover, replies and news together', async () => {
        const understanding = { language: 'zh', intents: [], isOutOfScope: true, sentiment: -0.5, mood: 'angry', urgency: 0.5, signals: [], entities: [], because: { words: [] } } as const;
        const conversation = await turn({ ...handOver(), customer: { name: '林晓岚', tier: 'vip' }, understandings: [{ seq: 1, understanding }] });
        expect(conversation).toMatchObject({ state: 'waiting', epoch: 2, tier: 'vip', customerName: '林晓岚', handledSeq: 1 });
        expect(await store.openHandovers()).toMatchObject([{ conversationId: conversation.id, reason: 'complaint', words: ['投诉'], team: 'complaints', openedAt: NOW }]);
        expect(await store.openHandovers([conversation.id, 'another'])).toMatchObject([{ reason: 'complaint' }]);
        expect(await store.openHandovers(['another'])).toEqual([]);
        expect(await store.openHandovers([])).toEqual([]);
        const [asked, answered] = await store.transcript(conversation.id, 10);
        expect(asked?.understanding).toEqual(understanding);
        expect(answered?.message).toMatchObject({ text: '已转人工', status: 'queued', seq: 2 });
        const [news] = await store.takeOutbox(['desk:console'], NOW, LEASE, 10);
        expect(news?.content).toMatchObject({ kind: 'news', news: { kind: 'handover', conversationId: conversation.id } });
      });

      it('writes nothing of a change that fails on the way', async () => {
        await turn(handOver());
        const id = store.idOf('web', 'v-1');
        // A second open handover breaks a rule of the database.
        await expect(store.update(id, () => ({ ...says('half'), openHandover: { reason: 'vip', ruleId: 'x', words: [], priority: 'low', team: 'vip', dueAt: 1 } }), NOW)).rejects.toThrow();
        expect((await store.transcript(id, 10)).map(({ message }) => message.text)).toEqual(['退款什么时候到账', '已转人工']);
      });
    });

    describe('sending', () => {
      it('shows a message when it is sent, and not before', async () => {
        const { id } = await turn(says('一到三个工作日'));
        expect(await store.visibleMessages(id, 1, 10)).toEqual([]);
        expect(await show()).toEqual(['sent']);
        expect(await store.visibleMessages(id, 1, 10)).toMatchObject([{ text: '一到三个工作日', cursor: 2, seq: 2, status: 'sent' }]);
        expect(await store.takeOutbox(WEB, NOW + LEASE * 2, LEASE, 10)).toEqual([]);
      });

      it('sends in order, one at a time per conversation, only to the targets that are asked for', async () => {
        await turn({ messages: [{ author: 'bot', visibility: 'all', text: 'one' }, { author: 'bot', visibility: 'all', text: 'two' }] });
        expect(await store.takeOutbox(['channel:other'], NOW, LEASE, 10)).toEqual([]);
        const [first, ...rest] = await store.takeOutbox(WEB, NOW, LEASE, 10);
        expect([texts(first ? [first] : []), rest]).toEqual([['one'], []]);
        expect(await store.takeOutbox(WEB, NOW, LEASE, 10)).toEqual([]);
        if (first) await store.settleOutbox(first, { kind: 'sent' }, NOW);
        expect(texts(await store.takeOutbox(WEB, NOW, LEASE, 10))).toEqual(['two']);
      });

      it('tries again when told to, and again when a sender died', async () => {
        await turn(says('later'));
        const [item] = await store.takeOutbox(WEB, NOW, LEASE, 10);
        if (!item) throw new Error('nothing to send');
        expect(await store.settleOutbox(item, { kind: 'retry', at: NOW + 2_000 }, NOW)).toBe('waiting');
        expect(await store.takeOutbox(WEB, NOW + 1_999, LEASE, 10)).toEqual([]);
        expect(await store.takeOutbox(WEB, NOW + 2_000, LEASE, 10)).toMatchObject([{ attempts: 1 }]);
        expect(await store.takeOutbox(WEB, NOW + 2_000 + LEASE + 1, LEASE, 10)).toHaveLength(1);
      });

      it('sends at once after a crash what was being sent to the targets that are named, and nothing else', async () => {
        await turn({ ...handOver() });
        const targets = [...WEB, 'desk:console'];
        expect(await store.takeOutbox(targets, NOW, LEASE, 10)).toHaveLength(2);
        expect(await store.takeOutbox(targets, NOW, LEASE, 10)).toEqual([]);
        await store.freeLeases(WEB);
        expect((await store.takeOutbox(targets, NOW, LEASE, 10)).map(({ target }) => target)).toEqual(WEB);
      });

      it('keeps a message that cannot be sent for staff to see, never shows it, and goes on with the next', async () => {
        const { id } = await turn({ messages: [{ author: 'bot', visibility: 'all', text: 'refused' }, { author: 'bot', visibility: 'all', text: 'next' }] });
        const [item] = await store.takeOutbox(WEB, NOW, LEASE, 10);
        if (item) await store.settleOutbox(item, { kind: 'failed' }, NOW);
        expect(await show()).toEqual(['sent']);
        expect((await store.visibleMessages(id, 1, 10)).map(({ text }) => text)).toEqual(['next']);
        expect((await store.transcript(id, 10))[1]?.message.status).toBe('failed');
      });

      it("withholds a bot's words that were waiting when a person took over, and keeps the agent's", async () => {
        const { id } = await turn(handOver());
        await store.update(id, (now) => ({ ownership: transition(now, { kind: 'claim', agentId: 'a' }), agentName: '陈', ...says('陈 接手', 'system') }), NOW);
        await store.update(id, () => says('您好，我是陈', 'agent'), NOW);
        expect(await show()).toEqual(['sent']);
        expect(await show()).toEqual(['sent']);
        expect((await store.visibleMessages(id, 1, 10)).map(({ text }) => text)).toEqual(['陈 接手', '您好，我是陈']);
        expect((await store.transcript(id, 10))[1]?.message).toMatchObject({ text: '已转人工', status: 'withheld' });
      });

      it("withholds a bot's words that were being shown at the very moment a person took over", async () => {
        const { id } = await turn(handOver());
        const [item] = await store.takeOutbox(WEB, NOW, LEASE, 10);
        await store.update(id, (now) => ({ ownership: transition(now, { kind: 'claim', agentId: 'a' }) }), NOW);
        if (!item) throw new Error('nothing to send');
        expect(await store.settleOutbox(item, { kind: 'show' }, NOW)).toBe('withheld');
        expect(await store.visibleMessages(id, 1, 10)).toEqual([]);
      });

      it('never shows a note', async () => {
        const { id } = await turn({});
        await store.update(id, () => ({ messages: [{ author: 'agent', visibility: 'staff', text: '客户很着急' }] }), NOW);
        expect(await show()).toEqual([]);
        expect((await store.visibleMessages(id, 0, 10)).map(({ text }) => text)).toEqual(['退款什么时候到账']);
        expect((await store.transcript(id, 10)).map(({ message }) => message.text)).toContain('客户很着急');
      });

      it('gives each message one cursor, so that a stream resumes with exactly what it has not seen', async () => {
        const { id } = await turn(says('answer'));
        await store.accept(hello({ externalId: 'second-message', text: 'meanwhile' }), NOW);
        await show();
        const all = await store.visibleMessages(id, 0, 10);
        expect(all.map(({ cursor }) => cursor)).toEqual([1, 2, 3]);
        expect(all.map(({ text }) => text)).toEqual(['退款什么时候到账', 'meanwhile', 'answer']);
        expect((await store.visibleMessages(id, 1, 1)).map(({ text }) => text)).toEqual(['meanwhile']);
      });
    });

    describe('changing', () => {
      it('lets one of two claims win', async () => {
        const { id } = await turn(handOver());
        const claim = (agentId: string) => store.update(id, (now) => ({ ownership: transition(now, { kind: 'claim', agentId }), touchHandover: { claimed: true } }), NOW);
        const results = await Promise.allSettled([claim('a'), claim('b')]);
        expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
      });

      it('takes the same command once', async () => {
        const { id } = await turn({});
        const command = () => store.update(id, () => says('hi', 'agent'), NOW, { by: 'chen', id: 'cmd-1', content: 'hi' });
        await Promise.all([command(), command()]);
        // Also when it would be refused by now: the sender only missed the answer.
        await store.update(id, () => expect.fail('decided again'), NOW, { by: 'chen', id: 'cmd-1', content: 'hi' });
        await expect(store.update(id, () => says('bye', 'agent'), NOW, { by: 'chen', id: 'cmd-1', content: 'bye' })).rejects.toMatchObject({ code: 'conflict' });
        expect((await store.transcript(id, 10)).filter(({ message }) => message.text === 'hi')).toHaveLength(1);
      });

      it('says when there is no such conversation, and writes nothing when nothing is decided', async () => {
        await expect(store.update('nobody', () => ({}), NOW)).rejects.toMatchObject({ code: 'not_found' });
        const { id } = await turn({});
        expect(await store.update(id, () => undefined, NOW)).toMatchObject({ lastSeq: 1 });
      });

      it('ends a handover, keeps its history, and opens a new segment when the customer comes back', async () => {
        const { id } = await turn(handOver());
        await store.update(id, (now) => ({ ownership: transition(now, { kind: 'close' }), touchHandover: { ended: 'closed' }, close: { reason: 'resolved', by: '陈' } }), NOW + 1);
        expect(await store.openHandovers()).toEqual([]);
        expect(await store.handovers(id)).toMatchObject([{ outcome: 'closed', endedAt: NOW + 1 }]);
        await store.update(id, () => ({ rating: { score: 5, comment: '很好' } }), NOW + 2);
        expect(await store.conversation(id)).toMatchObject({ state: 'closed', rating: 5, ratingComment: '很好', closeReason: 'resolved', closedBy: '陈' });
        const back = await store.accept(hello({ externalId: 'next-day' }), NOW + 3);
        expect(back.conversation).toMatchObject({ state: 'bot', segment: 2, rating: undefined, closeReason: undefined });
        expect(back.message).toMatchObject({ segment: 2, seq: 4 });
        const segment = (await store.transcript(id, 10)).flatMap(({ message }) => (message.segment === 2 ? [message] : []));
        expect(segment).toMatchObject([
          { author: 'system', visibility: 'all', text: '', seq: 3, extras: { notice: { kind: 'reopened' } } },
          { author: 'customer', text: '退款什么时候到账', seq: 4 },
        ]);
        expect((await store.visibleMessages(id, 0, 10)).slice(-2).map(({ cursor, seq }) => [cursor, seq])).toEqual([[2, 3], [3, 4]]);
      });
    });

    it('lists conversations by state with the latest first, and their last words', async () => {
      await store.accept(hello({ address: 'v-1' }), NOW);
      await store.accept(hello({ address: 'v-2', externalId: 'other', text: 'second' }), NOW + 5);
      const listed = await store.conversations(['bot'], 10);
      expect(listed.map(({ address }) => address)).toEqual(['v-2', 'v-1']);
      expect(await store.conversations(['closed'], 10)).toEqual([]);
      const last = await store.lastMessages(listed.map(({ id }) => id));
      expect(last.get(store.idOf('web', 'v-2'))?.text).toBe('second');
    });

    it('takes as last words those of customer or agent, not those of the bot, notices or notes', async () => {
      const { id } = await turn({ ...handOver() });
      const last = async () => [...(await store.lastMessages([id, 'nobody']))].map(([of, { author, text }]) => [of, author, text]);
      expect(await last()).toEqual([[id, 'customer', '退款什么时候到账']]);
      await store.update(id, () => ({ messages: [{ author: 'agent', visibility: 'all', text: '您好，我是陈' }, { author: 'system', visibility: 'all', text: '陈 接手' }, { author: 'agent', visibility: 'staff', text: '客户很着急' }] }), NOW);
      expect(await last()).toEqual([[id, 'agent', '您好，我是陈']]);
      await store.accept(hello({ externalId: 'second-message', text: '好的' }), NOW);
      expect(await last()).toEqual([[id, 'customer', '好的']]);
    });

    it('tells which outside id a message came with', async () => {
      const { message } = await store.accept(hello(), NOW);
      expect(await store.externalIds([message.id])).toEqual(new Map([[message.id, 'first-message']]));
    });

    it('tells every commit, also those of another process on the same data', async () => {
      const other = await open(place);
      try {
        const heard = Promise.withResolvers<string>();
        store.subscribe(heard.resolve);
        const { conversation } = await other.accept(hello(), NOW);
        expect(await heard.promise).toBe(conversation.id);
      } finally {
        await other.close();
      }
    });

    it('says that it is there', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });
  });
}
