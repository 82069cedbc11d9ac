import type { Kysely, Selectable, Transaction } from 'kysely';
import { type Case, grantedCompensation, isLate } from '#core/cases/case.ts';
import { NUMBER } from '#core/cases/wording.ts';
import { withUnsaid } from '#core/cases/step.ts';
import { toOpenCase } from '#core/cases/to-view.ts';
import type { Change } from '#core/change.ts';
import type { Conversation } from '#core/conversation.ts';
import { BatonError } from '#core/errors.ts';
import type { NewMessage } from '#core/message.ts';
import type { CaseFilter, CaseStore } from '#core/ports/case-store.ts';
import { shorten } from '#core/text.ts';
import { listTasks, writeTasks } from './case-tasks.ts';
import type { ConversationsTable, Tables } from './tables.ts';

const SUMMARY_LENGTH = 200;
const NOT_CLOSED = ['open', 'investigating', 'decided', 'awaiting'] as const;

/** A conversation with its case, where it has one; asks for nothing where it has none. */
export async function withItsCase(db: Kysely<Tables>, conversation: Conversation, row: Pick<Selectable<ConversationsTable>, 'case_id'>): Promise<Conversation> {
  if (row.case_id === null) return conversation;
  const found = await db.selectFrom('cases').select('body').where('id', '=', row.case_id).executeTakeFirst();
  return found ? { ...conversation, case: JSON.parse(found.body) as Case } : conversation;
}

/** Open cases of one customer that are told, the latest. */
const MOST_OPEN = 20;
/** Other cases that are looked at when a customer comes back, at most. */
const MOST_OTHERS = 10;

/** The same conversation with the other cases of its customer, where a new complaint could be about one of them. */
export async function withOtherCases(db: Kysely<Tables>, conversation: Conversation): Promise<Conversation> {
  const { customerId, case: own, state } = conversation;
  if (customerId === undefined || state === 'human' || (own && own.state !== 'closed')) return conversation;
  const rows = await db
    .selectFrom('cases')
    .select('body')
    .where('customer_id', '=', customerId)
    .$if(own !== undefined, (query) => query.where('id', '!=', own?.id ?? ''))
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_OTHERS)
    .execute();
  return rows.length === 0 ? conversation : { ...conversation, otherCases: rows.map(({ body }) => JSON.parse(body) as Case) };
}

/**
 * Writes what a change does to the case of a conversation whose row this transaction holds, and answers with the change
 * whose messages tell it, its number filled in. Throws `conflict` where the case has changed since it was read.
 */
export async function writeCase(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, change: Change, now: number): Promise<Change> {
  const result = change.case?.result;
  if (!change.case || !result) return change;
  const id = result.record.id === '' ? await nextNumber(trx, result.record.day) : result.record.id;
  const says = result.says.map((message): NewMessage => ({ ...message, text: message.text.replaceAll(NUMBER, id) }));
  const messages = [...(change.messages ?? []), ...says];
  // What is said last of the case is the question, where it asks one.
  const asks = result.record.state === 'awaiting' && change.case.events.some(({ kind }) => kind === 'ask');
  const record: Case = {
    ...result.record,
    id,
    ...(result.record.summary === '' ? { summary: await firstWords(trx, row.id, result.record) } : {}),
    ...(asks ? { askedSeq: row.last_seq + messages.length, askedSegment: row.segment } : {}),
  };
  const values = toRow(record, now);
  if (result.replaces === undefined) {
    await trx.insertInto('cases').values({ id, opened_at: record.openedAt, ...values }).execute();
  } else {
    const written = await trx.updateTable('cases').set(values).where('id', '=', id).where('version', '=', result.replaces).executeTakeFirst();
    if (written.numUpdatedRows !== 1n) throw new BatonError('conflict', '个案刚刚有了变化，请看一下最新情况。 · The case has just changed; please look at it again.');
  }
  if (row.case_id !== id) await trx.updateTable('conversations').set({ case_id: id }).where('id', '=', row.id).execute();
  await writeTasks(trx, record);
  return { ...change, messages, case: { ...change.case, result: { ...result, record } } };
}

/** What the customer was told of a case by a message that was withheld, is owed again. */
export async function takeBackUnsaid(trx: Transaction<Tables>, messageId: string, now: number): Promise<void> {
  const found = await trx
    .selectFrom('messages')
    .innerJoin('cases', 'cases.conversation_id', 'messages.conversation_id')
    .innerJoin('conversations', (join) => join.onRef('conversations.id', '=', 'messages.conversation_id').onRef('conversations.case_id', '=', 'cases.id'))
    .select(['messages.seq', 'cases.body'])
    .where('messages.id', '=', messageId)
    .executeTakeFirst();
  const before = found && (JSON.parse(found.body) as Case);
  if (!before || before.state === 'closed') return;
  const record = withUnsaid(before, found.seq, now);
  await trx.updateTable('cases').set(toRow(record, now)).where('id', '=', record.id).where('version', '=', before.version).execute();
}

/** The next number of a day; whoever else opens a case waits until this transaction ends. */
async function nextNumber(trx: Transaction<Tables>, day: string): Promise<string> {
  const { last } = await trx
    .insertInto('case_numbers')
    .values({ day, last: 1 })
    .onConflict((conflict) => conflict.column('day').doUpdateSet((eb) => ({ last: eb('case_numbers.last', '+', 1) })))
    .returning('last')
    .executeTakeFirstOrThrow();
  return `C-${day}-${String(last).padStart(4, '0')}`;
}

