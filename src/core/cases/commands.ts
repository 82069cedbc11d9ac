import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import type { Person } from '../desk/desk-state.ts';
import { BatonError } from '../errors.ts';
import type { Bilingual } from '../language.ts';
import type { Policy } from '../policy.ts';
import type { CaseDesk } from '../ports/case-desk.ts';
import type { CaseStore } from '../ports/case-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Agent } from '../ports/desk.ts';
import type { Store } from '../ports/store.ts';
import type { LanguageCheck } from '../service-language/check.ts';
import { cleanText } from '../text.ts';
import { canConfirm } from './answer.ts';
import { mayApprove, mostGranted } from './authority.ts';
import { type Actor, type Case, type CaseDecision, grantedCompensation, isLate } from './case.ts';
import type { CaseEvent } from './event.ts';
import { reportOn } from './report.ts';
import type { CaseRules } from './rules.ts';
import { toCaseLine, toTaskLine } from './to-view.ts';
import type { CaseCommand, CaseFacts, CaseSetup, CaseView } from './view.ts';

/** What cases rest on. */
export type CaseShop = {
  readonly store: Store;
  readonly cases: CaseStore;
  readonly clock: Clock;
  readonly policy: () => Policy;
  readonly staff: () => Promise<readonly Agent[]>;
  /** Departments of cases.yaml whose tasks are this person's. */
  readonly departmentsOf: (person: Person) => readonly string[];
  readonly serviceLanguage: () => LanguageCheck | undefined;
  readonly productName: (id: string) => Bilingual;
};

const DAY_MS = 24 * 3600_000;
const PAGE = 200;

/** Where staff see cases and act on them; every step is one transaction of its conversation. */
export function createCaseDesk(shop: CaseShop): CaseDesk {
  const { store, cases, clock } = shop;
  const rules = (): CaseRules => {
    const { cases: found } = shop.policy();
    if (!found) throw new BatonError('not_allowed_now', '没有设置个案（intents/cases.yaml）。 · Cases are not set up (intents/cases.yaml).');
    return found;
  };
  const view = async (record: Case | undefined, reader: Agent): Promise<CaseView> => ({
    ...(record ? { record } : {}),
    ...(record?.decision?.approval === 'pending' ? { approval: await approvalOf(record.decision, reader) } : {}),
    setup: setupOf(rules(), reader),
    isLate: record !== undefined && record.state !== 'closed' && isLate(record),
    mayReopen: record?.closing !== undefined && clock.now() - record.closing.at <= rules().reopenDays * DAY_MS,
  });
  const approvalOf = async (decision: CaseDecision, reader: Agent): Promise<NonNullable<CaseView['approval']>> => {
    const may = (person: Agent): boolean => mayApprove(rules(), granter(person), decision);
    return { by: (await shop.staff()).filter(may).map(({ name }) => name), mayApprove: may(reader) };
  };
  const require = async (id: string): Promise<Case> => {
    const record = await cases.get(id);
    if (!record) throw new BatonError('not_found', '没有这个个案。 · There is no such case.');
    return record;
  };
  const lead = ({ role }: Agent): void => {
    if (role !== 'lead') throw new BatonError('forbidden', '只有主管可以看统计。 · Only leads see reports.');
  };
  return {
    get: async (id, reader) => view(await require(id), reader),
    ofConversation: async (conversationId, reader) => (shop.policy().cases ? view(await cases.ofConversation(conversationId), reader) : undefined),
    async list({ cursor, limit, ...query }) {
      const found = await cases.list({ ...query, limit: limit + 1, ...(cursor === undefined ? {} : { after: readCursor(cursor) }) });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { cases: page.map(toCaseLine), ...(found.length > limit && last ? { next: `${last.openedAt}.${last.id}` } : {}) };
    },
    async tasks({ cursor, limit, mine, ...query }) {
      const { cases: inForce } = shop.policy();
      if (!inForce) return { tasks: [] };
      const found = await cases.tasks({ ...query, limit: limit + 1, ...(mine ? { mine: { staffId: mine.id, departments: shop.departmentsOf(mine) } } : {}), ...(cursor === undefined ? {} : { after: readTaskCursor(cursor) }) });
      const page = found.slice(0, limit).map(({ task, record }) => toTaskLine(task, record, inForce));
      const last = page.at(-1);
      return { tasks: page, ...(found.length > limit && last ? { next: `${last.dueAt}.${last.caseId}.${last.taskId}` } : {}) };
    },
    isOf: (department, person) => shop.departmentsOf(person).includes(department),
    async open(conversationId, agent, facts, commandId) {
      const by = actorOf(agent);
      const event: CaseEvent = { kind: 'open', by, facts: cleanFacts(facts), evidence: [], owner: { id: agent.id, name: agent.name } };
      await store.update(conversationId, () => ({ case: { events: [event] } }), clock.now(), { by: agent.id, ...once(commandId, agent, ['case_open', facts]) });
      return view(await cases.ofConversation(conversationId), agent);
    },
    async command(id, agent, command, version, commandId) {
      const record = await require(id);
      const event = await toEvent(command, agent, record, shop);
      const decide = (conversation: Conversation): Change => {
        if (conversation.case?.id !== id) throw new BatonError('not_allowed_now', '这位客户已有新的个案，请在新个案里处理。 · The customer has a newer case; please go on there.');
        if (conversation.case.version !== version) throw new BatonError('conflict', '同事刚刚改过这个个案，请看一下最新情况再操作。 · A colleague has just changed this case; please look at it again.');
        return { case: { events: [event] } };
      };
      await store.update(record.conversationId, decide, clock.now(), { by: agent.id, ...once(commandId, agent, ['case', id, command]) });
      return view(await require(id), agent);
    },
    async report(reader, from, to) {
      lead(reader);
      return reportOn(await cases.figures(from, to), { from, to }, rules(), shop.productName);
    },
    async *lines(reader, from, to) {
      lead(reader);
      let after: { readonly openedAt: number; readonly id: string } | undefined = { openedAt: to, id: '' };
      while (after) {
        const page: readonly Case[] = await cases.list({ after, limit: PAGE });
        for (const record of page) {
          if (record.openedAt < from) return;
          const { cause, product, department } = record;
          yield { ...toCaseLine(record), ...(cause === undefined ? {} : { cause }), ...(product === undefined ? {} : { product }), ...(department === undefined ? {} : { department }), compensation: grantedCompensation(record) };
        }
        const last = page.at(-1);
        after = page.length === PAGE && last ? { openedAt: last.openedAt, id: last.id } : undefined;
      }
    },
  };
}

