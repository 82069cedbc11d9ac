import { describe, expect, it } from 'vitest';
import { isBatonError } from '#core/errors.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import { isOpenClock } from '#core/time-limits/clocks.ts';
import { LIMIT_TIMERS } from '#core/time-limits/limit-timers.ts';
import { CLOCK_NAMES } from '#core/time-limits/limits.ts';
import { openStore } from '#store/open-store.ts';
import { transition } from '#core/transition.ts';
import { openTempStore } from '../../support/temp-store.ts';
import { MINUTE, NOON, realPolicy } from '../samples.ts';

const DAYS = 40;
const STEPS = 16;
const KINDS = Object.keys(LIMIT_TIMERS);
const CHEN = { id: 'chen', name: '陈晨' };

/** The same numbers for the same seed (xorshift32). */
function randomBy(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

describe('whatever customers, colleagues, clocks and restarts do', () => {
  it(`each limit is warned of and broken at most once, in that order, while it runs, and timers stand as the clocks do (${DAYS} random days)`, { timeout: 120_000 }, async () => {
    const policy = await realPolicy();
    const temp = await openTempStore(() => policy);
    let broken = 0;
    for (let seed = 1; seed <= DAYS; seed += 1) {
      let { store, timers } = temp;
      const random = randomBy(seed);
      let now = NOON + random(24 * 60) * MINUTE;
      let said = 0;
      const address = `v-${seed}`;
      const id = store.idOf('web', address);
      const desk = () => createDeskCommands(store, { now: () => now, after: () => () => undefined }, { policy: () => policy, staff: () => Promise.resolve([CHEN]), article: () => Promise.resolve(undefined) });
      const fireAll = async (): Promise<void> => {
        for (let due = await timers.takeDue(KINDS, now, 1_000, 5); due.length > 0; due = await timers.takeDue(KINDS, now, 1_000, 5)) {
          for (const timer of due) await timers.fire(timer, (c, h) => LIMIT_TIMERS[timer.kind]?.(timer, c, h, now), now);
        }
      };
      const writes = async (): Promise<void> => {
        await store.accept({ channel: 'web', address, externalId: `e-${seed}-${++said}`, text: '我要投诉', language: 'zh' }, now);
        const lease = await store.leaseTurn(now, MINUTE);
        if (!lease) return;
        const { conversation } = lease;
        const handsOver = conversation.state === 'bot' && random(2) === 0;
        await store.commitTurn(
          lease,
          {
            handledSeq: lease.unhandled.at(-1)?.seq ?? 0,
            ...(handsOver
              ? {
                  ownership: transition(conversation, { kind: 'hand_over' }),
                  openHandover: { reason: 'complaint' as const, ruleId: 'complaint', words: [], priority: 'low' as const, team: 'complaints', dueAt: now + 120 * MINUTE },
                }
              : {}),
          },
          now,
        );
      };
      const steps = [
        writes,
        () => desk().claim(id, CHEN),
        () => desk().reply(id, CHEN, '好的', `r-${seed}-${++said}`),
        () => desk().awaitCustomer(id, CHEN),
        () => desk().release(id, CHEN),
        () => desk().close(id, CHEN, 'resolved'),
        () => desk().handBack(id, CHEN),
        async () => void (now += random(300) * MINUTE),
        async () => void (now += random(300) * MINUTE),
        async () => void (now -= random(60) * MINUTE),
        async () => {
          const again = await openStore({ dataDir: temp.folder, desks: [], policy: () => policy, onTrouble: () => undefined });
          if (store !== temp.store) await store.close();
          ({ store, timers } = again);
        },
      ];
      await writes();
      for (let i = 0; i < STEPS; i += 1) {
        // Steps that do not fit are refused, and change nothing.
        await steps[random(steps.length)]?.().catch((error: unknown) => {
          if (!isBatonError(error, 'not_allowed_now', 'conflict')) throw error;
        });
        if (random(3) > 0) await fireAll();
        const handover = (await store.handovers(id)).find(({ endedAt }) => endedAt === undefined);
        const keys = (await timers.ofConversation(id)).map(({ key }) => key).filter((key) => key.startsWith('limit:')).toSorted();
        const expected = CLOCK_NAMES.flatMap((name) => {
          const clock = handover?.clocks?.[name];
          if (!isOpenClock(clock) || clock.pausedAt !== undefined || clock.breachedAt !== undefined) return [];
          return [`limit:${name}:breach`, ...(clock.warnedAt === undefined ? [`limit:${name}:warning`] : [])];
        }).toSorted();
        // A warning that came too late has fired without a word.
        expect(expected, `seed ${seed}, step ${i}`).toEqual(expect.arrayContaining(keys));
        expect(keys.filter((key) => key.endsWith('breach')), `seed ${seed}, step ${i}`).toEqual(expected.filter((key) => key.endsWith('breach')));
      }
      now += 30 * 24 * 60 * MINUTE;
      await fireAll();
      // One limit is told apart from another by its clock and its end.
      const told = new Map<string, string[]>();
      for (const { message } of await store.transcript(id, 1_000)) {
        const { notice } = message.extras;
        if (notice?.kind !== 'limit_near' && notice?.kind !== 'limit_broken') continue;
        const which = `${message.segment} ${notice.clock} ${notice.dueAt}`;
        told.set(which, [...(told.get(which) ?? []), notice.kind]);
      }
      for (const [which, notes] of told) expect([['limit_near'], ['limit_broken'], ['limit_near', 'limit_broken']], `seed ${seed}: ${which}`).toContainEqual(notes);
      broken += [...told.values()].filter((notes) => notes.includes('limit_broken')).length;
      expect((await timers.ofConversation(id)).filter(({ key, dueAt }) => key.startsWith('limit:') && dueAt <= now)).toEqual([]);
      if (store !== temp.store) await store.close();
    }
    expect(broken).toBeGreaterThan(DAYS / 4);
    await temp.close();
  });
});