/** The customer's words that the case rests on first. */
async function firstWords(trx: Transaction<Tables>, conversationId: string, { evidence }: Case): Promise<string> {
  const seq = Number(evidence.find(({ kind }) => kind === 'message')?.value ?? 0);
  const found = await trx
    .selectFrom('messages')
    .select('text')
    .where('conversation_id', '=', conversationId)
    .where('author', '=', 'customer')
    .$if(seq > 0, (query) => query.where('seq', '=', seq))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return shorten(found?.text ?? '', SUMMARY_LENGTH);
}

function toRow(record: Case, now: number) {
  return {
    conversation_id: record.conversationId,
    customer_id: record.customerId ?? null,
    state: record.state,
    owner_id: record.owner?.id ?? null,
    cause: record.cause ?? null,
    product: record.product ?? null,
    department: record.department ?? null,
    updated_at: now,
    closed_at: record.closing?.at ?? null,
    late_at: record.lateAt ?? null,
    is_late: record.state !== 'closed' && isLate(record) ? 1 : 0,
    awaits_approval: record.decision?.approval === 'pending' ? 1 : 0,
    compensation: grantedCompensation(record),
    version: record.version,
    body: JSON.stringify(record),
  };
}

/** Cases in the database, for reading. */
export function createCaseStore(db: Kysely<Tables>): CaseStore {
  const parse = ({ body }: { readonly body: string }): Case => JSON.parse(body) as Case;
  return {
    async get(id) {
      const row = await db.selectFrom('cases').select('body').where('id', '=', id).executeTakeFirst();
      return row && parse(row);
    },
    async ofConversation(conversationId) {
      const row = await db.selectFrom('conversations').innerJoin('cases', 'cases.id', 'conversations.case_id').select('cases.body').where('conversations.id', '=', conversationId).executeTakeFirst();
      return row && parse(row);
    },
    list: async (filter) => (await listCases(db, filter)).map(parse),
    tasks: (filter) => listTasks(db, filter),
    async figures(from, to) {
      const rows = await db
        .selectFrom('cases')
        .select(['cause', 'product', 'department', 'opened_at', 'closed_at', 'late_at', 'compensation'])
        .where('opened_at', '>=', from)
        .where('opened_at', '<', to)
        .execute();
      return rows.map(({ cause, product, department, opened_at, closed_at, late_at, compensation }) => ({
        cause: cause ?? undefined,
        product: product ?? undefined,
        department: department ?? undefined,
        openedAt: opened_at,
        closedAt: closed_at ?? undefined,
        wasLate: late_at !== null,
        compensation,
      }));
    },
    async ownedBy(staffId) {
      const rows = await db.selectFrom('cases').select('conversation_id').where('owner_id', '=', staffId).where('state', 'in', NOT_CLOSED).execute();
      return rows.map(({ conversation_id }) => conversation_id);
    },
    async openCases({ conversationId, customerId }) {
      // One after the other: asked for either at once, SQLite reads every case that is open anywhere.
      const ofConversation = notClosed(db).where('conversation_id', '=', conversationId);
      const found = customerId === undefined ? ofConversation : ofConversation.union(notClosed(db).where('customer_id', '=', customerId));
      const rows = await found.orderBy('opened_at', 'desc').orderBy('id', 'desc').limit(MOST_OPEN).execute();
      return rows.map((row) => toOpenCase(parse(row)));
    },
  };
}

function notClosed(db: Kysely<Tables>) {
  return db.selectFrom('cases').select(['id', 'opened_at', 'body']).where('state', 'in', NOT_CLOSED);
}

function listCases(db: Kysely<Tables>, { states, ownerId, customerId, conversationId, department, isLate: late, awaitsApproval, after, limit }: CaseFilter) {
  return db
    .selectFrom('cases')
    .select('body')
    .$if(states !== undefined, (query) => query.where('state', 'in', [...(states ?? [])]))
    .$if(ownerId !== undefined, (query) => query.where('owner_id', '=', ownerId ?? ''))
    .$if(customerId !== undefined, (query) => query.where('customer_id', '=', customerId ?? ''))
    .$if(conversationId !== undefined, (query) => query.where((eb) => eb.or([eb('conversation_id', '=', conversationId ?? ''), eb('id', '=', eb.selectFrom('conversations').select('case_id').where('conversations.id', '=', conversationId ?? ''))])))
    .$if(department !== undefined, (query) =>
      query.where((eb) => eb.or([eb('department', '=', department ?? ''), eb.exists(eb.selectFrom('case_tasks').select('task_id').whereRef('case_tasks.case_id', '=', 'cases.id').where('case_tasks.department', '=', department ?? ''))])),
    )
    .$if(late === true, (query) => query.where('is_late', '=', 1))
    .$if(awaitsApproval === true, (query) => query.where('awaits_approval', '=', 1))
    .$if(after !== undefined, (query) =>
      query.where((eb) => eb.or([eb('opened_at', '<', after?.openedAt ?? 0), eb.and([eb('opened_at', '=', after?.openedAt ?? 0), eb('id', '<', after?.id ?? '')])])),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
