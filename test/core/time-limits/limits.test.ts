import { beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '#core/policy.ts';
import { findLimitFaults, limitFor, type LimitFacts, timeLimitsSchema } from '#core/time-limits/limits.ts';
import { MINUTE, realPolicy } from '../samples.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await realPolicy();
});

const HOUR = 60 * MINUTE;
const facts = (ruleId: string, more: Partial<LimitFacts> = {}): LimitFacts => {
  const rule = policy.rules.find(({ id }) => id === ruleId);
  if (!rule) throw new Error('no such rule');
  return { ruleId, reason: rule.reason, priority: rule.priority, team: rule.team, tier: 'regular', ...more };
};
const within = (ruleId: string, clock: 'firstReply' | 'nextReply' | 'solution', more: Partial<LimitFacts> = {}) => limitFor(policy, clock, facts(ruleId, more))?.ms;
const withLimits = (limits: unknown): Policy => ({ ...policy, timeLimits: timeLimitsSchema.parse(limits) });

describe('the time limits that are shipped', () => {
  it('answer a complaint within two hours of work and solve it within four', () => {
    expect([within('complaint', 'firstReply'), within('complaint', 'solution')]).toEqual([2 * HOUR, 4 * HOUR]);
    expect(limitFor(policy, 'solution', facts('complaint'))).toMatchObject({ id: 'complaint', counts: 'working', warnAfter: 0.75, tell: ['owner', 'lead'], raisePriority: true });
  });

  it('keep the first reply that the rule promises where it is sooner, as for a VIP', () => {
    expect(within('vip-complaint', 'firstReply', { tier: 'vip' })).toBe(5 * MINUTE);
    expect(within('vip-customer', 'firstReply', { tier: 'vip' })).toBe(5 * MINUTE);
    expect(within('comes-back-after-complaint', 'firstReply')).toBe(60 * MINUTE);
    expect(within('customer-asks-for-person', 'firstReply')).toBe(10 * MINUTE);
  });

  it('solve by urgency within 2 hours, 24 hours and 7 days, and answer a VIP again within ten minutes', () => {
    expect(within('danger-to-people', 'solution')).toBe(2 * HOUR);
    expect(within('customer-asks-for-person', 'solution')).toBe(24 * HOUR);
    expect(within('customer-asks-for-person', 'solution', { priority: 'low' })).toBe(7 * 24 * HOUR);
    expect(limitFor(policy, 'solution', facts('customer-asks-for-person'))?.counts).toBe('clock');
    expect(within('vip-customer', 'nextReply', { tier: 'vip' })).toBe(10 * MINUTE);
    expect(within('vip-customer', 'nextReply')).toBe(30 * MINUTE);
  });
});

describe('a time limit', () => {
  it('is that of the first entry that fits and names the clock, by everything that it asks for', () => {
    const own = withLimits({
      limits: [
        { id: 'both', when: { tier: ['key'], team: ['service'] }, nextReply: '5 min' },
        { id: 'key', when: { tier: ['key'] }, nextReply: '20 min', solution: '3 h' },
        { id: 'all', solution: '8 h' },
      ],
    });
    const of = (clock: 'nextReply' | 'solution', more: Partial<LimitFacts>) => limitFor(own, clock, facts('customer-asks-for-person', more))?.id;
    expect([of('nextReply', { tier: 'key' }), of('nextReply', { tier: 'key', team: 'vip' }), of('nextReply', {})]).toEqual(['both', 'key', undefined]);
    expect([of('solution', { tier: 'key' }), of('solution', {})]).toEqual(['key', 'all']);
  });

  it('may shorten a first reply, never lengthen it', () => {
    const own = (firstReply: string) => limitFor(withLimits({ limits: [{ id: 'own', firstReply }] }), 'firstReply', facts('customer-asks-for-person'));
    expect(own('3 min')).toMatchObject({ id: 'own', ms: 3 * MINUTE });
    expect(own('3 h')).toMatchObject({ id: 'customer-asks-for-person', ms: 10 * MINUTE });
  });

  it('is only that of first replies without the file', () => {
    const { timeLimits: _, ...bare } = policy;
    expect(limitFor(bare, 'firstReply', facts('complaint'))).toMatchObject({ ms: 2 * HOUR, warnAfter: 0.75 });
    expect(limitFor(bare, 'solution', facts('complaint'))).toBeUndefined();
  });

  it.each([
    ['a span that is none', { limits: [{ id: 'a', solution: 'soon' }] }, /must be a span such as/],
    ['days of work', { limits: [{ id: 'a', solution: '2 d' }] }, /days are days of the clock/],
    ['a warning after the end', { limits: [{ id: 'a', solution: { within: '2 h', warnAfter: 1.5 } }] }, /limits\.0\.solution/],
    ['an entry without a clock', { limits: [{ id: 'a', when: {} }] }, /needs at least one of firstReply, nextReply, solution/],
    ['an id that occurs twice', { limits: [{ id: 'a', solution: '2 h' }, { id: 'a', solution: '3 h' }] }, /"a" occurs twice/],
    ['a reason that is not known', { limits: [{ id: 'a', when: { reason: ['weather'] }, solution: '2 h' }] }, /limits\.0\.when\.reason/],
  ])('is refused for %s', (_, limits, fault) => {
    const issues = timeLimitsSchema.safeParse(limits).error?.issues ?? [];
    expect(issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('names a team that is not there', () => {
    expect(findLimitFaults(withLimits({ limits: [{ id: 'a', when: { team: ['night'] }, solution: '2 h' }] }))).toEqual([expect.stringMatching(/time-limits\.yaml: limits: a: .*"night"/)]);
    expect(findLimitFaults(policy)).toEqual([]);
  });
});
