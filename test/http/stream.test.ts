import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerMessage, CustomerState } from '#core/protocol.ts';
import { messagesUntil, signIn, visit } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';
import { whenStored } from '../support/temp-store.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const isFrom =
  (author: CustomerMessage['author'], part = '') =>
  (message: CustomerMessage): boolean =>
    message.author === author && message.text.includes(part);

describe("a customer's event stream", () => {
  it('brings the question, the answer with its citation, and the state', async () => {
    const visitor = await visit(served.url);
    const reader = await visitor.follow();
    await visitor.say('退款多久到账', 'client-id-1');
    const [question, answer] = await messagesUntil(reader, isFrom('bot'));
    expect(question).toMatchObject({ seq: 1, author: 'customer', text: '退款多久到账', clientId: 'client-id-1' });
    expect(answer).toMatchObject({ seq: 2, citations: expect.arrayContaining([expect.objectContaining({ articleId: 'refund-time', number: 1 })]) });
    await reader.close();
  });

  it('resumes with exactly what came after the cursor, then the state, then what happens', async () => {
    const visitor = await visit(served.url);
    const first = await visitor.follow();
    for (const text of ['one', 'two', 'three']) {
      await visitor.say(text);
      await messagesUntil(first, isFrom('bot'));
    }
    await first.close();
    const whole = await visitor.follow(0);
    const all = (await whole.until(({ event }) => event === 'state')).filter(({ event }) => event === 'message').map(({ data }) => data as CustomerMessage);
    await whole.close();
    expect(all.map(({ cursor }) => cursor)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const after of [1, 4, 6, 1_000]) {
      const reader = await visitor.follow(after);
      const events = await reader.until(({ event }) => event === 'state');
      expect(events.slice(0, -1).map(({ data, id }) => [(data as CustomerMessage).id, Number(id)])).toEqual(all.filter(({ cursor }) => cursor > after).map(({ id, cursor }) => [id, cursor]));
      await reader.close();
    }
    const live = await visitor.follow(6);
    await live.until(({ event }) => event === 'state');
    await visitor.say('four');
    expect((await messagesUntil(live, isFrom('bot'))).map(({ cursor }) => cursor)).toEqual([7, 8]);
    await live.close();
  });

  it('loses nothing and doubles nothing over many broken lines', async () => {
    const visitor = await visit(served.url);
    const seen: CustomerMessage[] = [];
    for (let round = 0; round < 8; round += 1) {
      const reader = await visitor.follow(seen.at(-1)?.cursor ?? 0);
      const said = visitor.say(`message ${round}`);
      // The line breaks after any number of events, here one more each round.
      for (let events = 0; events <= round % 4; events += 1) {
        const event = await reader.next();
        if (event?.event === 'message') seen.push(event.data as CustomerMessage);
      }
      await Promise.all([reader.close(), said]);
    }
    const id = await served.conversationOf(visitor.token);
    await whenStored(served.store, async () => {
      const [conversation, transcript] = await Promise.all([served.store.conversation(id), served.store.transcript(id, 100)]);
      const isTaken = transcript.every(({ message }) => message.author !== 'customer' || message.seq <= (conversation?.handledSeq ?? 0));
      return isTaken && transcript.every(({ message }) => message.status === 'sent');
    });
    const last = await visitor.follow(seen.at(-1)?.cursor ?? 0);
    const rest = await last.until(({ event }) => event === 'state');
    seen.push(...rest.filter(({ event }) => event === 'message').map(({ data }) => data as CustomerMessage));
    await last.close();
    expect(seen.map(({ cursor }) => cursor)).toEqual(seen.map((_, i) => i + 1));
    expect(seen.filter(isFrom('customer')).map(({ text }) => text)).toEqual(Array.from({ length: 8 }, (_, i) => `message ${i}`));
  });

  it('brings a very long conversation whole to a page that reads slowly, and lets no listeners pile up', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    const visitor = await visit(served.url);
    await visitor.say('hello');
    const id = await served.conversationOf(visitor.token);
    const text = '长'.repeat(4_000);
    await served.store.update(id, () => ({ messages: Array.from({ length: 450 }, () => ({ author: 'agent' as const, visibility: 'all' as const, text })) }), served.clock.now());
    await whenStored(served.store, async () => (await served.store.visibleMessages(id, 451, 10)).length === 1);
    const reader = await visitor.follow();
    const events = await reader.until(({ event }) => event === 'state');
    await reader.close();
    process.off('warning', onWarning);
    expect(events.filter(({ event }) => event === 'message').map(({ id: cursor }) => Number(cursor))).toEqual(Array.from({ length: 452 }, (_, i) => i + 1));
    expect(warnings).toEqual([]);
  });

  it('tells every step of a handover: waiting with the place, the person, the reply, the end', async () => {
    const staff = await signIn(served.url, await served.inviteStaff('陈静', 'agent'));
    const visitor = await visit(served.url);
    const reader = await visitor.follow();
    await visitor.say('转人工');
    const waiting = await reader.until(({ event, data }) => event === 'state' && (data as CustomerState).state === 'waiting');
    expect(waiting.at(-1)?.data).toMatchObject({ state: 'waiting', place: 1 });
    const path = `/api/console/conversations/${await served.conversationOf(visitor.token)}`;
    expect((await staff.post(`${path}/claim`)).status).toBe(204);
    expect((await staff.post(`${path}/note`, { text: 'only for staff', clientId: 'note-id-1' })).status).toBe(204);
    expect((await staff.post(`${path}/typing`)).status).toBe(204);
    const typing = await reader.until(({ event }) => event === 'typing');
    expect(typing.at(-1)?.data).toEqual({ who: 'agent', name: '陈静' });
    expect((await staff.post(`${path}/reply`, { text: '您好，我是陈静', clientId: 'reply-id-1' })).status).toBe(204);
    expect((await staff.post(`${path}/reply`, { text: '您好，我是陈静', clientId: 'reply-id-1' })).status).toBe(204);
    expect((await staff.post(`${path}/close`, { reason: 'resolved' })).status).toBe(204);
    const rest = await reader.until(({ event, data }) => event === 'message' && (data as CustomerMessage).notice?.kind === 'closed');
    const after = [...waiting, ...typing, ...rest].filter(({ event }) => event === 'message').map(({ data }) => data as CustomerMessage);
    expect(after.filter(isFrom('agent')).map(({ text }) => text)).toEqual(['您好，我是陈静']);
    expect(after.flatMap(({ notice }) => notice?.kind ?? [])).toEqual(['handed_over', 'claimed', 'closed']);
    expect(JSON.stringify(after)).not.toContain('only for staff');
    await reader.close();
    const again = await visitor.follow(1_000);
    expect((await again.next())?.data).toMatchObject({ state: 'closed', canRate: true });
    await again.close();
  });
});

