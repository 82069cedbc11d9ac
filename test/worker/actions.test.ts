import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actionSchema, type ActionDefinition } from '#core/actions/definition.ts';
import type { ActionCall } from '#core/actions/state.ts';
import { EMPTY_MEMORY } from '#core/conversation.ts';
import type { Store } from '#core/ports/store.ts';
import { transition } from '#core/transition.ts';
import { createHttpCaller } from '#adapters/shop/http-caller.ts';
import { createActionWorker } from '#worker/actions.ts';
import type { Pump } from '#worker/pump.ts';
import { startWorker } from '#worker/start-worker.ts';
import { type FakeEndpoint, startFakeEndpoint } from '../adapters/shop/fake-endpoint.ts';
import { COMPANY } from '../core/samples.ts';
import { POLICY } from '../core/decide-on.ts';
import { openTempStore, type TempStore, whenStored } from '../support/temp-store.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

const ACTION = actionSchema.parse({
  id: 'cancel',
  name: { zh: '取消', en: 'Cancel' },
  starts: {},
  effect: true,
  confirm: { zh: '取消 {order}？', en: 'Cancel {order}?' },
  needs: [{ id: 'order', fact: 'order', ask: { zh: '单号？', en: 'Number?' } }],
  call: { method: 'POST', url: '${ACTION_URL}/{order}', body: { order: '{order}' }, timeoutSeconds: 0.3, retries: 2 },
  answers: [
    { status: 200, body: { type: 'object', required: ['number'], properties: { number: { type: 'string' } } }, same: { order: 'number' }, say: [{ text: { zh: '{answer.number} 已取消', en: '{answer.number} is cancelled' } }] },
    { status: 409, say: [{ text: { zh: '{order} 太晚了', en: '{order} is too late' } }] },
  ],
  failed: { zh: '没有确认', en: 'Not confirmed' },
  handOver: { team: 'service', firstReplyMinutes: 30 },
});
const CALL: ActionCall = { id: 'key-1', action: 'cancel', values: { order: '20261119-0284' }, language: 'zh', isFirst: false };

let temp: TempStore;
let clock: TestClock;
let endpoint: FakeEndpoint;
let errors: string[];
let workers: (() => Promise<void>)[];
let id: string;
const idle: Pump = { kick: () => undefined, stop: () => Promise.resolve() };

/** A conversation whose call has just been stored. */
async function stored(store: Store): Promise<string> {
  const { conversation, message } = await store.accept({ channel: 'web', address: 'v-1', externalId: 'm-1', text: '好的', language: 'zh' }, clock.now());
  const lease = await store.leaseTurn(clock.now(), 30_000);
  const memory = { ...EMPTY_MEMORY, action: { id: CALL.id, action: 'cancel', stage: 'calling' as const, values: CALL.values, tries: 0, at: clock.now() } };
  await store.commitTurn(lease!, { handledSeq: message.seq, memory, call: CALL }, clock.now());
  return conversation.id;
}
const start = (store: Partial<Store> = {}, actions: ReadonlyMap<string, ActionDefinition> = new Map([['cancel', ACTION]])): (() => Promise<void>) => {
  const real = temp.store;
  const worker = createActionWorker({
    store: { takeOutbox: real.takeOutbox, settleOutbox: real.settleOutbox, update: real.update, ...store },
    clock,
    caller: createHttpCaller({ variable: (name) => (name === 'ACTION_URL' ? endpoint.url : undefined) }),
    actions: () => actions,
    policy: () => POLICY,
    company: COMPANY,
    safetyPhone: '400-000-5219',
    onSettled: () => undefined,
    onError: (error) => void errors.push(String(error)),
  });
  const stop = startWorker(real, clock, { turns: idle, outbox: idle, actions: worker });
  workers.push(stop);
  return stop;
};
const said = async (): Promise<string[]> => (await temp.store.transcript(id, 100)).flatMap(({ message }) => (message.author === 'bot' ? [message.visibility === 'staff' ? `[${message.text}]` : message.text] : []));
const whenSaid = (count: number) => whenStored(temp.store, async () => (await said()).length >= count);
/** Moves the time on until so much was said: retries and patience go by the clock, the endpoint by its own. */
const moveUntilSaid = async (count: number): Promise<void> => {
  await expect.poll(async () => (clock.advance(500), (await said()).length), { timeout: 10_000, interval: 30 }).toBeGreaterThanOrEqual(count);
};
const left = () => temp.store.takeOutbox(['actions'], clock.now() + 3600_000, 1, 10);

beforeEach(async () => {
  [temp, endpoint] = await Promise.all([openTempStore(), startFakeEndpoint()]);
  clock = createTestClock();
  [errors, workers] = [[], []];
  id = await stored(temp.store);
});
afterEach(async () => {
  await Promise.all(workers.map((stop) => stop()));
  await endpoint.close();
  await temp.close();
});

