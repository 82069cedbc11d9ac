import { describe, expect, it } from 'vitest';
import { createWorkingTime } from '#core/time-limits/working-time.ts';
import { estimate, paceOf, type PickUp } from '#core/waiting/estimate.ts';
import { roundSpan, sayWait } from '#core/waiting/say-wait.ts';

const MINUTE = 60_000;
const MORNING = Date.UTC(2027, 2, 10, 1);
const always = createWorkingTime({ timeZone: 'UTC', shiftsOf: () => [{ from: 0, to: 1440 }] });

/** Numbers in [0, 1) that are the same on every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Day = { readonly arrivals: (minute: number) => number; readonly people: (minute: number) => number; readonly service: number; readonly seed: number };
type Told = { readonly from: number; readonly to: number; readonly waited: number };

/** A day of eight hours, first come first served: what everybody who came was told, and how long they then waited, minutes. */
function live({ arrivals, people, service, seed }: Day): { readonly told: readonly Told[]; readonly unknown: number } {
  const random = createRandom(seed);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const came: number[] = [];
  for (let minute = 0; minute < 480; ) {
    minute += exponential(1 / arrivals(minute));
    came.push(minute);
  }
  /** When everybody of the staff is free again. */
  const free: number[] = [];
  const pickUps: PickUp[] = [];
  const told: { from: number; to: number; waited: number }[] = [];
  let next = 0;
  let unknown = 0;
  const taken = came.map((opened) => {
    const count = Math.max(1, Math.round(people(opened)));
    while (free.length < count) free.push(opened);
    if (free.length > count) free.length = count;
    free.sort((a, b) => a - b);
    // People look up after half a minute or so.
    const start = Math.max(opened, free[0] ?? opened) + exponential(0.4);
    free[0] = start + exponential(service) * 0.6 + service * 0.4;
    return start;
  });
  const inOrder: number[] = [];
  for (const start of taken) inOrder.push(Math.max(start, inOrder.at(-1) ?? 0));
  came.forEach((opened, i) => {
    while (next < i && (inOrder[next] ?? 0) <= opened) {
      pickUps.push({ team: 't', openedAt: MORNING + (came[next] ?? 0) * MINUTE, claimedAt: MORNING + (inOrder[next] ?? 0) * MINUTE });
      next += 1;
    }
    const waiting = came.slice(next, i);
    const now = MORNING + opened * MINUTE;
    const pace = paceOf(pickUps.slice(-60), always, now);
    if (!pace) return void (unknown += 1);
    const span = roundSpan(estimate(pace, { place: waiting.length + 1, waited: 0, waitingSince: MORNING + Math.min(opened, ...waiting) * MINUTE, now }, always));
    told.push({ from: span.fromMinutes, to: span.toMinutes ?? Infinity, waited: (inOrder[i] ?? 0) - opened });
  });
  return { told, unknown };
}

/** Share of those whose wait lay in what they were told. */
const hits = (told: readonly Told[]) => told.filter(({ from, to, waited }) => waited >= from && waited <= to).length / told.length;
const days = (day: Omit<Day, 'seed'>) => [1, 2, 3, 4].map((seed) => live({ ...day, seed }));

