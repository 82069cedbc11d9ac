import { BatonError } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { workingTimeOf } from '../time-limits/team-time.ts';
import { requireAllowed, requireNoOpenTasks, requireTask } from './allowed.ts';
import { mayGrant, requireApproval, requireApprover } from './authority.ts';
import { type Actor, type Case, type CaseEntry, type CaseLimit, type CaseTask, type Evidence, nameOf } from './case.ts';
import type { CaseEvent, CaseFacts, NewEvidence } from './event.ts';
import { namedAmount } from './named-amount.ts';
import { type CaseRules, spanOf, type Span, taskSpan } from './rules.ts';

/** Where something happens to a case. `now` is Unix ms. */
export type CaseContext = {
  readonly rules: CaseRules;
  readonly policy: Policy;
  readonly now: number;
  readonly conversation: { readonly id: string; readonly customerId: string | undefined; readonly customerName: string };
  /** A person has the conversation, and tells the customer what there is to tell. */
  readonly isWithPerson?: boolean;
};

const DAY_MS = 24 * 3600_000;
const MOST_EVIDENCE = 200;
const MOST_TASKS = 50;
const MOST_HISTORY = 500;
/** Who does these does not become responsible by it. */
const OF_ANYBODY: readonly CaseEvent['kind'][] = ['add_evidence', 'start_task', 'give_task', 'finish_task', 'assign'];

/**
 * The one place where cases change; pure. Open → investigating → decided → awaiting the customer's confirmation →
 * closed, and open again when the customer comes back in time. It never closes without a confirmation or the last of the
 * documented attempts, and no compensation above somebody's authority counts before whoever may has approved it. Throws
 * `not_allowed_now`, `forbidden`, `conflict`, `not_found` and `invalid_input`.
 */
export function stepCase(found: Case | undefined, event: CaseEvent, context: CaseContext): Case {
  if (event.kind === 'open' && (found === undefined || found.state === 'closed')) return open(event, context);
  if (!found) throw new BatonError('not_found', '还没有个案。 · There is no case.');
  const before = movedTo(found, context.conversation.id);
  requireAllowed(before, event);
  // Whoever acts first where nobody is responsible is from then on (首问责任制).
  const takes = before.owner === undefined && event.by.kind === 'staff' && !OF_ANYBODY.includes(event.kind);
  const owned: Case = takes && event.by.kind === 'staff' ? { ...before, owner: { id: event.by.id, name: event.by.name } } : before;
  const after = apply(owned, event, context);
  return { ...after, version: before.version + 1, history: event.kind === 'was_told' ? after.history : [...after.history, entryOf(event, context.now)].slice(-MOST_HISTORY) };
}

/** A case lives in the conversation in which something happened to it last: there the customer hears of it. */
function movedTo(record: Case, conversationId: string): Case {
  const from = record.conversationId;
  if (from === conversationId) return record;
  const { askedSeq: _, askedSegment: __, earlier = [], ...rest } = record;
  // Numbers of messages count in one conversation only.
  const evidence = record.evidence.map((item): Evidence => {
    if (item.kind !== 'message') return item;
    const { conversationId: there = from, ...own } = item;
    return there === conversationId ? own : { ...own, conversationId: there };
  });
  return { ...rest, conversationId, earlier: [...earlier.filter((id) => id !== conversationId && id !== from), from], evidence };
}

