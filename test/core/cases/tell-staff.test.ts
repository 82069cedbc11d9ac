import { describe, expect, it } from 'vitest';
import type { Case } from '#core/cases/case.ts';
import type { CaseEvent } from '#core/cases/event.ts';
import { stepCase } from '#core/cases/step.ts';
import { tellStaff } from '#core/cases/tell-staff.ts';
import { CASE_RULES, CHEN, contextAt, LEAD, NOON, SYSTEM, WU } from './sample-cases.ts';

const OPEN: CaseEvent = { kind: 'open', by: CHEN, facts: { summary: '洗衣机漏水' }, evidence: [], owner: CHEN };
const TASK = { kind: 'add_task', by: CHEN, department: 'repairs', text: '检查进水阀', urgency: 'urgent' } as const;
const OF_T1 = { taskId: 't1' } as const;

/** Who is told of the last of these steps. */
function toldOf(...events: readonly CaseEvent[]) {
  let before: Case | undefined;
  let record: Case | undefined;
  for (const event of events) {
    before = record;
    record = stepCase(before, event, contextAt(NOON));
  }
  const last = events.at(-1);
  if (!record || !last) throw new Error('nothing has happened');
  return tellStaff(before, record, last, CASE_RULES);
}

describe('a task of a case', () => {
  it('is told to the people of its department while it is nobody\'s, and to whoever it is given to', () => {
    expect(toldOf(OPEN, TASK)).toEqual([{ kind: 'task_given', department: 'repairs' }]);
    expect(toldOf(OPEN, { ...TASK, assignee: WU })).toEqual([{ kind: 'task_given', agentId: 's-wu' }]);
    expect(toldOf(OPEN, { ...TASK, assignee: CHEN })).toEqual([]);
    expect(toldOf(OPEN, { ...TASK, assignee: WU }, { kind: 'give_task', by: WU, ...OF_T1 })).toEqual([{ kind: 'task_given', department: 'repairs' }]);
    expect(toldOf(OPEN, TASK, { kind: 'give_task', by: CHEN, ...OF_T1, assignee: WU })).toEqual([{ kind: 'task_given', agentId: 's-wu' }]);
  });

  it('warns those who have it and whoever is responsible, and tells the leads as well when it is late', () => {
    expect(toldOf(OPEN, TASK, { kind: 'warn', by: SYSTEM, limit: OF_T1 })).toEqual([{ kind: 'task_near', department: 'repairs' }, { kind: 'case', agentId: 's-chen' }]);
    expect(toldOf(OPEN, { ...TASK, assignee: WU }, { kind: 'be_late', by: SYSTEM, limit: OF_T1 })).toEqual([{ kind: 'task_late', agentId: 's-wu' }, { kind: 'case', agentId: 's-chen' }, 'case']);
    expect(toldOf(OPEN, { ...TASK, assignee: CHEN }, { kind: 'be_late', by: SYSTEM, limit: OF_T1 })).toEqual([{ kind: 'task_late', agentId: 's-chen' }, 'case']);
    expect(toldOf(OPEN, TASK, { kind: 'be_late', by: SYSTEM, limit: 'decide' })).toEqual([{ kind: 'case', agentId: 's-chen' }, 'case']);
  });

  it('tells whoever had it that it is no longer needed', () => {
    expect(toldOf(OPEN, { ...TASK, assignee: WU }, { kind: 'cancel_task', by: CHEN, ...OF_T1, reason: '不用了' })).toEqual([{ kind: 'case', agentId: 's-wu' }]);
  });

  it('is the department\'s again when a colleague leaves, and the leads hear of a case without an owner', () => {
    expect(toldOf(OPEN, { ...TASK, assignee: WU }, { kind: 'unassign', by: SYSTEM, staffId: WU.id })).toEqual([{ kind: 'task_given', department: 'repairs' }]);
    expect(toldOf(OPEN, TASK, { kind: 'unassign', by: SYSTEM, staffId: CHEN.id })).toEqual(['case']);
  });
});

it('tells nobody of what they have done themselves', () => {
  expect(toldOf(OPEN, TASK, { kind: 'finish_task', by: CHEN, ...OF_T1, result: '好了' })).toEqual([]);
  expect(toldOf(OPEN, TASK, { kind: 'finish_task', by: LEAD, ...OF_T1, result: '好了' })).toEqual([{ kind: 'case', agentId: 's-chen' }]);
});
