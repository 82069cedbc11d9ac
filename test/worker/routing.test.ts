import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeskCommands } from '#core/desk-commands.ts';
import { OFFER_TIMERS } from '#core/desk/offer-timer.ts';
import { policySchema, type Policy } from '#core/policy.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import { routingTimers } from '#core/routing/routing-timers.ts';
import { routingSettingsSchema } from '#core/routing/settings.ts';
import { EVERYBODY_SERVES } from '#core/routing/staff-plan.ts';
import { timeLimitsSchema } from '#core/time-limits/limits.ts';
import { transition } from '#core/transition.ts';
import type { Pump } from '#worker/pump.ts';
import { createRoutingWorker } from '#worker/routing.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTimerWorker } from '#worker/timers.ts';
import { openTempStore, type TempStore } from '../support/temp-store.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

const idle: Pump = { kick: () => undefined, stop: () => Promise.resolve() };
const MINUTE = 60_000;

let temp: TempStore;
let clock: TestClock;
let policy: Policy;
let desk: DeskSink;
let stops: (() => Promise<void>)[];
let errors: unknown[];
let chen: Staff;
let wu: Staff;

const settings = (given: object): void => {
  policy = { ...policy, routing: routingSettingsSchema.parse(given) };
};
const startProcess = (): void => {
  const onError = (error: unknown): void => void errors.push(error);
  const routing = createRoutingWorker({ stopwatch: () => 0, store: temp.store, routing: temp.routing, clock, staff: temp.access.staff, policy: () => policy, plan: () => EVERYBODY_SERVES, onRouted: () => undefined, onError });
  temp.routing.onPresence(() => routing.kick());
  const timers = createTimerWorker({ timers: temp.timers, clock, handlers: { ...OFFER_TIMERS, ...routingTimers(() => policy) }, onFired: () => undefined, onError });
  stops.push(startWorker(temp.store, clock, { turns: idle, outbox: idle, timers, routing }));
};

beforeEach(async () => {
  clock = createTestClock();
  policy = {
    ...policySchema.parse({
      rules: [{ id: 'asks', when: { signal: 'person' }, reason: 'asked', priority: 'normal', team: 'service', firstReplyMinutes: 10 }],
      teams: { service: { name: { zh: '客服', en: 'Service' }, hours: { from: '00:00', to: '24:00' } } },
      timeZone: 'Asia/Shanghai',
    }),
    timeLimits: timeLimitsSchema.parse({ limits: [{ id: 'all', nextReply: '10 min' }] }),
  };
  temp = await openTempStore(() => policy);
  [errors, stops] = [[], []];
  chen = await temp.access.addStaff('陈晨', 'agent', clock.now());
  wu = await temp.access.addStaff('吴迪', 'agent', clock.now());
  desk = createDeskCommands(temp.store, clock, { policy: () => policy, staff: temp.access.staff, article: () => Promise.resolve(undefined) });
  startProcess();
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await temp.close();
  expect(errors).toEqual([]);
});

const choose = (who: Staff, how: 'available' | 'busy' | 'away') => temp.routing.choose(who.id, how, clock.now(), clock.now() + 24 * 60 * MINUTE);
const say = async (address: string, text: string): Promise<string> => (await temp.store.accept({ channel: 'web', address, externalId: `${address} ${text}`, text, language: 'zh' }, clock.now())).conversation.id;
const handOver = async (address: string): Promise<string> => {
  const id = await say(address, '转人工');
  await temp.store.update(id, (now) => ({ handledSeq: now.lastSeq, ownership: transition(now, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'asks', words: [], priority: 'normal', team: 'service', dueAt: clock.now() + 10 * MINUTE } }), clock.now());
  return id;
};
const look = (id: string) => temp.store.conversation(id);
/** Resolves when the conversation is so; the clock goes on meanwhile, a second at a time. */
const until = async (id: string, holds: (now: NonNullable<Awaited<ReturnType<typeof look>>>) => boolean): Promise<void> => {
  for (let i = 0; i < 400; i += 1) {
    const now = await look(id);
    if (now && holds(now)) return;
    clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`It has not come so far: ${JSON.stringify(await look(id))}`);
};
const isWith = (id: string, who: Staff) => until(id, ({ agentId }) => agentId === who.id);
/** The clock goes on, and everything that falls due happens. */
const pass = async (ms: number): Promise<void> => {
  for (let gone = 0; gone < ms; gone += 5_000) {
    clock.advance(5_000);
    for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve));
  }
};
const notices = async (id: string) => (await temp.store.transcript(id, 100)).flatMap(({ message: { extras } }) => (extras.notice?.kind === 'routed' ? [`${extras.notice.what} ${extras.notice.agentName}`] : extras.notice ? [extras.notice.kind] : []));

