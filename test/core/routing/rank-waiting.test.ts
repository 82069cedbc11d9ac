import { describe, expect, it } from 'vitest';
import { rankOf, rankWaiting, scoreOf } from '#core/routing/rank-waiting.ts';
import { MINUTE, NOON, waiting } from './people.ts';

const order = (...all: readonly ReturnType<typeof waiting>[]): string[] => rankWaiting(all, NOON).map(({ conversationId }) => conversationId);
const since = (minutes: number) => NOON - minutes * MINUTE;

describe('the order of the queue', () => {
  it('is that of waiting among customers of one tier and urgency, and never changes for ties', () => {
    expect(order(waiting('b', { since: since(1) }), waiting('a', { since: since(3) }), waiting('d'), waiting('c'))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('puts urgent matters, valuable customers and bad moods first', () => {
    expect(order(waiting('normal'), waiting('low', { priority: 'low' }), waiting('urgent', { priority: 'urgent' }), waiting('high', { priority: 'high' }))).toEqual(['urgent', 'high', 'normal', 'low']);
    expect(order(...(['small', 'regular', 'key', 'vip'] as const).map((tier) => waiting(tier, { tier, since: since(2) })))).toEqual(['vip', 'key', 'regular', 'small']);
    expect(order(waiting('calm', { since: since(2) }), waiting('upset', { mood: -0.8 }))).toEqual(['upset', 'calm']);
  });

  it('lets whoever has waited long enough come before anybody who comes later', () => {
    expect(order(waiting('urgent VIP', { tier: 'vip', priority: 'urgent' }), waiting('small, not pressing', { tier: 'small', priority: 'low', since: since(51) }))).toEqual(['small, not pressing', 'urgent VIP']);
  });

  it('says what counts, most important first', () => {
    expect(rankOf({ tier: 'vip', priority: 'urgent', mood: -0.9, since: NOON }).because).toEqual(['urgent', 'vip', 'mood']);
    expect(rankOf({ tier: 'regular', priority: 'normal', mood: 0, since: NOON }).because).toEqual([]);
    expect(scoreOf(rankOf({ tier: 'vip', priority: 'high', mood: 0, since: since(10) }), NOON)).toBe(10 + 30);
  });

  it('holds the bound of its doc comment: later arrivals cannot overtake', () => {
    const low = waiting('low', { tier: 'small', priority: 'low', since: since(60) });
    const [r, h, w] = [0.8, -10, 60];
    for (const [tier, rate] of [['vip', 3], ['key', 1.5], ['regular', 1]] as const) {
      for (const [priority, head] of [['urgent', 30], ['high', 10], ['normal', 0]] as const) {
        const bound = w * (1 - r / rate) + (head - h) / rate;
        for (const later of [bound - 0.1, bound + 0.1]) {
          const other = waiting('other', { tier, priority, since: since(w - later) });
          expect(order(low, other)[0]).toBe(later < bound ? 'other' : 'low');
        }
      }
    }
  });
});