function setupOf(rules: CaseRules, reader: Agent): CaseSetup {
  const { departments, causes, currency } = rules;
  const named = (all: Readonly<Record<string, { readonly name: Bilingual }>>) => Object.entries(all).map(([id, { name }]) => ({ id, name }));
  const most = mostGranted(rules, granter(reader));
  return { departments: named(departments), causes: named(causes), currency, ...(most === null ? {} : { mayGrant: most }) };
}

function granter({ id, role }: Agent): { readonly id: string; readonly isLead: boolean } {
  return { id, isLead: role === 'lead' };
}

function actorOf({ id, name, role }: Agent): Actor {
  return { kind: 'staff', id, name, isLead: role === 'lead' };
}

function once(commandId: string | undefined, agent: Agent, what: readonly unknown[]): { readonly id?: string; readonly content?: string } {
  return commandId === undefined ? {} : { id: commandId, content: JSON.stringify([agent.id, ...what]) };
}

function cleanFacts({ summary, product, orders, ...facts }: CaseFacts): CaseFacts {
  return {
    ...facts,
    ...(summary === undefined ? {} : { summary: cleanText(summary) }),
    ...(product === undefined ? {} : { product: cleanText(product) }),
    ...(orders === undefined ? {} : { orders: orders.map(cleanText) }),
  };
}