function apply(record: Case, event: CaseEvent, context: CaseContext): Case {
  const { now, rules } = context;
  switch (event.kind) {
    case 'open':
      throw new BatonError('internal', 'An open case cannot be opened.');
    case 'reopen':
      return reopen(record, event.evidence, event.by, context);
    case 'assign':
      return { ...record, owner: event.to };
    case 'unassign':
      return withoutPerson(record, event.staffId);
    case 'describe':
      return { ...record, ...checkedFacts(event.facts, rules) };
    case 'continue':
    case 'add_evidence':
      return { ...record, evidence: withEvidence(record.evidence, event.evidence, event.by, now) };
    case 'add_task':
      return addTask(record, event, context);
    case 'start_task': {
      const task = requireTask(record, event.taskId);
      // Whoever begins with what was the whole department's has it from then on.
      const { by } = event;
      return withTask(record, { ...task, state: 'started', ...(task.assignee === undefined && by.kind === 'staff' ? { assignee: { id: by.id, name: by.name } } : {}) });
    }
    case 'give_task': {
      const { assignee: _, ...task } = requireTask(record, event.taskId);
      return withTask(record, { ...task, ...(event.assignee ? { assignee: event.assignee } : {}) });
    }
    case 'finish_task':
      return { ...withTask(record, { ...requireTask(record, event.taskId), state: 'done', endedAt: now, endedBy: nameOf(event.by), result: event.result }), ...(context.isWithPerson ? { newsOwedAt: now } : {}) };
    case 'cancel_task':
      return withTask(record, { ...requireTask(record, event.taskId), state: 'cancelled', endedAt: now, endedBy: nameOf(event.by), result: event.reason });
    case 'decide':
      return decide(record, event, context);
    case 'approve':
      return approve(record, event, context);
    case 'decline': {
      requirePending(record);
      requireApprover(rules, event.by);
      const { decision: _, ...rest } = record;
      return rest;
    }
    case 'ask':
      return ask(record, nameOf(event.by), context);
    case 'confirm':
      return close(record, { reason: 'confirmed', at: now, by: nameOf(event.by), seq: event.seq, attempts: record.attempts });
    case 'refuse':
      return lookInto(record, context);
    case 'give_up':
      if (!record.isLastAttempt || !isTimeToAsk(record, now)) throw new BatonError('not_allowed_now', '还没有按规定多次询问客户。 · The customer has not been asked often enough yet.');
      return close(record, { reason: 'no_answer', at: now, by: nameOf(event.by), attempts: record.attempts });
    case 'warn':
      return withLimit(record, event.limit, (limit) => ({ ...limit, warnedAt: now }));
    case 'be_late':
      return { ...withLimit(record, event.limit, (limit) => ({ ...limit, lateAt: now })), lateAt: record.lateAt ?? now };
    case 'owe_news':
      return { ...record, newsAt: nextNews(context), newsOwedAt: record.newsOwedAt ?? now };
    case 'give_news':
    case 'was_told': {
      const { newsOwedAt: _, ...told } = record;
      return { ...told, newsAt: nextNews(context) };
    }
  }
}

function open({ facts, evidence, owner, by }: Extract<CaseEvent, { kind: 'open' }>, context: CaseContext): Case {
  const { now, conversation, policy, rules } = context;
  return {
    id: '',
    day: new Intl.DateTimeFormat('en-CA', { timeZone: policy.timeZone, dateStyle: 'short' }).format(now).replaceAll('-', ''),
    version: 1,
    conversationId: conversation.id,
    ...(conversation.customerId === undefined ? {} : { customerId: conversation.customerId }),
    customerName: conversation.customerName,
    state: 'open',
    summary: '',
    claim: 'unclear',
    orders: [],
    ...checkedFacts(facts, rules),
    ...(owner ? { owner } : {}),
    evidence: withEvidence([], evidence, by, now),
    tasks: [],
    decideBy: limitFrom(spanOf(rules.decide), rules.team, context),
    newsAt: nextNews(context),
    attempts: [],
    openedAt: now,
    openedBy: nameOf(by),
    reopened: 0,
    history: [{ at: now, by: nameOf(by), what: 'open' }],
  };
}

/** Asks the customer; again only after the time that the rules set, so that attempts are spread over it. */
function ask(record: Case, by: string, context: CaseContext): Case {
  const { rules, now } = context;
  requireNoOpenTasks(record);
  if (record.state === 'awaiting' && (record.isLastAttempt || !isTimeToAsk(record, now))) {
    throw new BatonError('not_allowed_now', '已经问过客户了，到时间会自动再问。 · The customer has been asked; Baton asks again in time.');
  }
  const attempts = [...record.attempts, { at: now, by }];
  return { ...record, state: 'awaiting', attempts, isLastAttempt: attempts.length >= rules.confirm.attempts, askAgainAt: after(spanOf(rules.confirm.every), rules.team, context) };
}

/**
 * A case after what message `seq` was to tell the customer has not left, because a person came first: a question that the
 * customer never saw counts for nothing and is asked as soon as it can be; anything else is owed again.
 */
export function withUnsaid(record: Case, seq: number, now: number): Case {
  const version = record.version + 1;
  if (record.state !== 'awaiting' || record.askedSeq !== seq) return { ...record, version, newsOwedAt: record.newsOwedAt ?? now };
  const { askedSeq: _, askedSegment: __, isLastAttempt: ___, ...rest } = record;
  return { ...rest, version, attempts: record.attempts.slice(0, -1), askAgainAt: now };
}