describe('a call that is stored', () => {
  it('is made once, and its answer told', async () => {
    start();
    await whenSaid(1);
    expect(await said()).toEqual(['20261119-0284 已取消']);
    expect(endpoint.received).toMatchObject([{ path: '/20261119-0284', headers: { 'idempotency-key': 'key-1' } }]);
    expect((await temp.store.conversation(id))?.memory.action).toBeUndefined();
    await expect.poll(left).toEqual([]);
  });

  it('is tried again under the same key where the endpoint fails, and the customer hears that it takes a moment', async () => {
    endpoint.next.push({ status: 500 }, 'breaks');
    start();
    await moveUntilSaid(2);
    expect(await said()).toEqual(['正在为您查询办理，请稍等片刻。', '20261119-0284 已取消']);
    expect(endpoint.received.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1', 'key-1']);
  });

  it('is not done twice where the answer was lost after it was done', async () => {
    endpoint.next.push('losing');
    start();
    await moveUntilSaid(1);
    expect(await said()).toEqual(['20261119-0284 已取消']);
    expect([...endpoint.done]).toEqual([['key-1', 1]]);
    expect(endpoint.received).toHaveLength(2);
  });

  it('is given up after its tries, a person comes, and nobody says that nothing was done', async () => {
    endpoint.next.push({ status: 503 }, 'silent', { status: 500 });
    start();
    await moveUntilSaid(4);
    expect((await said())[1]).toBe('没有确认');
    expect((await said()).at(-1)).toMatch(/^\[.*可能已经生效/);
    expect(await temp.store.conversation(id)).toMatchObject({ state: 'waiting', epoch: 2 });
    expect(await temp.store.openHandovers()).toMatchObject([{ ruleId: 'action-cancel' }]);
    expect(endpoint.received).toHaveLength(3);
  });

  it.each([['broken', 'malformed'], ['of another form', { status: 200, body: { order: 1 } }], ['about another order', { status: 200, body: { number: '20990101-0001' } }]] as const)('brings a person where the answer is %s, and says nothing of it', async (_, deed) => {
    endpoint.next.push(deed);
    start();
    await whenSaid(3);
    expect((await said())[0]).toBe('没有确认');
    expect((await said()).join()).not.toContain('20990101-0001 已取消');
    expect(endpoint.received).toHaveLength(1);
  });

  it('tells what the endpoint refuses', async () => {
    endpoint.next.push({ status: 409, body: {} });
    start();
    await whenSaid(1);
    expect(await said()).toEqual(['20261119-0284 太晚了']);
  });

  it('asks for patience once where it takes long, and then tells the answer', async () => {
    const arrived = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const worker = createActionWorker({
      store: temp.store,
      clock,
      caller: { call: async () => (arrived.resolve(), await go.promise, { status: 200, body: { number: '20261119-0284' } }) },
      actions: () => new Map([['cancel', ACTION]]),
      policy: () => POLICY,
      company: COMPANY,
      safetyPhone: '',
      onSettled: () => undefined,
      onError: (error) => void errors.push(String(error)),
    });
    workers.push(startWorker(temp.store, clock, { turns: idle, outbox: idle, actions: worker }));
    await arrived.promise;
    clock.advance(1_900);
    expect(await said()).toEqual([]);
    clock.advance(200);
    await whenSaid(1);
    clock.advance(5_000);
    go.resolve();
    await whenSaid(2);
    expect(await said()).toEqual(['正在为您查询办理，请稍等片刻。', '20261119-0284 已取消']);
  });

  it('is a note for staff where a person took over while it was made: not a word of the bot after that', async () => {
    const arrived = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    start({ update: async (...args) => (arrived.resolve(), await go.promise, temp.store.update(...args)) });
    await arrived.promise;
    await temp.store.update(id, (conversation) => ({ ownership: transition(conversation, { kind: 'claim', agentId: 'a-1' }) }), clock.now());
    go.resolve();
    await whenSaid(1);
    expect(await said()).toEqual([expect.stringMatching(/^\[.*20261119-0284 已取消\]$/)]);
  });

  it.each(['update', 'settleOutbox'] as const)('is done and told once where the worker dies before %s', async (step) => {
    const stop = start({ [step]: () => new Promise<never>(() => undefined) });
    await expect.poll(() => endpoint.done.size).toBe(1);
    if (step === 'settleOutbox') await whenSaid(1);
    // The dead worker never lets go; the next start does.
    void stop;
    workers = [];
    await temp.store.freeLeases(['actions']);
    start();
    await expect.poll(() => endpoint.received.length).toBe(2);
    await expect.poll(left).toEqual([]);
    expect(await said()).toEqual(['20261119-0284 已取消']);
    expect([...endpoint.done]).toEqual([['key-1', 1]]);
  });

  it('makes a turn in hand start afresh: it rests on the memory from before', async () => {
    await temp.store.accept({ channel: 'web', address: 'v-1', externalId: 'm-2', text: '好了吗', language: 'zh' }, clock.now());
    const lease = await temp.store.leaseTurn(clock.now(), 30_000);
    start();
    await whenSaid(1);
    await expect(temp.store.commitTurn(lease!, { handledSeq: 99, memory: lease!.conversation.memory }, clock.now())).rejects.toMatchObject({ code: 'stale_lease' });
    expect(await temp.store.leaseTurn(clock.now(), 30_000)).toMatchObject({ unhandled: [{ text: '好了吗' }] });
  });

  it('is left to a process that knows actions', async () => {
    start({}, new Map());
    clock.advance(5_000);
    expect(await left()).toHaveLength(1);
  });

  it('whose action is gone leaves nobody waiting for ever', async () => {
    start({}, new Map([['other', ACTION]]));
    await whenSaid(1);
    expect((await said())[0]).toContain('没能帮您办成');
    expect((await temp.store.conversation(id))?.memory).not.toHaveProperty('action');
    expect(endpoint.received).toEqual([]);
  });
});
