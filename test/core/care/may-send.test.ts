import { describe, expect, it } from 'vitest';
import { maySend } from '#core/care/may-send.ts';
import { isQuiet, nextDaytime } from '#core/care/quiet.ts';
import type { CareFacts } from '#core/care/state.ts';
import { carePolicy } from './care-shop.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday 23 November 2026, noon in Shanghai. */
const NOON = Date.UTC(2026, 10, 23, 4);
const FREE: CareFacts = { sentAt: [], wasSent: false, consent: { care: true }, hasOpenMatter: false, lastNpsAt: undefined, lastWrittenAt: undefined, record: undefined };

describe('whether something may be sent unasked', async () => {
  const policy = await carePolicy();
  const { care } = policy;
  const at = (facts: Partial<CareFacts>, now = NOON, needs?: 'care' | 'birthday') => maySend({ until: NOON + 14 * DAY, ...(needs ? { needs } : {}) }, { ...FREE, ...facts }, { policy, care, now });

  it('by day, where nothing speaks against it', () => {
    expect(at({})).toEqual({ kind: 'send' });
  });

  it('never after an opt-out, by word or in the directory', () => {
    expect(at({ consent: { care: false } })).toEqual({ kind: 'drop', why: 'opted-out' });
    expect(at({ consent: { care: false, birthday: true } }, NOON, 'birthday')).toEqual({ kind: 'drop', why: 'opted-out' });
    expect(at({ record: { id: 'c', name: 'A', tier: 'regular', language: 'zh', orders: [], notes: [], noCare: true } })).toEqual({ kind: 'drop', why: 'opted-out' });
  });

  it('care only with consent, a birthday only with its own', () => {
    expect(at({ consent: {} }, NOON, 'care')).toEqual({ kind: 'drop', why: 'no-consent' });
    expect(at({ consent: { care: true } }, NOON, 'birthday')).toEqual({ kind: 'drop', why: 'no-consent' });
    expect(at({ consent: { care: true, birthday: true } }, NOON, 'birthday')).toEqual({ kind: 'send' });
    expect(at({ consent: {} })).toEqual({ kind: 'send' });
  });

  it('not at night and not on a public holiday, but on the next morning', () => {
    const night = NOON + 10 * HOUR;
    expect(at({}, night)).toEqual({ kind: 'later', at: NOON + 21.5 * HOUR });
    const national = Date.UTC(2026, 9, 1, 4);
    expect(maySend({ until: national + 14 * DAY }, FREE, { policy, care, now: national })).toEqual({ kind: 'later', at: Date.UTC(2026, 9, 8, 1, 30) });
  });

  it('not while a matter is open, the directory is down or the customer is writing', () => {
    expect(at({ hasOpenMatter: true })).toMatchObject({ kind: 'later', at: NOON + DAY });
    expect(at({ record: 'unknown' })).toMatchObject({ kind: 'later', at: NOON + HOUR });
    expect(at({ lastWrittenAt: NOON - HOUR / 2 })).toMatchObject({ kind: 'later', at: NOON + HOUR / 2 });
  });

  it('never twice, and not at all once it is stale', () => {
    expect(at({ wasSent: true })).toEqual({ kind: 'drop', why: 'already' });
    expect(at({}, NOON + 15 * DAY)).toEqual({ kind: 'drop', why: 'too-late' });
  });

  it('what is said of an order only while the directory says that it is so', () => {
    const order = { number: '20261120-0001', product: '冰箱', status: 'shipped', date: '2026-11-22' } as const;
    const record = { id: 'c', name: 'A', tier: 'regular', language: 'zh', orders: [order], notes: [] } as const;
    const of = (known: CareFacts['record']) => maySend({ until: NOON + DAY, needs: 'care', order }, { ...FREE, record: known }, { policy, care, now: NOON });
    expect(of(record)).toEqual({ kind: 'send' });
    expect(of({ ...record, orders: [{ ...order, status: 'delivered' }] })).toEqual({ kind: 'drop', why: 'order-moved-on' });
    expect(of({ ...record, orders: [] })).toEqual({ kind: 'drop', why: 'order-moved-on' });
    expect(of(undefined)).toEqual({ kind: 'drop', why: 'order-moved-on' });
    // What the directory knew before it went down may have changed since.
    expect(of({ ...record, asOf: NOON - HOUR })).toEqual({ kind: 'later', at: NOON + HOUR });
    expect(of('unknown')).toEqual({ kind: 'later', at: NOON + HOUR });
  });

  it('whatever comes when: never more than the limits, never by night, never after the opt-out, and always in the end', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
    for (let run = 0; run < 300; run += 1) {
      const limits = { perWeek: 1 + Math.floor(random() * 2), perMonth: 1 + Math.floor(random() * 4) };
      const rules = { ...care, limits };
      const sentAt: number[] = [];
      const optOutAt = random() < 0.5 ? NOON + random() * 90 * DAY : Number.POSITIVE_INFINITY;
      const due = Array.from({ length: 25 }, () => ({ since: NOON + random() * 90 * DAY, at: 0 })).map((one) => ({ ...one, at: one.since }));
      for (let steps = 0; due.length > 0; steps += 1) {
        expect(steps).toBeLessThan(5_000);
        due.sort((a, b) => a.at - b.at);
        const one = due.shift();
        if (!one) break;
        const facts: CareFacts = { ...FREE, sentAt: sentAt.filter((sent) => one.at - sent < 31 * DAY), consent: { care: one.at < optOutAt }, hasOpenMatter: random() < 0.1 };
        const verdict = maySend({ until: one.since + 14 * DAY, needs: 'care' }, facts, { policy, care: rules, now: one.at });
        if (verdict.kind === 'later') {
          expect(verdict.at).toBeGreaterThan(one.at);
          expect(isQuiet(policy, care, verdict.at)).toBe(false);
          due.push({ ...one, at: verdict.at });
        }
        if (verdict.kind !== 'send') continue;
        expect(one.at).toBeLessThan(optOutAt);
        expect(nextDaytime(policy, care, one.at)).toBe(one.at);
        sentAt.push(one.at);
      }
      for (const end of sentAt) {
        expect(sentAt.filter((at) => at <= end && at > end - 7 * DAY).length).toBeLessThanOrEqual(limits.perWeek);
        expect(sentAt.filter((at) => at <= end && at > end - 30 * DAY).length).toBeLessThanOrEqual(limits.perMonth);
      }
    }
  });
});