function isTimeToAsk({ askAgainAt }: Case, now: number): boolean {
  return askAgainAt !== undefined && now >= askAgainAt;
}

function close(record: Case, closing: NonNullable<Case['closing']>): Case {
  const { newsAt: _, askAgainAt: __, newsOwedAt: ___, ...rest } = record;
  return { ...rest, state: 'closed', closing };
}

/** The same case, with the same owner; what was decided stays in the history. */
function reopen(record: Case, evidence: readonly NewEvidence[], by: Actor, context: CaseContext): Case {
  const { rules, now } = context;
  if (record.closing && now - record.closing.at > rules.reopenDays * DAY_MS) {
    throw new BatonError('not_allowed_now', `办结已超过 ${rules.reopenDays} 天，请建立新的个案。 · It was closed more than ${rules.reopenDays} days ago; please open a new case.`);
  }
  const { closing: _, ...rest } = lookInto(record, context);
  return { ...rest, evidence: withEvidence(record.evidence, evidence, by, now), reopened: record.reopened + 1 };
}

/** Looked into again, with a new limit for the next decision. */
function lookInto(record: Case, context: CaseContext): Case {
  const { decision, askAgainAt: _, isLastAttempt: __, askedSeq: ___, askedSegment: ____, ...rest } = record;
  const { rules } = context;
  const line = decision && { at: decision.at, by: decision.by.name, what: 'earlier_decision', words: decision.text };
  return {
    ...rest,
    state: 'investigating',
    attempts: [],
    decideBy: limitFrom(spanOf(rules.decide), rules.team, context),
    newsAt: nextNews(context),
    history: line ? [...record.history, line] : record.history,
  };
}

function addTask(record: Case, { department, text, urgency, assignee, by }: Extract<CaseEvent, { kind: 'add_task' }>, context: CaseContext): Case {
  const { rules, now } = context;
  if (!Object.hasOwn(rules.departments, department)) throw new BatonError('invalid_input', '没有这个部门，请另选一个。 · There is no such department. Please choose another one.');
  if (record.tasks.length >= MOST_TASKS) throw new BatonError('invalid_input', `一个个案最多 ${MOST_TASKS} 项任务。 · A case has at most ${MOST_TASKS} tasks.`);
  const limit = limitFrom(taskSpan(rules, department, urgency), rules.departments[department]?.team ?? rules.team, context);
  const task: CaseTask = { id: `t${record.tasks.length + 1}`, department, text, urgency, state: 'open', ...(assignee ? { assignee } : {}), limit, openedAt: now, openedBy: nameOf(by) };
  return { ...record, state: record.state === 'open' ? 'investigating' : record.state, department: record.department ?? department, tasks: [...record.tasks, task] };
}

function decide(record: Case, { outcome, remedy, text, compensation, by }: Extract<CaseEvent, { kind: 'decide' }>, { rules, now }: CaseContext): Case {
  if (by.kind !== 'staff') throw new BatonError('forbidden', 'Only people decide cases.');
  if (!Number.isSafeInteger(compensation) || compensation < 0) throw new BatonError('invalid_input', '补偿金额不对。 · The compensation is not an amount.');
  // What the customer reads counts as much as the figure beside it: an amount in the words is a promise of it.
  const isWithin = mayGrant(rules, by, compensation) && (by.isLead || mayGrant(rules, by, namedAmount(text)));
  return {
    ...record,
    state: isWithin ? 'decided' : 'investigating',
    decision: { outcome, remedy, text, compensation, by: { id: by.id, name: by.name }, at: now, approval: isWithin ? 'not_needed' : 'pending' },
  };
}

function approve(record: Case, { by }: Extract<CaseEvent, { kind: 'approve' }>, { rules }: CaseContext): Case {
  const decision = requirePending(record);
  requireApproval(rules, by, decision);
  return { ...record, state: 'decided', decision: { ...decision, approval: 'approved', approvedBy: { id: by.id, name: by.name } } };
}

function requirePending({ decision }: Case): NonNullable<Case['decision']> {
  if (decision?.approval !== 'pending') throw new BatonError('not_allowed_now', '没有等待批准的决定。 · No decision waits for approval.');
  return decision;
}

