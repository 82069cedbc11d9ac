import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '#adapters/web/widget/api.ts';
import { createConnection } from '#adapters/web/widget/connection.ts';
import type { Connection } from '#adapters/web/widget/connection.ts';
import { createMemoryStore } from '#adapters/web/widget/storage.ts';
import type { KeyValueStore } from '#adapters/web/widget/storage.ts';
import { createFakeServer } from './fake-server.ts';
import type { FakeServer } from './fake-server.ts';

const identity = (sub: string): string => `h.${btoa(JSON.stringify({ sub }))}.s`;
const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const textsOf = (connection: Connection): string[] => connection.view().transcript.messages.map(({ text }) => text);

describe('the customer’s connection', () => {
  let server: FakeServer;
  let store: KeyValueStore;
  let ids = 0;
  const connect = (who?: string): Connection => {
    const connection = createConnection({ api: server.api, store, exclusive: (step) => step(), newId: () => `client-${(ids += 1)}`, now: Date.now, random: () => 0.5 });
    connection.enter('zh', who);
    return connection;
  };
  const unreachable = (): void => {
    server.beforeSend = () => {
      throw new ApiError(0, 'no network');
    };
  };

  beforeEach(() => {
    vi.useFakeTimers();
    server = createFakeServer();
    store = createMemoryStore();
    ids = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('sends in the order of writing and hears the answer', async () => {
    const connection = connect();
    connection.send('  一 ', 'zh');
    connection.send('二', 'zh');
    connection.send('   ', 'zh');
    await settle();
    server.say('好的');
    await settle();
    expect(textsOf(connection)).toEqual(['一', '二', '好的']);
    expect(connection.view().outbox).toEqual([]);
  });

  it('sends a message once although its answer was lost on the way', async () => {
    let lost = 2;
    server.afterSend = () => {
      if ((lost -= 1) >= 0) throw new ApiError(0, 'answer lost');
    };
    const connection = connect();
    connection.send('退货', 'zh');
    await settle(10_000);
    expect(server.stored.map(({ text }) => text)).toEqual(['退货']);
    expect(textsOf(connection)).toEqual(['退货']);
    expect(connection.view().outbox).toEqual([]);
  });

  it('keeps unsent messages over a reload and sends them once', async () => {
    unreachable();
    const before = connect();
    before.send('发票', 'zh');
    await settle(100);
    before.leave();
    server.beforeSend = () => {};
    const after = connect();
    await settle();
    expect(server.stored.map(({ clientId, text }) => [clientId, text])).toEqual([['client-1', '发票']]);
    expect(textsOf(after)).toEqual(['发票']);
    expect(after.view().outbox).toEqual([]);
  });

  it('shows a message as failed after four tries and still sends it by itself', async () => {
    unreachable();
    const connection = connect();
    connection.send('保修', 'zh');
    await settle(3000);
    expect(connection.view().outbox[0]?.trouble).toBeUndefined();
    await settle(12_000);
    expect(connection.view().outbox[0]?.trouble).toBe('unreachable');
    server.beforeSend = () => {};
    connection.retry('client-1');
    await settle();
    expect(textsOf(connection)).toEqual(['保修']);
  });

  it('marks what the server refuses and goes on with the next', async () => {
    server.beforeSend = ({ text }) => {
      if (text === 'bad') throw new ApiError(400, 'Please write something.');
    };
    const connection = connect();
    connection.send('bad', 'en');
    connection.send('good', 'en');
    await settle();
    expect(textsOf(connection)).toEqual(['good']);
    expect(connection.view().outbox).toMatchObject([{ text: 'bad', trouble: 'refused', reason: 'Please write something.' }]);
    connection.discard('client-1');
    expect(connection.view().outbox).toEqual([]);
  });

  it('resumes a broken stream after the highest cursor, without loss or doubles', async () => {
    const connection = connect();
    await settle();
    server.say('一');
    server.say('二');
    await settle();
    server.breakLine();
    server.say('三');
    await settle(5000);
    expect(server.streams.map(({ cursor }) => cursor)).toEqual([0, 2]);
    expect(textsOf(connection)).toEqual(['一', '二', '三']);
  });

  it('lets go of the stream while nobody looks and misses nothing', async () => {
    const connection = connect();
    await settle();
    server.say('一');
    await settle();
    connection.rest();
    await settle(600_000);
    expect(server.streams).toHaveLength(1);
    server.say('二');
    connection.wake();
    await settle();
    expect(server.streams.map(({ cursor }) => cursor)).toEqual([0, 1]);
    expect(textsOf(connection)).toEqual(['一', '二']);
    expect(connection.view().line).toBe('up');
  });

  it('takes a line for dead that has been silent for 45 seconds', async () => {
    const connection = connect();
    await settle(30_000);
    server.write(': hi\n\n');
    await settle(44_000);
    expect(server.streams).toHaveLength(1);
    await settle(1500);
    expect(connection.view().line).toBe('down');
    await settle(2000);
    expect(server.streams).toHaveLength(2);
  });

  it('opens a session anew when it has ended, and clears what belonged to it', async () => {
    const connection = connect();
    await settle();
    server.say('旧');
    await settle();
    server.expire('t1');
    connection.send('新', 'zh');
    await settle();
    server.breakLine();
    await settle(2000);
    expect(textsOf(connection)).toEqual(['新']);
    expect(connection.view().session?.token).toBe('t2');
  });

  it('goes on with the same conversation after a reload', async () => {
    const before = connect();
    before.send('你好', 'zh');
    await settle();
    before.leave();
    const after = connect();
    await settle();
    expect(server.sessions[1]?.token).toBe('t1');
    expect(textsOf(after)).toEqual(['你好']);
  });
});

const start = (server: FakeServer, store: KeyValueStore, who?: string): Connection => {
  const connection = createConnection({ api: server.api, store, exclusive: (step) => step(), newId: () => 'client-1', now: Date.now, random: () => 0.5 });
  connection.enter('en', who);
  return connection;
};

describe('who the visitor is', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends as the customer who has just signed in what was still on its way', async () => {
    const server = createFakeServer();
    server.beforeSend = () => {
      throw new ApiError(0, 'no network');
    };
    const connection = start(server, createMemoryStore());
    connection.send('hello', 'en');
    await settle();
    server.beforeSend = () => {};
    connection.enter('en', identity('c-1001'));
    await settle();
    expect(server.sessions[1]).toEqual({ language: 'en', identity: identity('c-1001') });
    expect(textsOf(connection)).toEqual(['hello']);
    expect(server.stored).toHaveLength(1);
  });

  it('leaves alone what somebody unknown once wrote in this browser', async () => {
    const server = createFakeServer();
    const store = createMemoryStore();
    server.beforeSend = () => {
      throw new ApiError(0, 'no network');
    };
    const first = start(server, store);
    first.send('not yours', 'en');
    await settle();
    first.leave();
    server.beforeSend = () => {};
    const second = start(server, store, identity('c-1001'));
    await settle(60_000);
    expect(second.view().outbox).toEqual([]);
    expect(server.stored).toEqual([]);
  });

  it('shows nothing of one customer to the next', async () => {
    const server = createFakeServer();
    const store = createMemoryStore();
    const connection = start(server, store, identity('c-1001'));
    connection.send('private', 'en');
    await settle();
    connection.enter('en', identity('c-1002'));
    expect(textsOf(connection)).toEqual([]);
    await settle();
    expect(server.sessions[1]).toEqual({ language: 'en', identity: identity('c-1002') });
    connection.enter('en', undefined, true);
    await settle();
    expect(server.sessions[2]).toEqual({ language: 'en' });
    expect(textsOf(connection)).toEqual([]);
  });

  it('drops what one customer had not sent when another comes', async () => {
    const server = createFakeServer();
    server.beforeSend = () => {
      throw new ApiError(0, 'no network');
    };
    const connection = start(server, createMemoryStore(), identity('c-1001'));
    connection.send('private', 'en');
    await settle();
    connection.enter('en', identity('c-1002'));
    server.beforeSend = () => {};
    await settle(60_000);
    expect(server.stored).toEqual([]);
    expect(connection.view().outbox).toEqual([]);
  });

  it('counts visitors, so that a draft of one is not shown to the next, and not a renewed statement about the same one', async () => {
    const connection = start(createFakeServer(), createMemoryStore(), identity('c-1001'));
    const visits = [connection.view().visitor];
    for (const [who, signedOut] of [[identity('c-1001'), false], [identity('c-1002'), false], [undefined, true], [undefined, true]] as const) {
      connection.enter('en', who, signedOut);
      await settle();
      visits.push(connection.view().visitor);
    }
    expect(visits).toEqual([0, 0, 1, 2, 3]);
  });

  it('serves somebody unknown when the page’s statement is refused', async () => {
    const server = createFakeServer();
    const { openSession } = server.api;
    const api = {
      ...server.api,
      openSession: (body: Parameters<typeof openSession>[0]) => (body.identity ? Promise.reject(new ApiError(401, 'forged')) : openSession(body)),
    };
    const connection = start({ ...server, api }, createMemoryStore(), identity('c-1001'));
    await settle();
    expect(server.sessions).toEqual([{ language: 'en' }]);
    expect(connection.view().session?.token).toBe('t1');
  });
});