describe('waiting conversations', () => {
  it('wait for whoever takes them, as long as nobody says that they are there', async () => {
    const id = await handOver('v-1');
    await pass(5_000);
    await desk.claim(id, chen);
    expect(await look(id)).toMatchObject({ state: 'human', agentId: chen.id });
    expect(await notices(id)).toEqual(['claimed']);
  });

  it('are given to whoever becomes available, at once, with the reason for staff', async () => {
    const id = await handOver('v-1');
    await choose(chen, 'available');
    await isWith(id, chen);
    expect(await look(id)).toMatchObject({ state: 'human', epoch: 3, agentName: '陈晨', desk: { assigned: { until: expect.any(Number), because: { en: 'has the least to do; free 5 of 5' } } } });
    expect(await notices(id)).toEqual(['claimed', 'assigned 陈晨']);
  });

  it('come in the order of the queue, as many as somebody may have, and the next when one is closed', async () => {
    settings({ capacity: 2 });
    const ids: string[] = [];
    for (const address of ['v-1', 'v-2', 'v-3']) {
      ids.push(await handOver(address));
      clock.advance(1_000);
    }
    await temp.store.update(ids[2] ?? '', () => ({ customer: { name: '林晓岚', tier: 'vip' } }), clock.now());
    await pass(10 * MINUTE);
    await choose(chen, 'available');
    await isWith(ids[2] ?? '', chen);
    await isWith(ids[0] ?? '', chen);
    expect(await look(ids[1] ?? '')).toMatchObject({ state: 'waiting' });
    await desk.close(ids[0] ?? '', chen, 'resolved');
    await until(ids[1] ?? '', ({ agentId }) => agentId === chen.id);
  });

  it('are shared between colleagues, each once, by several processes', async () => {
    startProcess();
    startProcess();
    await choose(chen, 'available');
    await choose(wu, 'available');
    const ids = await Promise.all(Array.from({ length: 8 }, (_, i) => handOver(`v-${i}`)));
    for (const id of ids) await until(id, ({ state }) => state === 'human');
    const loads = await temp.routing.loads();
    expect([loads.get(chen.id)?.count, loads.get(wu.id)?.count]).toEqual([4, 4]);
    for (const id of ids) expect((await look(id))?.epoch).toBe(3);
  });

  it('with a promised call become somebody\'s when it is due, and nobody\'s before', async () => {
    const id = await handOver('v-1');
    const callback = { way: 'phone', contact: '13800138000', from: clock.now() + 5 * MINUTE, until: clock.now() + 35 * MINUTE, isTimed: true, askedAt: clock.now(), consentAt: clock.now(), tries: [] } as const;
    await temp.store.update(id, () => ({ touchHandover: { callback } }), clock.now());
    await choose(chen, 'available');
    await pass(4 * MINUTE);
    expect(await look(id)).toMatchObject({ state: 'waiting' });
    await isWith(id, chen);
    expect(clock.now()).toBeGreaterThanOrEqual(callback.from);
    expect((await temp.store.handovers(id)).at(-1)?.callback?.ended).toBeUndefined();
    await desk.callbackDone(id, chen);
    await desk.close(id, chen, 'resolved');
  });

  it('come back to whoever had this customer', async () => {
    const id = await handOver('v-1');
    await desk.claim(id, wu);
    await desk.reply(id, wu, '您好', 'command-1');
    await desk.handBack(id, wu);
    await choose(chen, 'available');
    await choose(wu, 'available');
    await say('v-1', '转人工');
    await temp.store.update(id, (now) => ({ ownership: transition(now, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'asks', words: [], priority: 'normal', team: 'service', dueAt: clock.now() } }), clock.now());
    await until(id, ({ agentId }) => agentId === wu.id);
  });
});

