import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxItem, ShownItem, Store } from '#core/ports/store.ts';
import { transition } from '#core/transition.ts';

/** An implementation of the store, as the contract needs it. `open` opens the same data again and again. */
export type OutboxUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<{ readonly store: Store }>;
};

const NOW = 1_800_000_000_000;
const LEASE = 10_000;
const PUSH = ['channel:push'];
const WEB = ['channel:web'];

const textOf = ({ content }: OutboxItem): string => (content.kind === 'message' || content.kind === 'edit' ? `${content.kind === 'edit' ? 'edit of ' : ''}${content.message.text}` : content.kind);
const told = (shown: readonly ShownItem[]): string[] => shown.map((one) => ('item' in one ? `${textOf(one.item)} ${one.became}` : 'put off'));

/** What a store promises of steps of the outbox that come at the same moment. */
export function describeOutboxGroups({ name, createPlace, open }: OutboxUnderTest): void {
  describe(`${name} keeps its promises to those who ask at the same moment`, () => {
    let here: Store;
    let there: Store;
    beforeEach(async () => {
      const place = await createPlace();
      here = (await open(place)).store;
      there = (await open(place)).store;
    });
    afterEach(async () => {
      await here.close();
      await there.close();
    });
    const say = async (who: string, texts: readonly string[], { channel = 'push', author = 'bot' as 'bot' | 'agent' } = {}): Promise<string> => {
      const { conversation } = await here.accept({ channel, address: who, externalId: crypto.randomUUID(), text: '在吗', language: 'zh' }, NOW);
      await here.update(conversation.id, () => ({ messages: texts.map((text) => ({ author, visibility: 'all' as const, text })) }), NOW);
      return conversation.id;
    };
    const takeOver = (id: string) => here.update(id, (now) => ({ ownership: transition(transition(now, { kind: 'hand_over' }), { kind: 'claim', agentId: 'a' }), agentName: '陈' }), NOW);
    const seen = async (id: string): Promise<string[]> => (await here.visibleMessages(id, 1, 100)).filter(({ author }) => author !== 'customer').map(({ text, cursor }) => `${text} ${cursor}`);

    it('what stood behind something is taken when that is settled, and nothing that is still held', async () => {
      await say('v-1', ['one', 'two']);
      await say('v-2', ['held', 'behind it']);
      const [one] = await here.takeOutbox(PUSH, NOW, LEASE, 10);
      const [became, next] = await Promise.all([here.settleOutbox(one!, { kind: 'sent' }, NOW), here.takeOutbox(PUSH, NOW, LEASE, 10)]);
      expect([became, next.map(textOf)]).toEqual(['sent', ['two']]);
      expect(await there.takeOutbox(PUSH, NOW, LEASE, 10)).toEqual([]);
    });

    it('each hears what became of its own, and one that fails takes no other with it', async () => {
      const ids = [await say('v-1', ['a', 'a2']), await say('v-2', ['b', 'b2']), await say('v-3', ['c', 'c2'])];
      const [a, b, c] = await here.takeOutbox(PUSH, NOW, LEASE, 10);
      const results = await Promise.allSettled([
        here.settleOutbox(a!, { kind: 'sent' }, NOW),
        // A time that no database keeps.
        here.settleOutbox(b!, { kind: 'sent' }, Number.NaN),
        here.settleOutbox(c!, { kind: 'retry', at: NOW + 500 }, NOW),
        here.takeOutbox(PUSH, NOW, LEASE, 10),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect(results.map((result) => (result.status === 'fulfilled' ? (typeof result.value === 'string' ? result.value : result.value.map(textOf)) : ''))).toEqual(['sent', '', 'waiting', ['a2']]);
      expect(await Promise.all(ids.map(seen))).toEqual([['a 2'], [], []]);
      // Nothing of the failure was written: it is still held by whom it was, and can be settled yet.
      expect(await there.checkOutbox(b!, NOW)).toBe('go');
      expect(await here.settleOutbox(b!, { kind: 'sent' }, NOW)).toBe('sent');
      expect(await seen(ids[1]!)).toEqual(['b 2']);
    });

    it('everything that pages fetch is shown in its order, in one step', async () => {
      const first = await say('v-1', ['one', 'two', 'three'], { channel: 'web' });
      const second = await say('v-2', ['other'], { channel: 'web', author: 'agent' });
      const [said] = await here.transcript(second, 1);
      await here.update(second, () => ({ edits: [{ messageId: said!.message.id, change: { kind: 'text', text: 'changed' } }] }), NOW);
      await say('v-3', ['pushed']);
      const shown = await here.showOutbox(WEB, NOW, 100);
      expect(told(shown).toSorted()).toEqual(['changed sent', 'edit of changed sent', 'one sent', 'three sent', 'two sent']);
      expect(await Promise.all([seen(first), seen(second)])).toEqual([['one 2', 'two 3', 'three 4'], ['changed 2']]);
      expect([await here.showOutbox(WEB, NOW, 100), await here.takeOutbox(WEB, NOW, LEASE, 10)]).toEqual([[], []]);
    });

    it("a bot's words that waited while a person took over are not shown, an agent's are, whoever asked when", async () => {
      const id = await say('v-1', ['bot'], { channel: 'web' });
      await takeOver(id);
      await say('v-1', ['agent'], { channel: 'web', author: 'agent' });
      const racing = await say('v-2', ['racing'], { channel: 'web' });
      const [shown] = await Promise.all([here.showOutbox(WEB, NOW, 100), takeOver(racing)]);
      expect(told(shown)).toEqual(expect.arrayContaining(['bot withheld', 'agent sent']));
      expect(await seen(id)).toEqual([expect.stringMatching(/^agent /)]);
      const [was] = (await here.transcript(racing, 10)).filter(({ message }) => message.author === 'bot');
      expect(await seen(racing)).toHaveLength(was?.message.status === 'sent' ? 1 : 0);
    });

    it('what somebody holds is not shown, nor what stands behind it', async () => {
      const id = await say('v-1', ['held', 'behind it'], { channel: 'web' });
      await there.takeOutbox(WEB, NOW, LEASE, 10);
      expect(await here.showOutbox(WEB, NOW, 100)).toEqual([]);
      expect(told(await here.showOutbox(WEB, NOW + LEASE + 1, 100))).toEqual(['held sent', 'behind it sent']);
      expect(await seen(id)).toEqual(['held 2', 'behind it 3']);
    });

    it('two processes show everything once between them', async () => {
      const ids: string[] = [];
      for (let who = 0; who < 12; who++) ids.push(await say(`v-${who}`, ['one', 'two'], { channel: 'web' }));
      const heard: string[] = [];
      here.subscribe((id, news) => news === 'sent' && heard.push(id));
      const both = await Promise.all([here.showOutbox(WEB, NOW, 100), there.showOutbox(WEB, NOW, 100), here.showOutbox(WEB, NOW, 100), there.showOutbox(WEB, NOW, 100)]);
      const left = [...(await here.showOutbox(WEB, NOW, 100))];
      expect([...both.flat(), ...left]).toHaveLength(24);
      for (const id of ids) expect(await seen(id)).toEqual(['one 2', 'two 3']);
      const mine = [...both[0], ...both[2], ...left].flatMap((one) => ('item' in one ? one.item.conversationId : []));
      expect(new Set(heard)).toEqual(new Set(mine));
    });
  });
}
