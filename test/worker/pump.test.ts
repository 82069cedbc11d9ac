import { describe, expect, it } from 'vitest';
import { createPump } from '#worker/pump.ts';

/** A piece of work that is done step by step: each step waits to be let go. */
function stepwise(): { readonly work: () => Promise<boolean>; readonly begun: () => number; readonly most: () => number; readonly letGo: (more: boolean) => Promise<void> } {
  let begun = 0;
  let running = 0;
  let most = 0;
  let step = Promise.withResolvers<boolean>();
  return {
    async work() {
      begun += 1;
      running += 1;
      most = Math.max(most, running);
      const more = await step.promise;
      running -= 1;
      return more;
    },
    begun: () => begun,
    most: () => most,
    async letGo(more) {
      const now = step;
      step = Promise.withResolvers();
      now.resolve(more);
      await new Promise((resolve) => void setImmediate(resolve));
    },
  };
}
const never = (error: unknown): void => expect.fail(String(error));

describe('a pump', () => {
  it('runs when it is kicked, and again while there is work', async () => {
    const { work, begun, letGo } = stepwise();
    const pump = createPump(work, never);
    expect(begun()).toBe(0);
    pump.kick();
    await letGo(true);
    await letGo(true);
    await letGo(false);
    expect(begun()).toBe(3);
    await pump.stop();
  });

  it('never runs twice at once, and once more after being kicked meanwhile', async () => {
    const { work, begun, most, letGo } = stepwise();
    const pump = createPump(work, never);
    for (let i = 0; i < 10; i += 1) pump.kick();
    await letGo(false);
    expect(begun()).toBe(2);
    pump.kick();
    await letGo(false);
    await letGo(false);
    expect([begun(), most()]).toEqual([3, 1]);
    await pump.stop();
  });

  it('tells of a failure, rests, and goes on at the next kick', async () => {
    const errors: unknown[] = [];
    let calls = 0;
    const pump = createPump(
      () => ((calls += 1) === 1 ? Promise.reject(new Error('broken')) : Promise.resolve(false)),
      (error) => void errors.push(error),
    );
    pump.kick();
    await expect.poll(() => errors).toMatchObject([{ message: 'broken' }]);
    expect(calls).toBe(1);
    pump.kick();
    await expect.poll(() => calls).toBe(2);
    await pump.stop();
  });

  it('loses no kick that comes in the moment in which it ends', async () => {
    let wanted = 0;
    let done = 0;
    const pump = createPump(async () => {
      const now = wanted;
      await Promise.resolve();
      done = now;
      return false;
    }, never);
    for (let i = 1; i <= 200; i += 1) {
      wanted = i;
      pump.kick();
      for (let turns = 0; turns < i % 7; turns += 1) await Promise.resolve();
    }
    await expect.poll(() => done).toBe(200);
    await pump.stop();
  });

  it('stops when the work in hand is done, and does nothing after', async () => {
    const { work, begun, letGo } = stepwise();
    const pump = createPump(work, never);
    pump.kick();
    const stopped = pump.stop();
    await letGo(true);
    await stopped;
    pump.kick();
    await new Promise((resolve) => void setImmediate(resolve));
    expect(begun()).toBe(1);
  });
});
