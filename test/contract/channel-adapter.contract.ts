import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatonError } from '#core/errors.ts';
import type { InboundMessage, MessageExtras } from '#core/message.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { ChannelAdapter, ChannelSink } from '#core/ports/channel-adapter.ts';
import type { Store } from '#core/ports/store.ts';
import type { SystemNotice } from '#core/protocol.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { openTempStore, type TempStore } from '../support/temp-store.ts';
import { createTestClock } from '../support/test-clock.ts';

/** A channel with somebody at its other end. */
export type ChannelHarness = {
  readonly channel: ChannelAdapter;
  /** Where that person is reached. */
  readonly address: string;
  /** The person says something, under an id of the outside world where the channel has such; resolves to how the channel answers. */
  say(text: string, outsideId?: string): Promise<'acknowledged' | 'refused'>;
  /** Everything that the person can read or press, one text per message, oldest first: resolves when there are this many. */
  read(count: number): Promise<string[]>;
  /** What is open at this moment: subscriptions, listeners, timers, streams. */
  leftOpen(): number;
  close(): Promise<void>;
};

/** A channel as its contract needs it. */
export type ChannelUnderTest = {
  readonly name: string;
  /** Do redelivered messages come with the same outside id? Where there are none, each message gets an id of its own. */
  readonly hasOutsideIds: boolean;
  /** A channel over a store; not yet started. */
  readonly create: (parts: { readonly store: Store; readonly access: AccessStore }) => Promise<ChannelHarness>;
};

const NOW = Date.UTC(2026, 10, 23, 4);
const SLOW_DISK_MS = 25;
const RICH: MessageExtras = {
  citations: [{ number: 1, articleId: 'refund-time', language: 'zh', title: '退款多久到账', headings: ['信用卡'] }],
  quickReplies: [
    { label: '没有解决我的问题', text: '没有解决我的问题' },
    { label: '转人工', text: '转人工' },
  ],
};
const NOTICES: readonly SystemNotice[] = [
  { kind: 'handed_over', reason: 'asked', open: true },
  { kind: 'claimed', agentName: '陈静' },
  { kind: 'transferred', agentName: '吴迪', from: '陈静' },
  { kind: 'joined', agentName: '林岚' },
  { kind: 'left', agentName: '林岚' },
  { kind: 'released', agentName: '吴迪', open: true },
  { kind: 'handed_back', agentName: '陈静' },
  { kind: 'reopened' },
  { kind: 'closed', by: 'agent', agentName: '陈静' },
];
const LONG = '长文字 with words, "quotes" & 😀 𠮷野家. '.repeat(200).slice(0, 3_990).toWellFormed().concat('ends here');

