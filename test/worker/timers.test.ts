import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#core/change.ts';
import type { DueTimer } from '#core/ports/timer-store.ts';
import type { NewTimer } from '#core/timers.ts';
import { createTimerWorker } from '#worker/timers.ts';
import type { Pump } from '#worker/pump.ts';
import { startWorker } from '#worker/start-worker.ts';
import { openTempStore, type TempStore, whenStored } from '../support/temp-store.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

let temp: TempStore;
let clock: TestClock;
let stop: () => Promise<void>;
let errors: unknown[];
let late: number[];
/** What a bell does; it leaves a note unless a test says otherwise. */
let ring: (timer: Required<NewTimer>, now: number) => Change | undefined;

const idle: Pump = { kick: () => undefined, stop: () => Promise.resolve() };
const note = (text: string): Change => ({ messages: [{ author: 'system', visibility: 'staff', text }] });
const talk = async (address = 'v-1'): Promise<string> => (await temp.store.accept({ channel: 'web', address, externalId: address, text: 'hello', language: 'en' }, clock.now())).conversation.id;
const set = async (id: string, ...timers: readonly (readonly [key: string, inMs: number])[]): Promise<void> => {
  const now = clock.now();
  await temp.store.update(id, () => ({ timers: { set: timers.map(([key, ms]) => ({ key, kind: 'bell', dueAt: now + ms })) } }), now);
};
const notes = async (id: string): Promise<string[]> => (await temp.store.transcript(id, 1_000)).filter(({ message }) => message.author === 'system').map(({ message }) => message.text);
const whenNoted = (id: string, count: number): Promise<void> => whenStored(temp.store, async () => (await notes(id)).length >= count);
const start = (): void => {
  const timers = createTimerWorker({
    timers: temp.timers,
    clock,
    handlers: { bell: (timer, _conversation, _handover, now) => ring(timer, now) },
    onFired: (_timer: DueTimer, lateMs) => void late.push(lateMs),
    onError: (error) => void errors.push(error),
  });
  stop = startWorker(temp.store, clock, { turns: idle, outbox: idle, timers });
};

beforeEach(async () => {
  temp = await openTempStore();
  clock = createTestClock();
  [errors, late] = [[], []];
  ring = ({ key }) => note(key);
  start();
});
afterEach(async () => {
  await stop();
  await temp.close();
});

describe('the timer worker', () => {
  it('fires what is due within a second, and nothing before', async () => {
    const id = await talk();
    await set(id, ['a', 1_500], ['b', 10_000]);
    clock.advance(1_000);
    expect(await notes(id)).toEqual([]);
    clock.advance(1_000);
    await whenNoted(id, 1);
    expect([await notes(id), late, errors]).toEqual([['a'], [500], []]);
  });

  it('fires everything once, late and in order, after the clock has jumped over it', async () => {
    const id = await talk();
    await set(id, ['b', 2_000], ['a', 1_000], ['c', 3_600_000]);
    clock.jump(86_400_000);
    await whenNoted(id, 3);
    clock.advance(5_000);
    expect([await notes(id), errors]).toEqual([['a', 'b', 'c'], []]);
  });

  it('fires nothing twice when the clock is set back', async () => {
    const id = await talk();
    await set(id, ['a', 1_000], ['b', 2_000]);
    clock.advance(1_000);
    await whenNoted(id, 1);
    clock.jump(-600_000);
    for (let i = 0; i < 5; i += 1) clock.advance(1_000);
    expect(await notes(id)).toEqual(['a']);
    clock.jump(600_000);
    await whenNoted(id, 2);
    expect(await notes(id)).toEqual(['a', 'b']);
  });

  it('tries one that fails again, ever more rarely, with what comes after it behind it', async () => {
    const id = await talk();
    let fails = 2;
    ring = ({ key }) => {
      if (key === 'a' && fails-- > 0) throw new Error('not now');
      return note(key);
    };
    await set(id, ['a', 0], ['b', 1]);
    for (let i = 0; i < 40 && (await notes(id)).length < 2; i += 1) {
      clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await notes(id)).toEqual(['a', 'b']);
    expect(errors).toEqual([new Error('not now'), new Error('not now')]);
  });
});

describe('processes that are killed while they fire timers', () => {
  const SCRIPT = fileURLToPath(new URL('./fire-timers.ts', import.meta.url));
  /** Fires until it has said so this often, then is killed at once. */
  const fireUntil = async (count: number): Promise<void> => {
    const child = spawn(process.execPath, [SCRIPT, temp.folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    let said = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text.split('\n').length - 1;
      if (said >= count) child.kill('SIGKILL');
    });
    await exited;
  };

  it('leave each timer fired once and in order, whenever it happened', { timeout: 60_000 }, async () => {
    await stop();
    const now = Date.now();
    const ids = await Promise.all(Array.from({ length: 5 }, (_, i) => talk(`v-${i}`)));
    const keys = Array.from({ length: 60 }, (_, i) => `t-${i}`);
    for (const id of ids) await temp.store.update(id, () => ({ timers: { set: keys.map((key, i) => ({ key, kind: 'bell', dueAt: now + i * 5 })) } }), now);
    const left = async (): Promise<number> => (await Promise.all(ids.map((id) => temp.timers.ofConversation(id)))).flat().length;
    for (const [one, other] of [[1, 3], [7, 2], [20, 31], [11, 40]] as const) await Promise.all([fireUntil(one), fireUntil(other)]);
    const before = await left();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(300 - 100);
    await fireUntil(before);
    expect(await left()).toBe(0);
    for (const id of ids) expect(await notes(id)).toEqual(keys);
    stop = () => Promise.resolve();
  });
});
