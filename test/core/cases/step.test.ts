import { describe, expect, it } from 'vitest';
import type { Actor, Case } from '#core/cases/case.ts';
import { grantedCompensation, openTasks } from '#core/cases/case.ts';
import type { CaseEvent } from '#core/cases/event.ts';
import { mayGrant } from '#core/cases/authority.ts';
import { stepCase } from '#core/cases/step.ts';
import { tellCustomer } from '#core/cases/tell-customer.ts';
import { CASE_RULES, CHEN, contextAt, CUSTOMER, DAY, HOUR, LEAD, NOON, SYSTEM, WU } from './sample-cases.ts';

const OPEN: Extract<CaseEvent, { kind: 'open' }> = { kind: 'open', by: CHEN, facts: { summary: '洗衣机漏水', claim: 'repair' }, evidence: [{ kind: 'message', value: '3' }], owner: CHEN };
const DECIDE: Extract<CaseEvent, { kind: 'decide' }> = { kind: 'decide', by: CHEN, outcome: 'justified', remedy: 'repair', text: '我们明天上门维修。', compensation: 0 };

/** What comes of several steps, all at one time. */
function after(events: readonly CaseEvent[], now = NOON, before?: Case): Case {
  const record = events.reduce<Case | undefined>((record, event) => stepCase(record, event, contextAt(now)), before);
  if (!record) throw new Error('nothing has happened');
  return record;
}