/** What every channel promises. */
export function describeChannel({ name, hasOutsideIds, create }: ChannelUnderTest): void {
  describe(`${name} keeps what a channel promises`, () => {
    let temp: TempStore;
    let harness: ChannelHarness;
    let accepted: InboundMessage[];
    let log: string[];
    let fault: BatonError | undefined;
    const sink: ChannelSink = {
      async accept(inbound) {
        accepted.push(inbound);
        if (fault) throw fault;
        const { message } = await temp.store.accept(inbound, NOW);
        // A slow disk: whoever acknowledges before this is over has acknowledged too early.
        await new Promise((resolve) => void setTimeout(resolve, SLOW_DISK_MS));
        log.push('stored');
        return { id: message.id, seq: message.seq, cursor: message.cursor ?? 0, at: message.at };
      },
    };
    beforeEach(async () => {
      temp = await openTempStore();
      accepted = [];
      log = [];
      fault = undefined;
      harness = await create(temp);
    });
    afterEach(async () => {
      await harness.close();
      await temp.close();
    });
    const stored = async (): Promise<string[]> =>
      (await temp.store.transcript(temp.store.idOf(harness.channel.name, harness.address), 100)).map(({ message }) => message.text);

    /** Lets the bot say something in the person's conversation, and sends it as Baton does. */
    const speak = async (messages: readonly { readonly text: string; readonly extras?: MessageExtras }[]): Promise<void> => {
      const id = temp.store.idOf(harness.channel.name, harness.address);
      await temp.store.update(id, () => ({ messages: messages.map((message) => ({ author: 'bot', visibility: 'all', ...message })) }), NOW);
      const settled = Promise.withResolvers<void>();
      let left = messages.length;
      const worker = createOutboxWorker({
        store: temp.store,
        clock: createTestClock(NOW),
        channels: new Map([[harness.channel.name, harness.channel]]),
        desks: new Map(),
        onSettled: () => {
          left -= 1;
          if (left === 0) settled.resolve();
          else worker.kick();
        },
        onError: settled.reject,
      });
      worker.kick();
      await settled.promise;
      await worker.stop();
    };

    it('has a name that can be part of an identity, and says what it can do', () => {
      expect(harness.channel.name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(['push', 'pull']).toContain(harness.channel.capabilities.delivery);
    });

    it('stores before it acknowledges', async () => {
      await harness.channel.start(sink);
      const answer = await harness.say('退款多久到账');
      log.push(answer);
      expect(log).toEqual(['stored', 'acknowledged']);
      expect(await stored()).toEqual(['退款多久到账']);
      expect(accepted).toMatchObject([{ channel: harness.channel.name, address: harness.address }]);
    });

    it.each([
      ['the disk is full', new BatonError('unavailable', 'no space', { retryAfterMs: 10 })],
      ['the text is too long', new BatonError('too_large', 'too long')],
      ['the id was used for something else', new BatonError('conflict', 'another text')],
      ['something fails inside', new BatonError('internal', 'a fault')],
    ])('does not acknowledge what is not stored, and goes on: %s', async (_, error) => {
      await harness.channel.start(sink);
      fault = error;
      expect(await harness.say('first try', 'outside-1')).toBe('refused');
      expect(await stored()).toEqual([]);
      fault = undefined;
      expect(await harness.say('first try', 'outside-1')).toBe('acknowledged');
      expect(await stored()).toEqual(['first try']);
    });

    it(hasOutsideIds ? 'hands on the same outside id unchanged, so that a message that comes again is stored once' : 'gives each message an id of its own', async () => {
      await harness.channel.start(sink);
      expect([await harness.say('好', 'outside-1'), await harness.say('好', 'outside-1'), await harness.say('好', 'outside-2')]).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
      expect(await stored()).toHaveLength(hasOutsideIds ? 2 : 3);
      expect(new Set(accepted.map(({ externalId }) => externalId)).size).toBe(hasOutsideIds ? 2 : 3);
    });

    it('hands on what is said, in order, and every character of it', async () => {
      await harness.channel.start(sink);
      const said = ['one', '😀 𠮷野家', '"quotes" & <tags> \\ % _', '٣ من فضلك'];
      for (const text of said) await harness.say(text);
      expect(accepted.map(({ text }) => text)).toEqual(said);
    });

    it('brings what is said to the customer in order', async () => {
      await harness.channel.start(sink);
      await harness.say('hello');
      const before = (await harness.read(harness.channel.capabilities.delivery === 'pull' ? 1 : 0)).length;
      await speak(Array.from({ length: 12 }, (_, i) => ({ text: `answer number ${i}.` })));
      const texts = (await harness.read(before + 12)).slice(before);
      expect(texts.map((text) => /answer number \d+/.exec(text)?.[0])).toEqual(Array.from({ length: 12 }, (_, i) => `answer number ${i}`));
    });

    it('brings choices and sources to the customer, written out where they cannot be pressed', async () => {
      await harness.channel.start(sink);
      await harness.say('退款多久到账');
      await speak([{ text: '5–7 个工作日 [1]。', extras: RICH }]);
      const shown = (await harness.read(harness.channel.capabilities.delivery === 'pull' ? 2 : 1)).at(-1) ?? '';
      for (const words of ['5–7 个工作日', '退款多久到账', '信用卡', '没有解决我的问题', '转人工']) expect(shown).toContain(words);
      if (!harness.channel.capabilities.quickReplies) expect(shown).toMatch(/1\)[^\n]*没有解决我的问题\n[^\n]*2\)[^\n]*转人工/);
    });

    it('brings every notice of the system, in words where the channel has no page of its own', async () => {
      await harness.channel.start(sink);
      await harness.say('hello');
      await speak(NOTICES.map((notice) => ({ text: '', extras: { notice } })));
      const first = harness.channel.capabilities.delivery === 'pull' ? 1 : 0;
      const shown = (await harness.read(first + NOTICES.length)).slice(first);
      expect(new Set(shown).size).toBe(NOTICES.length);
      for (const text of shown) expect(text).toMatch(/\p{L}{2}/u);
      expect(shown[1]).toContain('陈静');
    });

    it('brings a long text whole', async () => {
      await harness.channel.start(sink);
      await harness.say('hello');
      await speak([{ text: LONG }]);
      const shown = (await harness.read(harness.channel.capabilities.delivery === 'pull' ? 2 : 1)).join('');
      expect(shown).toContain(LONG.slice(0, 100));
      expect(shown).toContain('ends here');
      expect(shown.length).toBeGreaterThanOrEqual(LONG.length);
    });

    it('sends nothing to anybody but the one who is addressed', async () => {
      await harness.channel.start(sink);
      await harness.say('hello');
      const [asked] = await temp.store.transcript(temp.store.idOf(harness.channel.name, harness.address), 1);
      if (!asked) throw new Error('nothing was stored');
      // A channel that does not reach that address says so, to be tried by whoever does.
      await harness.channel.send('somebody-else', { ...asked.message, author: 'bot', text: 'a secret of somebody else' }).catch((error: unknown) => expect(error).toMatchObject({ code: 'unavailable' }));
      await speak([{ text: 'for you' }]);
      const shown = await harness.read(harness.channel.capabilities.delivery === 'pull' ? 2 : 1);
      expect(shown.at(-1)).toContain('for you');
      expect(shown.join('\n')).not.toContain('a secret');
    });

    it('takes nothing in after it has stopped, and leaves nothing open', async () => {
      const before = harness.leftOpen();
      await harness.channel.start(sink);
      await harness.say('hello');
      await harness.read(harness.channel.capabilities.delivery === 'pull' ? 1 : 0);
      await harness.channel.stop();
      expect(harness.leftOpen()).toBe(before);
      expect(await harness.say('too late')).toBe('refused');
      expect(accepted.map(({ text }) => text)).toEqual(['hello']);
      await expect(harness.channel.stop()).resolves.toBeUndefined();
    });
  });
}
