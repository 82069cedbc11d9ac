import type { Policy } from '../policy.ts';
import type { Priority, Tier } from '../protocol.ts';
import { workingTimeOf } from '../time-limits/team-time.ts';
import { sayTime } from '../hours.ts';
import type { Bilingual } from '../language.ts';
import type { Callback, Wish } from './callback.ts';

const MINUTE_MS = 60_000;
/** A moment is promised with so much room after it. */
const WINDOW_MS = 30 * MINUTE_MS;
/** A window that the end of the working day cuts shorter than this is no promise. */
const SHORTEST_MS = 10 * MINUTE_MS;
/** Without a wish: within so much working time. */
const SOON_MS = 120 * MINUTE_MS;
/** Nobody can be called sooner than this, however short their time limit is. */
const SOONEST_MS = 10 * MINUTE_MS;
/** Wishes further ahead than this are not taken, ms. */
export const FURTHEST_MS = 14 * 24 * 60 * MINUTE_MS;

/** What can be promised: the window, and whether it is another one than was wished for. */
export type Window = Pick<Callback, 'from' | 'until'> & { readonly isMoved: boolean };

/**
 * By when somebody must be called who goes before others: a VIP, or whose matter is urgent, waits for a call no longer than
 * for an answer, Unix ms; `undefined` for everybody else. `dueAt` is the time limit of the first answer.
 */
export function callBy(who: { readonly tier: Tier; readonly priority: Priority; readonly dueAt: number }): number | undefined {
  return who.tier === 'vip' || who.priority === 'urgent' ? who.dueAt : undefined;
}

/**
 * The window in which a team can keep a promise: the wish where the team works then, else its next working time after
 * it; without a wish, within two hours of working time, or by `by` (Unix ms) and in ten minutes at the earliest. Never
 * before `now`.
 */
export function promiseFor(policy: Policy, team: string, wish: Wish | undefined, now: number, by = Number.POSITIVE_INFINITY): Window {
  const time = workingTimeOf(policy, team);
  if (!wish) return { from: time.nextWorking(now), until: Math.max(time.add(now, SOONEST_MS), Math.min(time.add(now, SOON_MS), by)), isMoved: false };
  const from = Math.max(wish.from, now);
  const span = wish.to === undefined ? WINDOW_MS : Math.max(wish.to - from, WINDOW_MS);
  const worked = time.between(from, from + span);
  if (worked >= SHORTEST_MS) {
    const begin = time.nextWorking(from);
    return { from: begin, until: time.add(from, worked), isMoved: wish.to === undefined && begin > from };
  }
  const next = time.nextWorking(from + span);
  return { from: next, until: next + Math.min(WINDOW_MS, time.between(next, next + WINDOW_MS)), isMoved: true };
}

/** A promised window as people say it, in the company's time: 明天 10:00–10:30（中国时间）, `tomorrow between 10:00 and 10:30 (China time)`. */
export function sayWindow({ from, until, isTimed }: Pick<Callback, 'from' | 'until' | 'isTimed'>, now: number, timeZone: string): Bilingual {
  const [first, last] = [sayTime(from, now, timeZone), sayTime(until, now, timeZone)];
  if (!isTimed) return { zh: `最迟${last.zh}`, en: `${last.en} at the latest` };
  const clock = /\d\d:\d\d/;
  const [begin, end] = [clock.exec(first.en)?.[0] ?? '', clock.exec(last.en)?.[0] ?? ''];
  const isOneDay = first.zh.replace(clock, '') === last.zh.replace(clock, '');
  if (!isOneDay) return { zh: `${first.zh}到${last.zh}之间`, en: `between ${first.en} and ${last.en}` };
  return { zh: first.zh.replace(clock, `${begin}–${end}`), en: first.en.replace(/at \d\d:\d\d/, `between ${begin} and ${end}`) };
}