describe('a conversation that was given to somebody', () => {
  it('goes to the next person when it is not opened in time, and whoever let it pass counts as away', async () => {
    const id = await handOver('v-1');
    await choose(chen, 'available');
    await isWith(id, chen);
    await choose(wu, 'available');
    await until(id, ({ agentId }) => agentId === wu.id);
    expect(await notices(id)).toEqual(['claimed', 'assigned 陈晨', 'released', 'late 陈晨', 'claimed', 'assigned 吴迪']);
    expect((await temp.routing.presence()).find(({ staffId }) => staffId === chen.id)).toMatchObject({ chosen: 'away' });
  });

  it('stays once it was opened, or answered', async () => {
    const [one, two] = [await handOver('v-1'), await handOver('v-2')];
    await choose(chen, 'available');
    await isWith(one, chen);
    await isWith(two, chen);
    await desk.opened(one, chen);
    await desk.reply(two, chen, '您好', 'command-1');
    await pass(5 * MINUTE);
    expect([await look(one), await look(two)]).toMatchObject([{ agentId: chen.id, epoch: 3 }, { agentId: chen.id, epoch: 3 }]);
    expect((await temp.timers.ofConversation(one)).filter(({ key }) => key.startsWith('routing'))).toEqual([]);
    expect((await temp.timers.ofConversation(two)).filter(({ key }) => key.startsWith('routing'))).toEqual([]);
  });

  it('goes back to the queue with a word to the customer when its owner goes silent', async () => {
    const id = await handOver('v-1');
    await choose(chen, 'available');
    await isWith(id, chen);
    await desk.reply(id, chen, '您好', 'command-1');
    await choose(chen, 'away');
    await pass(10 * MINUTE);
    expect(await look(id)).toMatchObject({ agentId: chen.id });
    await say('v-1', '还在吗');
    await pass(4 * MINUTE);
    expect(await look(id)).toMatchObject({ agentId: chen.id });
    await until(id, ({ state }) => state === 'waiting');
    expect((await notices(id)).slice(-2)).toEqual(['released', 'silent 陈晨']);
    expect(await temp.store.visibleMessages(id, 0, 10)).not.toContainEqual(expect.objectContaining({ extras: { notice: expect.objectContaining({ kind: 'routed' }) } }));
  });

  it('stays with an owner whose console could not report while nothing ran or the clock was wrong, until it is sure that they left', async () => {
    const id = await handOver('v-1');
    await temp.routing.choose(chen.id, 'available', clock.now(), clock.now() + 90_000);
    await isWith(id, chen);
    await desk.reply(id, chen, '您好', 'command-1');
    await say('v-1', '还在吗');
    for (const stop of stops.splice(0)) await stop();
    clock.jump(20 * MINUTE);
    startProcess();
    await pass(60_000);
    expect(await look(id)).toMatchObject({ agentId: chen.id });
    await temp.routing.seen([chen.id], clock.now() + 90_000);
    await pass(60_000);
    clock.jump(60 * MINUTE);
    await pass(60_000);
    expect(await look(id)).toMatchObject({ agentId: chen.id });
    await until(id, ({ state }) => state === 'waiting');
    expect((await notices(id)).slice(-2)).toEqual(['released', 'silent 陈晨']);
  });

  it('stays unopened when only a colleague has written a note', async () => {
    const id = await handOver('v-1');
    await choose(chen, 'available');
    await isWith(id, chen);
    await desk.note(id, wu, '老客户', 'command-1');
    await until(id, ({ state }) => state === 'waiting');
    expect((await notices(id)).slice(-2)).toEqual(['released', 'late 陈晨']);
  });

  it('does not come straight back to whoever has put it back or passed it to a team', async () => {
    const id = await handOver('v-1');
    await choose(chen, 'available');
    await isWith(id, chen);
    await desk.reply(id, chen, '您好', 'command-1');
    await desk.release(id, chen);
    await pass(MINUTE);
    expect(await look(id)).toMatchObject({ state: 'waiting' });
    await choose(wu, 'available');
    await isWith(id, wu);
    await desk.reply(id, wu, '您好', 'command-2');
    await desk.transfer(id, wu, { team: 'service' });
    await pass(MINUTE);
    expect(await look(id)).toMatchObject({ state: 'waiting' });
    // Better somebody who has had it than nobody.
    await isWith(id, chen);
  });

  it('stays with an owner who is away until its customer should be called, and no longer', async () => {
    const id = await handOver('v-1');
    await choose(chen, 'available');
    await isWith(id, chen);
    await desk.opened(id, chen);
    const from = clock.now() + 30 * MINUTE;
    await temp.store.update(id, () => ({ touchHandover: { callback: { way: 'phone', contact: '13800138000', from, until: from + 30 * MINUTE, isTimed: true, askedAt: clock.now(), consentAt: clock.now(), tries: [] } } }), clock.now());
    await choose(chen, 'away');
    await pass(34 * MINUTE);
    expect(await look(id)).toMatchObject({ agentId: chen.id });
    await until(id, ({ state }) => state === 'waiting');
  });

  it('stays with an owner who is busy, however long the customer waits', async () => {
    const id = await handOver('v-1');
    await choose(chen, 'busy');
    await desk.claim(id, chen);
    await say('v-1', '还在吗');
    await pass(30 * MINUTE);
    expect(await look(id)).toMatchObject({ agentId: chen.id });
  });
});

