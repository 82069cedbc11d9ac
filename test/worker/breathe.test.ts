import { describe, expect, it } from 'vitest';
import { createPump } from '#worker/pump.ts';

const busyFor = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

describe('a worker with much to do', () => {
  it('lets requests and streams have their turn in between', async () => {
    let others = 0;
    let left = 40;
    const count = (): void => {
      others += 1;
      if (left > 0) setImmediate(count);
    };
    setImmediate(count);
    const pump = createPump(
      () => {
        busyFor(5);
        left -= 1;
        return Promise.resolve(left > 0);
      },
      (error) => expect.fail(String(error)),
    );
    pump.kick();
    await expect.poll(() => left).toBe(0);
    await pump.stop();
    expect(others).toBeGreaterThan(5);
  });
});
