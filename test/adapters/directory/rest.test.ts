import { beforeEach, describe, expect, it } from 'vitest';
import { createRest, type Rest } from '#adapters/directory/rest.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';

let clock: TestClock;
let rest: Rest;
/** When the service was tried in the background, s after the beginning. */
let tries: number[];
let begin: number;
beforeEach(() => {
  clock = createTestClock();
  begin = clock.now();
  tries = [];
  rest = createRest({ clock, failures: 3, pauseMs: 10_000, probe: () => tries.push((clock.now() - begin) / 1000), onChange: () => undefined });
});
const fail = (times: number): void => {
  for (let i = 0; i < times; i += 1) rest.bad();
};

describe('a service that fails', () => {
  it('rests after failures in a row, not after some with an answer between them', () => {
    fail(2);
    rest.good();
    fail(2);
    expect(rest.status().state).toBe('up');
    fail(1);
    expect(rest.status()).toEqual({ state: 'down', since: begin });
  });

  it('is tried after longer and longer pauses, but at least every minute', () => {
    fail(3);
    for (let second = 0; second < 300; second += 1) {
      const before = tries.length;
      clock.advance(1_000);
      if (tries.length > before) rest.bad();
    }
    expect(tries).toEqual([10, 30, 70, 130, 190, 250]);
  });

  it('is tried when it is due, however many late failures come in meanwhile', () => {
    fail(3);
    clock.advance(9_000);
    fail(5);
    clock.advance(1_000);
    expect(tries).toEqual([10]);
  });

  it.each([[30, 30], [1, 10], [86_400, 300]])('that wants to be left alone for %d s is tried after %d s', (wish, after) => {
    rest.bad(wish * 1000);
    expect(rest.status().state).toBe('down');
    clock.advance(86_400_000);
    expect(tries).toEqual([after]);
  });

  it('that is back is trusted anew: the next pauses are short again', () => {
    fail(3);
    clock.advance(10_000);
    rest.bad();
    rest.good();
    expect([rest.status().state, clock.waiting()]).toEqual(['up', 0]);
    tries = [];
    fail(3);
    clock.advance(10_000);
    expect(tries.length).toBe(1);
  });

  it('is tried no more once Baton stops, though something fails late', () => {
    fail(3);
    rest.stop();
    fail(3);
    expect(clock.waiting()).toBe(0);
  });
});