function checkedFacts({ cause, department, amountWished, ...facts }: CaseFacts, rules: CaseRules): CaseFacts {
  if (cause !== undefined && !Object.hasOwn(rules.causes, cause)) throw new BatonError('invalid_input', '没有这个原因，请另选一个。 · There is no such cause. Please choose another one.');
  if (department !== undefined && !Object.hasOwn(rules.departments, department)) throw new BatonError('invalid_input', '没有这个部门，请另选一个。 · There is no such department. Please choose another one.');
  if (amountWished !== undefined && (!Number.isSafeInteger(amountWished) || amountWished < 0)) throw new BatonError('invalid_input', '金额不对。 · That is not an amount.');
  const responsible = department ?? (cause === undefined ? undefined : rules.causes[cause]?.department);
  return { ...facts, ...(cause === undefined ? {} : { cause }), ...(amountWished === undefined ? {} : { amountWished }), ...(responsible === undefined ? {} : { department: responsible }) };
}

function withEvidence(known: readonly Evidence[], more: readonly NewEvidence[], by: Actor, at: number): readonly Evidence[] {
  const fresh = more.filter(({ kind, value }) => kind === 'note' || !known.some((item) => item.kind === kind && item.value === value && item.conversationId === undefined));
  // What a customer writes is never refused for it.
  if (by.kind === 'staff' && known.length + fresh.length > MOST_EVIDENCE) throw new BatonError('invalid_input', `一个个案最多 ${MOST_EVIDENCE} 条证据。 · A case has at most ${MOST_EVIDENCE} pieces of evidence.`);
  return [...known, ...fresh.map((item, i) => ({ ...item, id: `e${known.length + i + 1}`, by: nameOf(by), at }))].slice(0, MOST_EVIDENCE);
}

function withTask(record: Case, task: CaseTask): Case {
  const state = record.state === 'open' ? 'investigating' : record.state;
  return { ...record, state, tasks: record.tasks.map((known) => (known.id === task.id ? task : known)) };
}

function withoutPerson({ owner, ...record }: Case, staffId: string): Case {
  const tasks = record.tasks.map((task) => {
    const { assignee, ...rest } = task;
    return assignee?.id === staffId && (task.state === 'open' || task.state === 'started') ? rest : task;
  });
  return { ...record, tasks, ...(owner && owner.id !== staffId ? { owner } : {}) };
}

function withLimit(record: Case, ref: Extract<CaseEvent, { kind: 'warn' }>['limit'], change: (limit: CaseLimit) => CaseLimit): Case {
  if (ref === 'decide') return record.decideBy ? { ...record, decideBy: change(record.decideBy) } : record;
  return { ...record, tasks: record.tasks.map((task) => (task.id === ref.taskId ? { ...task, limit: change(task.limit) } : task)) };
}

function nextNews(context: CaseContext): number {
  return after(spanOf(context.rules.news), context.rules.team, context);
}

/** The moment at which a span has passed, from now on. */
function after({ ms, counts }: Pick<Span, 'ms' | 'counts'>, team: string, { policy, now }: CaseContext): number {
  return counts === 'clock' ? now + ms : workingTimeOf(policy, team).add(now, ms);
}

function limitFrom(span: Span, team: string, context: CaseContext): CaseLimit {
  return { dueAt: after(span, team, context), warnAt: after({ ...span, ms: Math.round(span.ms * span.warnAfter) }, team, context) };
}

function entryOf(event: CaseEvent, at: number): CaseEntry {
  const words = wordsOf(event);
  return { at, by: nameOf(event.by), what: event.kind, ...(words === undefined ? {} : { words }) };
}

function wordsOf(event: CaseEvent): string | undefined {
  switch (event.kind) {
    case 'assign':
      return event.to.name;
    case 'give_task':
      return event.assignee?.name;
    case 'add_task':
      return event.text;
    case 'finish_task':
      return event.result;
    case 'cancel_task':
    case 'decline':
      return event.reason;
    case 'decide':
      return event.text;
    case 'refuse':
      return event.words;
    case 'open':
    case 'reopen':
    case 'continue':
    case 'unassign':
    case 'describe':
    case 'add_evidence':
    case 'start_task':
    case 'approve':
    case 'ask':
    case 'confirm':
    case 'give_up':
    case 'warn':
    case 'be_late':
    case 'give_news':
    case 'owe_news':
    case 'was_told':
      return undefined;
  }
}