describe('open streams', () => {
  const streams = async (): Promise<number> => (await served.metrics.streams.get()).values[0]?.value ?? 0;

  it('are many at once, each with what is its own', async () => {
    const visitors = await Promise.all(Array.from({ length: 60 }, () => visit(served.url)));
    const readers = await Promise.all(visitors.map((visitor) => visitor.follow()));
    await Promise.all(visitors.map((visitor, i) => visitor.say(`I am number ${i}`)));
    const seen = await Promise.all(readers.map((reader) => messagesUntil(reader, isFrom('bot'))));
    expect(seen.map((messages) => messages[0]?.text)).toEqual(visitors.map((_, i) => `I am number ${i}`));
    expect(seen.every((messages) => messages.length === 2)).toBe(true);
    expect(await streams()).toBe(60);
    await Promise.all(readers.map((reader) => reader.close()));
  });

  it('leave nothing behind when their readers have gone', async () => {
    await expect.poll(streams).toBe(0);
    const before = served.listeners();
    const staff = await signIn(served.url, await served.inviteStaff('Lead', 'lead'));
    const visitor = await visit(served.url);
    await visitor.say('hello');
    const id = await served.conversationOf(visitor.token);
    const readers = [await visitor.follow(), await visitor.follow(), await staff.follow('/api/console/events'), await staff.follow(`/api/console/conversations/${id}/events`)];
    for (const reader of readers) await reader.next();
    expect(served.listeners()).toBe(before + 3);
    await Promise.all(readers.map((reader) => reader.close()));
    await expect.poll(() => served.listeners()).toBe(before);
    expect(await streams()).toBe(0);
    // Whoever still listened would look at what changes now.
    const { lastSeq = 0 } = (await served.store.conversation(id)) ?? {};
    const looks = served.looks();
    await visitor.say('is anybody there');
    await whenStored(served.store, async () => (await served.store.transcript(id, 100)).filter(({ message }) => message.seq > lastSeq && message.status === 'sent').length === 2);
    expect(served.looks()).toBe(looks);
  });

  it('of staff begin with the whole list, then bring each change and each alert', async () => {
    const staff = await signIn(served.url, await served.inviteStaff('Lead', 'lead'));
    const reader = await staff.follow('/api/console/events');
    const first = await reader.next();
    expect(first?.event).toBe('list');
    const visitor = await visit(served.url);
    await visitor.say('我要投诉');
    const events = await reader.until(({ event, data }) => event === 'conversation' && (data as { state: string }).state === 'waiting');
    expect(events.at(-1)?.data).toMatchObject({ state: 'waiting', reason: 'complaint', priority: 'high' });
    const alert = events.find(({ event }) => event === 'alert') ?? (await reader.until(({ event }) => event === 'alert')).at(-1);
    expect(alert?.data).toMatchObject({ kind: 'handover' });
    await reader.close();
  });
});

it('none of this was a fault of the server', () => {
  expect(served.logged).toEqual([]);
});
