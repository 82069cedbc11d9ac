import { describe, expect, it } from 'vitest';
import { ASKED_AGAIN_AFTER_MS, chooseAgent, type Had } from '#core/routing/choose-agent.ts';
import type { RoutingAgent, WaitingCustomer } from '#core/routing/snapshot.ts';
import { agent, NOON, waiting } from './people.ts';

const choose = (one: WaitingCustomer, agents: readonly RoutingAgent[], had: Had = []) => chooseAgent(one, had, agents, { now: NOON, vipTeam: 'vip', timeZone: 'Asia/Shanghai' });
const whom = (...given: Parameters<typeof choose>): string | undefined => choose(...given)?.agent.id;
const CUSTOMER = waiting('c');

describe('whoever is chosen', () => {
  it('had this customer before, the latest who is there, whatever others know or have to do', () => {
    const people = [agent('expert', { skills: { asked: 5 } }), agent('had-first', { load: 4 }), agent('had-last', { presence: 'away' })];
    const chosen = choose(CUSTOMER, people, [{ staffId: 'had-last', at: NOON - 1 }, { staffId: 'had-first', at: Date.UTC(2026, 10, 11, 20) }]);
    expect(chosen).toMatchObject({ by: 'had', agent: { id: 'had-first' }, because: { zh: '11月12日接待过这位客户；5 个名额空 1 个', en: 'had this customer on 12 Nov; free 1 of 5' } });
  });

  it('is the manager of a VIP, then the backup, then the VIP team, then the team, then anybody', () => {
    const vip = waiting('c', { tier: 'vip', customerId: 'c-1', needs: { intents: [], products: [], manager: '周敏' } });
    const manager = agent('m', { name: '周敏', teams: ['vip'], backup: '何嘉' });
    const people = [agent('any', { teams: ['complaints'] }), agent('team'), agent('vip-1', { teams: ['vip'] }), agent('b', { name: '何嘉' }), manager];
    expect(choose(vip, people)).toMatchObject({ by: 'manager', agent: { id: 'm' } });
    const gone = (...ids: string[]) => people.map((each) => (ids.includes(each.id) ? { ...each, presence: 'away' as const } : each));
    expect(choose(vip, gone('m'))).toMatchObject({ by: 'backup', agent: { id: 'b' }, because: { en: 'stands in for 周敏, who looks after this customer; free 5 of 5' } });
    expect(whom(vip, gone('m', 'b'))).toBe('vip-1');
    expect(whom(vip, gone('m', 'b', 'vip-1'))).toBe('team');
    expect(whom(vip, gone('m', 'b', 'vip-1', 'team'))).toBe('any');
  });

  it('is the manager also by the customers that the plan lists', () => {
    expect(whom(waiting('c', { tier: 'key', customerId: 'c-7' }), [agent('a'), agent('m', { customers: ['c-7'], load: 3 })])).toBe('m');
  });

  it('speaks the language, then knows the matter best, then has the least to do, then has waited longest', () => {
    const matter = waiting('c', { language: 'en', needs: { intents: ['repair-request'], products: ['aircon-k3'] } });
    expect(whom(matter, [agent('zh', { languages: ['zh'], skills: { aircon: 5 } }), agent('en')])).toBe('en');
    expect(choose(matter, [agent('some', { skills: { 'repair-request': 3 } }), agent('most', { skills: { aircon: 4 }, load: 4 }), agent('none')])).toMatchObject({ by: 'skill', agent: { id: 'most' }, because: { en: 'knows “aircon” (level 4); free 1 of 5' } });
    expect(whom(CUSTOMER, [agent('two of four', { load: 2, capacity: 4 }), agent('two of ten', { load: 2, capacity: 10 })])).toBe('two of ten');
    expect(whom(CUSTOMER, [agent('just now', { assignedAt: NOON }), agent('long ago', { assignedAt: NOON - 9 })])).toBe('long ago');
    expect(whom(CUSTOMER, [agent('long ago', { assignedAt: NOON - 9 }), agent('never')])).toBe('never');
  });

  it('is nobody who is busy, away, off shift, full, or of another team while somebody of the team is there', () => {
    const others = (['busy', 'away', 'off_shift'] as const).map((presence) => agent(presence, { presence }));
    expect(whom(CUSTOMER, [...others, agent('full', { load: 5 }), agent('over', { load: 7 }), agent('other team', { teams: ['complaints'] })])).toBeUndefined();
  });

  it('is somebody of another team where nobody of the team is there at all', () => {
    expect(whom(CUSTOMER, [agent('gone', { presence: 'off_shift' }), agent('other team', { teams: ['complaints'] })])).toBe('other team');
  });

  it('is nobody who has just let it pass, and may be again later', () => {
    const tried = (ago: number) => waiting('c', { tried: [{ id: 'a', at: NOON - ago }] });
    expect(whom(tried(ASKED_AGAIN_AFTER_MS - 1), [agent('a')], [{ staffId: 'a', at: 1 }])).toBeUndefined();
    expect(whom(tried(1), [agent('a'), agent('b', { load: 4 })])).toBe('b');
    expect(whom(tried(ASKED_AGAIN_AFTER_MS), [agent('a')])).toBe('a');
  });

  it('is found fast: 2,000 customers among 40 people in well under a second', () => {
    const people = Array.from({ length: 40 }, (_, i) => agent(`a-${i}`, { skills: { asked: (i % 5) + 1 } }));
    const begin = performance.now();
    for (let i = 0; i < 2_000; i += 1) choose(waiting(`c-${i}`, { needs: { intents: ['refund-status', 'repair-request'], products: ['aircon-k3'] } }), people);
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
