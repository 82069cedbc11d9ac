import { describe, expect, it } from 'vitest';
import { policySchema } from '#core/policy.ts';
import { realPolicy } from './samples.ts';

const RULE = { id: 'complaint', when: { signal: 'complaint' }, reason: 'complaint', priority: 'high', team: 'service', firstReplyMinutes: 30 };
const POLICY = { rules: [RULE], teams: { service: { name: { zh: '客服', en: 'Service' }, hours: { from: '09:00', to: '21:00' } } }, timeZone: 'Asia/Shanghai' };
const faultsOf = (more: object): string[] => {
  const result = policySchema.safeParse({ ...POLICY, ...more });
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const hours = (from: string, to: string) => ({ teams: { service: { ...POLICY.teams.service, hours: { from, to } } } });

describe('a handover policy', () => {
  it('is read as it stands; no answer and no article is given along, and no rule fires only once, unless it says so', () => {
    expect(policySchema.parse(POLICY).rules[0]).toEqual({ ...RULE, withAnswer: false, once: false });
    const all = { ...RULE, when: { returnsAfter: { reasons: ['complaint', 'danger'], days: 3 } }, withAnswer: true, article: 'safety-first', once: true };
    expect(policySchema.parse({ ...POLICY, rules: [all] }).rules).toEqual([all]);
  });

  it.each([
    ['an unknown team', { rules: [{ ...RULE, team: 'night' }] }, 'rules.0.team: team "night" is not listed under teams'],
    ['a team named like something every object has', { rules: [{ ...RULE, team: 'toString' }] }, 'rules.0.team: team "toString" is not listed under teams'],
    ['an id that occurs twice', { rules: [RULE, RULE] }, 'rules.1.id: rule id "complaint" occurs twice'],
    ['a rule without condition', { rules: [{ ...RULE, when: {} }] }, 'rules.0.when: a rule needs at least one condition'],
    ['a time zone that does not exist', { timeZone: 'Mars/Olympus' }, 'timeZone: must be a time zone such as "Asia/Shanghai"'],
    ['an hour after the end of the day', hours('09:00', '24:30'), 'teams.service.hours.to: must be a time such as "09:00", at most "24:00"'],
    ['coming back after a reason that nobody knows', { rules: [{ ...RULE, when: { returnsAfter: { reasons: ['boredom'], days: 7 } } }] }, expect.stringContaining('rules.0.when.returnsAfter.reasons.0: ')],
    ['coming back after no reason', { rules: [{ ...RULE, when: { returnsAfter: { reasons: [], days: 7 } } }] }, expect.stringContaining('rules.0.when.returnsAfter.reasons: ')],
    ['coming back within no days', { rules: [{ ...RULE, when: { returnsAfter: { reasons: ['complaint'], days: 0 } } }] }, expect.stringContaining('rules.0.when.returnsAfter.days: ')],
    ['an hour in other words', hours('9am', '21:00'), 'teams.service.hours.from: must be a time such as "09:00", at most "24:00"'],
  ])('is refused for %s, by name', (_, more, fault) => {
    expect(faultsOf(more)).toEqual([fault]);
  });

  it.each(['reason', 'priority', 'firstReplyMinutes', 'when'])('is refused for a rule without %s', (field) => {
    expect(faultsOf({ rules: [{ ...RULE, [field]: undefined }] })).toEqual([expect.stringContaining(`rules.0.${field}`)]);
  });

  it('is refused for a field that nobody knows', () => {
    expect(faultsOf({ rules: [{ ...RULE, colour: 'red' }] })).toEqual([expect.stringContaining('colour')]);
    expect(faultsOf({ rules: [{ ...RULE, answerFirst: true }] })).toEqual([expect.stringContaining('answerFirst')]);
    expect(faultsOf({ rules: [{ ...RULE, when: { ...RULE.when, moon: 'full' } }] })).toEqual([expect.stringContaining('moon')]);
  });

  it('may name midnight as the end of the day', () => {
    expect(faultsOf(hours('08:00', '24:00'))).toEqual([]);
  });
});

describe('the shipped policy', () => {
  it('asks for the first answer within the limits of the house: danger 15 minutes, a VIP 5, law and a complaint that comes back one hour, a complaint two', async () => {
    const { rules } = await realPolicy();
    const limits = (...reasons: string[]) => rules.filter(({ reason }) => reasons.includes(reason)).map(({ id, firstReplyMinutes }) => [id, firstReplyMinutes]);
    expect(limits('danger', 'law', 'complaint', 'vip')).toEqual([
      ['danger-to-people', 15],
      ['law-press-or-regulator', 60],
      ['vip-complaint', 5],
      ['complaint', 120],
      ['comes-back-after-complaint', 60],
      ['vip-customer', 5],
    ]);
  });

  it('gives the answer along to a VIP, once in a segment, to whoever only sounds like a complaint or like leaving, and what keeps people safe in a danger; nothing else', async () => {
    const { rules } = await realPolicy();
    const extras = rules.filter(({ withAnswer, article, once }) => withAnswer || article !== undefined || once).map(({ id, withAnswer, article, once }) => ({ id, withAnswer, article, once }));
    expect(extras).toEqual([
      { id: 'danger-to-people', withAnswer: false, article: 'safety-first', once: false },
      { id: 'complaint', withAnswer: 'when_unsure', article: undefined, once: false },
      { id: 'vip-customer', withAnswer: true, article: undefined, once: true },
      { id: 'customer-is-leaving', withAnswer: 'when_unsure', article: undefined, once: false },
    ]);
  });

  it('hears of a complaint for seven days after an agent has closed it', async () => {
    const { rules } = await realPolicy();
    expect(rules.flatMap(({ when }) => when.returnsAfter ?? [])).toEqual([{ reasons: ['danger', 'law', 'complaint'], days: 7 }]);
  });
});
