import { describe, expect, it } from 'vitest';
import { mayApprove, mayGrant, mostGranted } from '#core/cases/authority.ts';
import type { Case } from '#core/cases/case.ts';
import type { CaseEvent } from '#core/cases/event.ts';
import { casesSchema, type CaseRules } from '#core/cases/rules.ts';
import { stepCase } from '#core/cases/step.ts';
import { tellStaff } from '#core/cases/tell-staff.ts';
import { CASE_RULES, CHEN, contextAt, LEAD, NOON, WU } from './sample-cases.ts';

/** 吴迪, an agent, decides on up to 20,000, and the owner of the shop on any amount; both by themselves. */
const HEAD = { kind: 'staff', id: 's-head', name: '店长', isLead: true } as const;
const RULES: CaseRules = { ...CASE_RULES, authority: { ...CASE_RULES.authority, people: [{ id: WU.id, upTo: 20_000_00 }, { id: HEAD.id, upTo: null }] } };

const OPEN: CaseEvent = { kind: 'open', by: CHEN, facts: {}, evidence: [], owner: CHEN };
const decide = (compensation: number, by: typeof CHEN | typeof HEAD = CHEN): CaseEvent => ({ kind: 'decide', by, outcome: 'justified', remedy: 'damages', text: '我们赔偿您。', compensation });

function after(...events: readonly CaseEvent[]): Case {
  const record = events.reduce<Case | undefined>((known, event) => stepCase(known, event, { ...contextAt(NOON), rules: RULES }), undefined);
  if (!record) throw new Error('nothing has happened');
  return record;
}

describe('the authority over compensations', () => {
  it('is that of the role, unless somebody has a limit of their own', () => {
    expect([CHEN, LEAD, WU, HEAD].map((who) => mostGranted(RULES, who))).toEqual([200_00, 5_000_00, 20_000_00, null]);
    expect(mayGrant(RULES, WU, 20_000_00)).toBe(true);
    expect(mayGrant(RULES, WU, 20_000_01)).toBe(false);
  });

  it('lets a sum above the limit of leads be decided by somebody, each up to their own', () => {
    const large = after(OPEN, decide(6_000_00));
    expect(large.decision?.approval).toBe('pending');
    expect([CHEN, LEAD, WU, HEAD].map((who) => mayApprove(RULES, who, { compensation: 6_000_00 }))).toEqual([false, false, true, true]);
    const approve = (who: typeof CHEN | typeof HEAD, amount = 6_000_00) => after(OPEN, decide(amount), { kind: 'approve', by: who });
    for (const who of [CHEN, LEAD]) expect(() => approve(who)).toThrow(expect.objectContaining({ code: 'forbidden' }));
    expect(approve(WU)).toMatchObject({ state: 'decided', decision: { approval: 'approved', approvedBy: { name: '吴迪' } } });
    expect(() => approve(WU, 30_000_00)).toThrow(expect.objectContaining({ code: 'forbidden' }));
    expect(approve(HEAD, 30_000_00).state).toBe('decided');
    expect(after(OPEN, decide(30_000_00, HEAD)).decision?.approval).toBe('not_needed');
  });

  it('lets leads decline what they may not approve, and nobody without an authority approve mere words', () => {
    expect(after(OPEN, decide(30_000_00), { kind: 'decline', by: LEAD, reason: '太多了' }).decision).toBeUndefined();
    // Beyond the words nothing is promised: the figure is 0, and it is not for an agent to approve all the same.
    const words: CaseEvent = { kind: 'decide', by: CHEN, outcome: 'justified', remedy: 'damages', text: '赔您 1,000 元。', compensation: 0 };
    const colleague = { ...CHEN, id: 's-sun' };
    expect(() => after(OPEN, words, { kind: 'approve', by: colleague })).toThrow(expect.objectContaining({ code: 'forbidden' }));
    expect(() => after(OPEN, words, { kind: 'decline', by: CHEN, reason: '' })).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });

  it('tells whoever may approve it, and the leads', () => {
    const told = (amount: number) => tellStaff(after(OPEN), after(OPEN, decide(amount)), decide(amount), RULES);
    expect(told(6_000_00)).toEqual([{ kind: 'case', agentId: WU.id }, { kind: 'case', agentId: HEAD.id }, 'case']);
    expect(told(30_000_00)).toEqual([{ kind: 'case', agentId: HEAD.id }, 'case']);
  });

  it('is given by id and once: names are everybody’s to choose', () => {
    const read = (people: unknown) => casesSchema.safeParse({ team: 'service', authority: { agent: 200, lead: 5000, people }, departments: {}, causes: {} });
    expect(read([{ name: '何嘉', upTo: 20000 }]).success).toBe(false);
    expect(read([{ id: 'a', name: '何嘉', upTo: 20000 }, { id: 'b', upTo: null }]).data?.authority.people.map(({ upTo }) => upTo)).toEqual([20_000_00, null]);
    expect(read([{ id: 'a', upTo: 1 }, { id: 'a', upTo: 2 }]).error?.issues[0]?.message).toBe('"a" occurs twice');
  });
});
