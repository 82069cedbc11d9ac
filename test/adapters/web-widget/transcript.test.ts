import { describe, expect, it } from 'vitest';
import type { CustomerMessage, CustomerState } from '#core/protocol.ts';
import { layOut } from '#adapters/web/widget/log-items.ts';
import { createOutbox } from '#adapters/web/widget/outbox.ts';
import type { OutboxItem } from '#adapters/web/widget/outbox.ts';
import { createMemoryStore } from '#adapters/web/widget/storage.ts';
import { botAwaitedUntil, countUnread, EMPTY_TRANSCRIPT, statusOf, unsent, withAccepted, withStreamed } from '#adapters/web/widget/transcript.ts';

const T0 = Date.UTC(2026, 8, 3, 12);
const message = (seq: number, rest: Partial<CustomerMessage> = {}): CustomerMessage => ({ id: `m${seq}`, seq, cursor: seq * 10, author: 'bot', text: `text ${seq}`, at: T0 + seq * 1000, ...rest });
const item = (clientId: string, rest: Partial<OutboxItem> = {}): OutboxItem => ({ clientId, text: clientId, language: 'zh', at: T0, ...rest });
const state = (rest: Partial<CustomerState> = {}): CustomerState => ({ state: 'bot', deliveredSeq: 0, peopleAvailable: true, canRate: false, ...rest });

describe('the transcript', () => {
  it('shows messages in the order of the conversation, each once, in whatever order they come', () => {
    const transcript = [message(3), message(1), message(2), message(3), message(1)].reduce(withStreamed, EMPTY_TRANSCRIPT);
    expect(transcript.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(transcript.cursor).toBe(30);
  });

  it('does not resume after an own message before the stream has brought what came earlier', () => {
    const accepted = { id: 'm5', seq: 5, cursor: 50, at: T0 };
    const transcript = withAccepted(withStreamed(EMPTY_TRANSCRIPT, message(1)), item('c'), accepted);
    expect(transcript.cursor).toBe(10);
    expect(withStreamed(transcript, message(5, { author: 'customer', clientId: 'c' })).messages.map(({ id }) => id)).toEqual(['m1', 'm5']);
  });

  it('shows an own message once while it is in the outbox and already streamed', () => {
    const transcript = withStreamed(EMPTY_TRANSCRIPT, message(1, { author: 'customer', clientId: 'a' }));
    expect(unsent(transcript, [item('a'), item('b')]).map(({ clientId }) => clientId)).toEqual(['b']);
  });

  it('calls an own message delivered once it has been taken up', () => {
    expect(statusOf(message(2, { author: 'customer' }), state({ deliveredSeq: 1 }))).toBe('sent');
    expect(statusOf(message(2, { author: 'customer' }), state({ deliveredSeq: 2 }))).toBe('delivered');
  });

  it('counts what the bot and people wrote, and news of a case, since it was last read; no notices', () => {
    const messages = [message(1), message(2, { author: 'customer' }), message(3, { author: 'agent' }), message(4, { author: 'system', notice: { kind: 'reopened' } })];
    expect(countUnread(messages, 0)).toBe(2);
    expect(countUnread(messages, 1)).toBe(1);
    expect(countUnread(messages, 4)).toBe(0);
    expect(countUnread([...messages, message(5, { author: 'system', text: '个案有进展。' })], 4)).toBe(1);
  });
});

describe('waiting for the bot', () => {
  const own = withStreamed(EMPTY_TRANSCRIPT, message(1, { author: 'customer', at: T0 }));

  it('lasts 15 seconds from the customer’s message', () => {
    expect(botAwaitedUntil(own, [], state())).toBe(T0 + 15_000);
    expect(botAwaitedUntil(EMPTY_TRANSCRIPT, [item('a')], state())).toBe(T0 + 15_000);
  });

  it('ends with an answer', () => {
    expect(botAwaitedUntil(withStreamed(own, message(2)), [], state())).toBeUndefined();
  });

  it('does not happen while a person is awaited or has the conversation', () => {
    expect(botAwaitedUntil(own, [], state({ state: 'waiting' }))).toBeUndefined();
    expect(botAwaitedUntil(own, [], state({ state: 'human' }))).toBeUndefined();
  });

  it('goes on when the message has just opened the chat again', () => {
    expect(botAwaitedUntil(withStreamed(own, message(2, { author: 'system', notice: { kind: 'reopened' } })), [], state())).toBe(T0 + 15_000);
  });
});

describe('the layout of the conversation', () => {
  it('heads each day and gathers one author’s messages within five minutes', () => {
    const day = 86_400_000;
    const items = layOut([message(1, { at: T0 }), message(2, { at: T0 + 60_000 }), message(3, { at: T0 + day })], [item('x', { at: T0 + day })]);
    expect(items.map((entry) => entry.kind)).toEqual(['day', 'message', 'message', 'day', 'message', 'unsent']);
    expect(items.filter((entry) => entry.kind === 'message').map(({ first, last }) => [first, last])).toEqual([[true, false], [false, true], [true, true]]);
  });

  it('keeps the key of an own message when the server confirms it', () => {
    const [, before] = layOut([], [item('x')]);
    const [, after] = layOut([message(1, { author: 'customer', clientId: 'x' })], []);
    expect(after?.key).toBe(before?.key);
  });
});

describe('the outbox', () => {
  it('is there after a reload, in the order of writing', () => {
    const store = createMemoryStore();
    const outbox = createOutbox(store, 'k');
    outbox.add(item('a'));
    outbox.add(item('b'));
    outbox.mark('a', 'refused', 'too long');
    expect(createOutbox(store, 'k').list()).toEqual([item('a', { trouble: 'refused', reason: 'too long' }), item('b')]);
  });

  it('forgets what arrived and keeps the rest', () => {
    const outbox = createOutbox(createMemoryStore(), 'k');
    outbox.add(item('a'));
    outbox.add(item('b'));
    outbox.remove('a');
    outbox.remove('unknown');
    expect(outbox.list().map(({ clientId }) => clientId)).toEqual(['b']);
  });

  it('clears the trouble of a message that is tried again', () => {
    const outbox = createOutbox(createMemoryStore(), 'k');
    outbox.add(item('a', { trouble: 'unreachable' }));
    outbox.mark('a');
    expect(outbox.list()).toEqual([item('a')]);
  });

  it.each(['not json', '{}', '[1, null, {"clientId": 1}]'])('survives damaged storage: %s', (saved) => {
    const store = createMemoryStore();
    store.setItem('k', saved);
    expect(createOutbox(store, 'k').list()).toEqual([]);
  });
});