/** A command as an event, its words cleaned, the people that it names known. */
async function toEvent(command: CaseCommand, agent: Agent, record: Case, shop: CaseShop): Promise<CaseEvent> {
  const by = actorOf(agent);
  switch (command.kind) {
    case 'assign':
      return { kind: 'assign', by, to: await personOf(command.agentId, shop) };
    case 'describe':
      return { kind: 'describe', by, facts: cleanFacts(command.facts) };
    case 'reopen':
      return { kind: 'reopen', by, evidence: [{ kind: 'note', value: cleanText(command.note) }] };
    case 'add_evidence': {
      const { kind, value, note } = command.evidence;
      const evidence = { kind, value: cleanText(value), ...(note === undefined ? {} : { note: cleanText(note) }) };
      if (kind === 'message') await requireMessage(record.conversationId, Number(value), shop);
      return { kind: 'add_evidence', by, evidence: [evidence] };
    }
    case 'add_task': {
      const { department, urgency, agentId } = command;
      return { kind: 'add_task', by, department, urgency, text: cleanText(command.text), ...(agentId === undefined ? {} : { assignee: await personOf(agentId, shop) }) };
    }
    case 'give_task':
      return { kind: 'give_task', by, taskId: command.taskId, ...(command.agentId === undefined ? {} : { assignee: await personOf(command.agentId, shop) }) };
    case 'finish_task':
      return { kind: 'finish_task', by, taskId: command.taskId, result: cleanText(command.result) };
    case 'cancel_task':
      return { kind: 'cancel_task', by, taskId: command.taskId, reason: cleanText(command.reason) };
    case 'decide': {
      const text = cleanText(command.text);
      // What customers are told by the system is held to the rule that the bot is held to.
      if (shop.serviceLanguage()?.isNeverSaid(text)) {
        throw new BatonError('invalid_input', '告诉客户的话里有服务用语不允许的说法，请换一种说法。 · The words for the customer say something that is never said in service; please put it differently.');
      }
      return { ...command, by, text };
    }
    case 'decline':
      return { kind: 'decline', by, reason: cleanText(command.reason) };
    case 'refuse':
      return { kind: 'refuse', by, words: cleanText(command.words) };
    case 'confirm':
      await requireConfirmation(record, command.seq, shop);
      return { ...command, by };
    case 'start_task':
    case 'approve':
    case 'ask':
      return { ...command, by };
  }
}

async function personOf(id: string, { staff }: CaseShop): Promise<Person> {
  const found = (await staff()).find((person) => person.id === id);
  if (!found) throw new BatonError('invalid_input', '没有这位同事，请另选一位。 · There is no such colleague. Please choose another one.');
  return { id: found.id, name: found.name };
}

/** Throws `invalid_input` unless there is such a message. */
async function requireMessage(conversationId: string, seq: number, { store }: CaseShop): Promise<void> {
  if ((await store.transcript(conversationId, TRANSCRIPT)).some(({ message }) => message.seq === seq)) return;
  throw new BatonError('invalid_input', '这个对话里没有这条消息。 · There is no such message in this conversation.');
}

/** Throws `invalid_input` unless the customer has written this message after being asked, and it can be read as a yes. */
async function requireConfirmation(record: Case, seq: number, { store }: CaseShop): Promise<void> {
  const since = record.attempts[0]?.at ?? 0;
  const said = (await store.transcript(record.conversationId, TRANSCRIPT)).filter(({ message }) => message.author === 'customer' && message.at >= since);
  if (!said.some(({ message }) => message.seq === seq)) {
    throw new BatonError('invalid_input', '请填客户在被问之后写的那条消息的编号。 · Please give the number of a message that the customer has written after being asked.');
  }
  const words = said.map(({ message, understanding }) => ({ seq: message.seq, segment: message.segment, text: message.text, hasSignal: (understanding?.signals.length ?? 0) > 0 }));
  if (!canConfirm(record, words, seq)) {
    throw new BatonError('invalid_input', '客户的这条消息没有说问题已经解决，或者后来又说没有解决。请再确认一次，或等系统再问。 · That message does not say that it is settled, or the customer said otherwise later. Please ask again, or wait until Baton does.');
  }
}

const TRANSCRIPT = 2_000;

function readCursor(cursor: string): { readonly openedAt: number; readonly id: string } {
  const found = /^(\d{1,15})\.(C-[\d-]{8,30})$/.exec(cursor);
  if (!found) throw new BatonError('invalid_input', 'The cursor cannot be read; begin again without one.');
  return { openedAt: Number(found[1]), id: found[2] ?? '' };
}

function readTaskCursor(cursor: string): { readonly dueAt: number; readonly caseId: string; readonly taskId: string } {
  const found = /^(\d{1,15})\.(C-[\d-]{8,30})\.(t\d{1,3})$/.exec(cursor);
  if (!found) throw new BatonError('invalid_input', 'The cursor cannot be read; begin again without one.');
  return { dueAt: Number(found[1]), caseId: found[2] ?? '', taskId: found[3] ?? '' };
}