describe('a case', () => {
  it('goes from the first word over tasks and a decision to the confirmation of the customer', () => {
    const tasks: CaseEvent[] = [
      { kind: 'add_task', by: CHEN, department: 'repairs', text: '检查进水阀', urgency: 'urgent' },
      { kind: 'add_task', by: CHEN, department: 'logistics', text: '准备备用机', urgency: 'normal', assignee: WU },
    ];
    const begun = after([OPEN, ...tasks]);
    expect(begun).toMatchObject({ state: 'investigating', owner: { name: '陈晨' }, version: 3, decideBy: { dueAt: NOON + 4 * HOUR }, newsAt: NOON + 8 * HOUR });
    // Two hours of work for repairs; seven days by the clock for logistics, both at the same time.
    expect(openTasks(begun).map(({ limit }) => limit.dueAt)).toEqual([NOON + 2 * HOUR, NOON + 7 * DAY]);
    const done = after([{ kind: 'finish_task', by: LEAD, taskId: 't1', result: '阀门已更换' }, { kind: 'finish_task', by: WU, taskId: 't2', result: '不再需要' }, DECIDE, { kind: 'ask', by: CHEN }], NOON, begun);
    expect(done.state).toBe('awaiting');
    const closed = after([{ kind: 'confirm', by: CUSTOMER, seq: 12 }], NOON + HOUR, done);
    expect(closed).toMatchObject({ state: 'closed', closing: { reason: 'confirmed', seq: 12, by: 'customer' } });
    expect(closed.newsAt).toBeUndefined();
  });

  it('sends a compensation above the authority of an agent to a lead, and tells the customer nothing before', () => {
    const proposed = after([OPEN, { ...DECIDE, compensation: 200_01 }]);
    expect(proposed).toMatchObject({ state: 'investigating', decision: { approval: 'pending' } });
    expect(tellCustomer(proposed, { ...DECIDE, compensation: 200_01 }, 'zh', contextAt(NOON))).toEqual([]);
    expect(() => after([{ kind: 'approve', by: CHEN }], NOON, proposed)).toThrow(expect.objectContaining({ code: 'forbidden' }));
    expect(() => after([{ kind: 'ask', by: CHEN }], NOON, proposed)).toThrow(expect.objectContaining({ code: 'not_allowed_now' }));
    const approved = after([{ kind: 'approve', by: LEAD }], NOON, proposed);
    expect(approved).toMatchObject({ state: 'decided', decision: { approval: 'approved', approvedBy: { name: '林岚' } } });
    expect(tellCustomer({ ...approved, id: 'C-1' }, { kind: 'approve', by: LEAD }, 'zh', contextAt(NOON))[0]?.text).toContain('补偿金额：¥200.01');
    const declined = after([{ kind: 'decline', by: LEAD, reason: '金额太高' }], NOON, proposed);
    expect(declined.decision).toBeUndefined();
    expect(declined.history.at(-1)).toMatchObject({ what: 'decline', words: '金额太高' });
    expect(() => after([{ kind: 'approve', by: LEAD }], NOON, after([OPEN, { ...DECIDE, compensation: 5000_01 }]))).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });

  it('sends words that promise more than an agent may grant to a lead, whatever stands in the field', () => {
    for (const text of ['我们赔偿您 1,000 元。', '给您退 ¥300', 'We will refund $250.50.', '补偿0.5万元', '赔您人民币２０１元']) {
      expect(after([OPEN, { ...DECIDE, text }])).toMatchObject({ state: 'investigating', decision: { approval: 'pending' } });
      const approved = after([OPEN, { ...DECIDE, text }, { kind: 'approve', by: LEAD }]);
      expect(approved).toMatchObject({ state: 'decided', decision: { approval: 'approved' } });
      expect(after([OPEN, { ...DECIDE, by: LEAD, text }])).toMatchObject({ state: 'decided' });
    }
    for (const text of ['补偿您 200 元。', '订单 20261107-0032 明天 10 点前送到', 'We will call you within 2 days.', '换一台 55 寸的新电视']) {
      expect(after([OPEN, { ...DECIDE, text }])).toMatchObject({ state: 'decided' });
    }
  });

  it('asks as often as the rules say, a day apart, and only then ends without an answer', () => {
    let record = after([OPEN, DECIDE, { kind: 'ask', by: CHEN }]);
    expect(() => after([{ kind: 'ask', by: CHEN }], NOON + HOUR, record)).toThrow(expect.objectContaining({ code: 'not_allowed_now' }));
    record = after([{ kind: 'ask', by: SYSTEM }], NOON + DAY, record);
    expect(() => after([{ kind: 'give_up', by: SYSTEM }], NOON + 2 * DAY, record)).toThrow(expect.objectContaining({ code: 'not_allowed_now' }));
    record = after([{ kind: 'ask', by: SYSTEM }], NOON + 2 * DAY, record);
    expect(() => after([{ kind: 'give_up', by: SYSTEM }], NOON + 2 * DAY + HOUR, record)).toThrow(expect.objectContaining({ code: 'not_allowed_now' }));
    record = after([{ kind: 'give_up', by: SYSTEM }], NOON + 3 * DAY, record);
    expect(record).toMatchObject({ state: 'closed', closing: { reason: 'no_answer', attempts: [{ at: NOON }, { at: NOON + DAY }, { at: NOON + 2 * DAY }] } });
  });

  it('is the same case with the same owner when the customer comes back in time, and no longer after that', () => {
    const closed = after([OPEN, DECIDE, { kind: 'ask', by: CHEN }, { kind: 'confirm', by: CUSTOMER, seq: 9 }]);
    const again = after([{ kind: 'reopen', by: CUSTOMER, evidence: [] }], NOON + 30 * DAY, closed);
    expect(again).toMatchObject({ state: 'investigating', owner: { name: '陈晨' }, reopened: 1, attempts: [] });
    expect(again.history.map(({ what }) => what)).toContain('earlier_decision');
    expect(again.decision).toBeUndefined();
    expect(() => after([{ kind: 'reopen', by: CUSTOMER, evidence: [] }], NOON + 30 * DAY + 1, closed)).toThrow(expect.objectContaining({ code: 'not_allowed_now' }));
  });

  it('is in the hands of its owner: colleagues add evidence and do their tasks, leads may do everything', () => {
    const record = after([OPEN, { kind: 'add_task', by: CHEN, department: 'repairs', text: '检查', urgency: 'soon', assignee: CHEN }]);
    for (const event of [{ ...DECIDE, by: WU }, { kind: 'assign', by: WU, to: WU }, { kind: 'finish_task', by: WU, taskId: 't1', result: '好了' }] as CaseEvent[]) {
      expect(() => after([event], NOON, record)).toThrow(expect.objectContaining({ code: 'forbidden' }));
    }
    expect(after([{ kind: 'add_evidence', by: WU, evidence: [{ kind: 'link', value: 'https://shop.example/photo' }] }], NOON, record).evidence.at(-1)).toMatchObject({ by: '吴迪', at: NOON });
    expect(after([{ kind: 'assign', by: LEAD, to: WU }], NOON, record).owner).toMatchObject({ name: '吴迪' });
    const alone = after([{ kind: 'unassign', by: SYSTEM, staffId: CHEN.id }], NOON, record);
    expect(alone.owner).toBeUndefined();
    expect(after([{ ...DECIDE, by: WU }], NOON, alone).owner).toMatchObject({ name: '吴迪' });
  });

  it('gives a task that was whoever\'s to the first who begins with it, and passes it on or back to the department', () => {
    const record = after([OPEN, { kind: 'add_task', by: CHEN, department: 'repairs', text: '检查', urgency: 'soon' }]);
    const begun = after([{ kind: 'start_task', by: WU, taskId: 't1' }], NOON, record);
    expect(begun).toMatchObject({ owner: { name: '陈晨' }, tasks: [{ state: 'started', assignee: { name: '吴迪' } }] });
    expect(after([{ kind: 'give_task', by: WU, taskId: 't1', assignee: LEAD }], NOON, begun).tasks[0]?.assignee).toMatchObject({ name: '林岚' });
    expect(after([{ kind: 'give_task', by: CHEN, taskId: 't1' }], NOON, begun).tasks[0]?.assignee).toBeUndefined();
    const elsewhere = after([{ kind: 'give_task', by: LEAD, taskId: 't1', assignee: LEAD }], NOON, begun);
    expect(() => after([{ kind: 'give_task', by: WU, taskId: 't1', assignee: WU }], NOON, elsewhere)).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });

  it('gives the tasks of somebody who leaves back to their departments, and keeps its owner', () => {
    const tasks: CaseEvent[] = [
      { kind: 'add_task', by: CHEN, department: 'repairs', text: '检查', urgency: 'soon', assignee: WU },
      { kind: 'add_task', by: CHEN, department: 'logistics', text: '找包裹', urgency: 'soon', assignee: LEAD },
    ];
    const left = after([OPEN, ...tasks, { kind: 'unassign', by: SYSTEM, staffId: WU.id }]);
    expect(left.owner).toMatchObject({ name: '陈晨' });
    expect(left.tasks.map(({ assignee }) => assignee?.name)).toEqual([undefined, '林岚']);
  });

  it('refuses codes that cases.yaml does not list and amounts that are none', () => {
    const bad: CaseEvent[] = [
      { kind: 'describe', by: CHEN, facts: { cause: 'toString' } },
      { kind: 'describe', by: CHEN, facts: { department: 'nobody' } },
      { kind: 'describe', by: CHEN, facts: { amountWished: -1 } },
      { kind: 'add_task', by: CHEN, department: 'constructor', text: '检查', urgency: 'soon' },
      { ...DECIDE, compensation: 0.5 },
    ];
    for (const event of bad) expect(() => after([event], NOON, after([OPEN]))).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    expect(after([{ kind: 'describe', by: CHEN, facts: { cause: 'damaged' } }], NOON, after([OPEN])).department).toBe('logistics');
  });
});