describe('where conversations are offered', () => {
  beforeEach(() => settings({ assign: 'offer', acceptSeconds: 30 }));
  const offeredTo = (id: string, who: Staff) => until(id, ({ desk: state }) => state?.offer?.to.id === who.id);

  it('one waits until it is accepted, and belongs to whoever accepts', async () => {
    const id = await handOver('v-1');
    await choose(chen, 'available');
    await offeredTo(id, chen);
    expect(await look(id)).toMatchObject({ state: 'waiting', epoch: 2 });
    await expect(desk.accept(id, wu)).rejects.toMatchObject({ code: 'not_allowed_now' });
    await desk.accept(id, chen);
    expect(await look(id)).toMatchObject({ state: 'human', agentId: chen.id, epoch: 3 });
    expect(await notices(id)).toEqual(['offered 陈晨', 'claimed']);
  });

  it('one goes to the next person when it is declined, not answered, or its colleague goes away', async () => {
    const id = await handOver('v-1');
    await choose(chen, 'available');
    await offeredTo(id, chen);
    await choose(wu, 'available');
    await desk.decline(id, chen);
    await offeredTo(id, wu);
    await choose(wu, 'away');
    await until(id, ({ desk: state }) => state?.offer === undefined);
    expect(await notices(id)).toEqual(['offered 陈晨', 'declined 陈晨', 'offered 吴迪', 'away 吴迪']);
    await until(id, ({ desk: state }) => state?.offer?.to.id === chen.id);
    await until(id, ({ desk: state }) => state?.offer === undefined);
    expect((await notices(id)).at(-1)).toBe('late 陈晨');
    expect((await temp.routing.presence()).find(({ staffId }) => staffId === chen.id)).toMatchObject({ chosen: 'away' });
  });

  it('one can be taken by anybody meanwhile', async () => {
    const id = await handOver('v-1');
    await choose(chen, 'available');
    await offeredTo(id, chen);
    await desk.claim(id, wu);
    await expect(desk.accept(id, chen)).rejects.toMatchObject({ code: 'not_allowed_now' });
    expect(await temp.routing.offeredTo([chen.id])).toEqual([]);
  });
});
