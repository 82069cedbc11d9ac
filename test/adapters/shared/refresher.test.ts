import { describe, expect, it } from 'vitest';
import { createHub } from '#adapters/shared/hub.ts';
import { createRefresher } from '#adapters/shared/refresher.ts';

describe('a refresher', () => {
  it('runs one at a time, and once more for all that was asked meanwhile', async () => {
    let running = 0;
    let runs = 0;
    let step = Promise.withResolvers<void>();
    const refresh = createRefresher(
      async () => {
        running += 1;
        expect(running).toBe(1);
        runs += 1;
        await step.promise;
        running -= 1;
      },
      (error) => expect.fail(String(error)),
    );
    for (let asked = 0; asked < 5; asked += 1) refresh();
    expect(runs).toBe(1);
    const first = step;
    step = Promise.withResolvers();
    first.resolve();
    await expect.poll(() => runs).toBe(2);
    step.resolve();
    await expect.poll(() => running).toBe(0);
    expect(runs).toBe(2);
  });

  it('does not forget what was asked during a run that failed', async () => {
    const errors: unknown[] = [];
    let runs = 0;
    const failing = Promise.withResolvers<void>();
    const refresh = createRefresher(
      async () => {
        runs += 1;
        if (runs === 1) await failing.promise;
      },
      (error) => void errors.push(error),
    );
    refresh();
    refresh();
    failing.reject(new Error('away'));
    await expect.poll(() => runs).toBe(2);
    expect(errors).toEqual([new Error('away')]);
    refresh();
    await expect.poll(() => runs).toBe(3);
  });
});

describe('a refresher that gathers', () => {
  it('makes one run of what happens together', async () => {
    const runs: number[] = [];
    let asked = 0;
    const refresh = createRefresher(() => Promise.resolve(void runs.push(asked)), (error) => expect.fail(String(error)), 20);
    for (asked = 1; asked <= 5; asked += 1) refresh();
    expect(runs).toEqual([]);
    await expect.poll(() => runs).toEqual([6]);
    refresh();
    await expect.poll(() => runs.length).toBe(2);
  });
});

describe('a hub', () => {
  it('tells those who listen to one, and those who listen to all, until they stop', () => {
    const hub = createHub();
    const heard: string[] = [];
    const stopOne = hub.on('a', (id) => heard.push(`one ${id}`));
    const stopAll = hub.on(undefined, (id) => heard.push(`all ${id}`));
    hub.tell('a');
    hub.tell('b');
    stopOne();
    hub.tell('a');
    stopAll();
    stopAll();
    hub.tell('a');
    expect(heard).toEqual(['one a', 'all a', 'all b', 'all a']);
  });

  it('goes on when a listener stops itself or another', () => {
    const hub = createHub();
    const heard: string[] = [];
    const stop = hub.on('a', () => {
      heard.push('first');
      stop();
    });
    hub.on('a', () => heard.push('second'));
    hub.tell('a');
    hub.tell('a');
    expect(heard).toEqual(['first', 'second', 'second']);
  });
});