/** Numbers that look random and come again from the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('whatever happens to cases, in 10,000 random stories', () => {
  const ACTORS: readonly Actor[] = [CHEN, WU, LEAD, CUSTOMER, SYSTEM];
  const random = randomFrom(20_261_122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const anyEvent = (): CaseEvent => {
    const by = pick(ACTORS);
    const taskId = pick(['t1', 't2', 't3']);
    return pick<CaseEvent>([
      { ...OPEN, by },
      { kind: 'reopen', by, evidence: [] },
      { kind: 'assign', by, to: pick([CHEN, WU]) },
      { kind: 'unassign', by, staffId: pick([CHEN, WU]).id },
      { kind: 'give_task', by, taskId, assignee: pick([CHEN, WU]) },
      { kind: 'add_task', by, department: pick(['repairs', 'logistics']), text: '检查', urgency: pick(['urgent', 'soon', 'normal']) },
      { kind: 'start_task', by, taskId },
      { kind: 'finish_task', by, taskId, result: '好了' },
      { kind: 'cancel_task', by, taskId, reason: '不用了' },
      { kind: 'decide', by, outcome: 'justified', remedy: 'damages', text: '赔偿', compensation: pick([0, 100_00, 200_00, 300_00, 6000_00]) },
      { kind: 'approve', by },
      { kind: 'decline', by, reason: '再想想' },
      { kind: 'ask', by },
      { kind: 'ask', by: SYSTEM },
      { kind: 'confirm', by, seq: 1 + Math.floor(random() * 50) },
      { kind: 'refuse', by },
      { kind: 'give_up', by: pick([SYSTEM, by]) },
      { kind: 'be_late', by, limit: pick(['decide', { taskId }]) },
      { kind: 'give_news', by },
    ]);
  };

  /** What brings a case on, so that the stories get far. */
  const nextFor = (record: Case | undefined): CaseEvent => {
    if (!record || record.state === 'closed') return OPEN;
    if (record.state === 'decided') return pick<CaseEvent>([{ kind: 'ask', by: LEAD }, ...openTasks(record).map(({ id }) => ({ kind: 'cancel_task', by: LEAD, taskId: id, reason: '不用了' }) as const)]);
    if (record.state === 'awaiting') return { kind: record.isLastAttempt ? 'give_up' : 'ask', by: SYSTEM };
    return record.decision ? { kind: 'approve', by: LEAD } : anyEvent();
  };

  it('none closes without a confirmation or a last attempt, and none pays above an authority without approval', () => {
    const reached = { confirmed: 0, unanswered: 0, approved: 0, refused: 0 };
    const faults: string[] = [];
    for (let story = 0; story < 10_000; story += 1) {
      let record: Case | undefined;
      let now = NOON;
      for (let i = 0; i < 30; i += 1) {
        now += Math.floor(random() * 40) * HOUR;
        const before: Case | undefined = record;
        const event = random() < 0.4 ? nextFor(before) : anyEvent();
        const must = (holds: boolean, what: string): void => {
          if (!holds) faults.push(`${what}: ${event.kind} by ${event.by.kind} in story ${story}`);
        };
        try {
          record = stepCase(before, event, contextAt(now));
        } catch {
          reached.refused += 1;
          continue;
        }
        const isNew = before === undefined || (before.state === 'closed' && event.kind === 'open');
        must(record.version === (isNew ? 1 : (before?.version ?? 0) + 1), 'the version grows');
        const { decision, closing } = record;
        if (record.state === 'closed') {
          must(before?.state === 'awaiting' && openTasks(record).length === 0, 'it ends only after the question, with nothing left to do');
          if (closing?.reason === 'confirmed') {
            reached.confirmed += 1;
            must((closing.seq ?? 0) > 0 && event.by.kind !== 'system', 'a confirmation is a message of the customer');
          } else {
            reached.unanswered += 1;
            const times = [...(closing?.attempts.map(({ at }) => at) ?? []), now];
            must(times.length > CASE_RULES.confirm.attempts && times.slice(1).every((at, n) => at - (times[n] ?? at) >= DAY), 'attempts are as many and as far apart as the rules say');
          }
        }
        const isTold = record.state === 'decided' || record.state === 'awaiting' || record.state === 'closed';
        if (decision && (isTold || grantedCompensation(record) > 0) && !mayGrant(CASE_RULES, { id: decision.by.id, isLead: decision.by.id === LEAD.id }, decision.compensation)) {
          reached.approved += 1;
          must(decision.approval === 'approved' && decision.approvedBy?.id === LEAD.id && mayGrant(CASE_RULES, LEAD, decision.compensation), 'above an authority a lead has approved');
        }
        if (decision?.approval === 'pending') must(tellCustomer(record, event, 'en', contextAt(now)).every(({ text }) => !/¥|Compensation/.test(text)), 'nobody is told what is not approved');
      }
    }
    expect(faults).toEqual([]);
    // The stories reach what they are about.
    expect(Math.min(...Object.values(reached))).toBeGreaterThan(300);
  });
});