describe('the wait that is told', () => {
  it.each([
    { name: 'a calm day', arrivals: () => 0.4, people: () => 6, service: 6 },
    { name: 'a steady day', arrivals: () => 0.9, people: () => 6, service: 6 },
    { name: 'a day at the limit', arrivals: () => 0.98, people: () => 6, service: 6 },
    { name: 'a rush of one hour', arrivals: (minute: number) => (minute > 150 && minute < 210 ? 2.4 : 0.6), people: () => 6, service: 6 },
    { name: 'a lunch break of half the people', arrivals: () => 0.7, people: (minute: number) => (minute > 200 && minute < 260 ? 3 : 6), service: 6 },
    { name: 'a team of one', arrivals: () => 0.14, people: () => 1, service: 6 },
  ])('is true for at least eight of ten on $name', ({ arrivals, people, service }) => {
    const told = days({ arrivals, people, service }).flatMap((day) => day.told);
    expect(hits(told)).toBeGreaterThanOrEqual(0.8);
    expect(told.filter(({ to, waited }) => waited > to).length / told.length).toBeLessThanOrEqual(0.1);
  });

  it('says something: on a steady day half of the ranges are at most ten minutes wide', () => {
    const widths = days({ arrivals: () => 0.9, people: () => 6, service: 6 }).flatMap((day) => day.told.map(({ from, to }) => to - from));
    expect(widths.toSorted((a, b) => a - b)[widths.length >> 1]).toBeLessThanOrEqual(10);
  });

  /** One customer after the other, each taken `wait` minutes after coming, every `gap` minutes. */
  const taken = (count: number, wait: number, gap = wait): PickUp[] =>
    Array.from({ length: count }, (_, i) => ({ team: 't', openedAt: MORNING + (i * gap - wait) * MINUTE, claimedAt: MORNING + i * gap * MINUTE }));

  it('is not known from a few pick-ups, or from those of hours ago', () => {
    expect(paceOf(taken(4, 5), always, MORNING + 20 * MINUTE)).toBeUndefined();
    expect(paceOf(taken(9, 5), always, MORNING + 45 * MINUTE)).toBeDefined();
    expect(paceOf(taken(9, 5), always, MORNING + 6 * 60 * MINUTE)).toBeUndefined();
  });

  const now = MORNING + 46 * MINUTE;
  const after = (pickUps: readonly PickUp[], standing: Partial<Parameters<typeof estimate>[1]> = {}) => {
    const pace = paceOf(pickUps, always, now);
    if (!pace) throw new Error('too few');
    return estimate(pace, { place: 1, waited: 0, waitingSince: now, now, ...standing }, always);
  };

  it('grows with the place, and with the time in which nobody was taken although somebody waits', () => {
    expect(after(taken(10, 5), { place: 4 }).to).toBeGreaterThan(after(taken(10, 5)).to * 2);
    const stalled = after(taken(6, 5), { waitingSince: MORNING + 26 * MINUTE });
    expect(stalled.to).toBeGreaterThan(after(taken(6, 5)).to);
  });

  it('is never shorter than those who were taken last had waited, less what has been waited already', () => {
    const slow = taken(10, 40, 5);
    expect(after(slow).to).toBeGreaterThanOrEqual(40 * MINUTE);
    expect(after(slow, { waited: 30 * MINUTE }).to).toBeLessThan(40 * MINUTE);
  });

  it('counts no time in which nobody waited', () => {
    // Taken within a minute, once in a while.
    expect(after(taken(10, 1, 5)).to).toBeLessThan(5 * MINUTE);
  });
});

describe('a wait in words', () => {
  it('names only rounded numbers, downwards at the beginning and upwards at the end', () => {
    expect(roundSpan({ from: 6.4 * MINUTE, to: 11 * MINUTE })).toEqual({ fromMinutes: 5, toMinutes: 15 });
    expect(roundSpan({ from: 10, to: 20_000 })).toEqual({ fromMinutes: 0, toMinutes: 1 });
    expect(roundSpan({ from: 70 * MINUTE, to: 300 * MINUTE })).toEqual({ fromMinutes: 60 });
  });

  it.each([
    [{ fromMinutes: 5, toMinutes: 10 }, '大约 5 到 10 分钟', 'about 5 to 10 minutes'],
    [{ fromMinutes: 0, toMinutes: 5 }, '5 分钟以内', 'less than 5 minutes'],
    [{ fromMinutes: 0, toMinutes: 1 }, '一分钟左右', 'about a minute'],
    [{ fromMinutes: 90 }, '90 分钟以上', 'more than 90 minutes'],
  ])('is said kindly: %j', (wait, zh, en) => expect(sayWait(wait)).toEqual({ zh, en }));
});
