import { createHash } from 'node:crypto';
import { type ExpressionBuilder, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Change } from '#core/change.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import { BatonError } from '#core/errors.ts';
import type { Command, TurnLease } from '#core/ports/store.ts';
import { applyChange } from './apply-change.ts';
import { withItsCase, withOtherCases } from './cases.ts';
import { locksRows } from './row-locks.ts';
import { toConversation, toHandover, toMessage } from './rows.ts';
import type { ConversationsTable, Tables } from './tables.ts';

/** See `Store.leaseTurn`. */
export async function leaseTurn(db: Kysely<Tables>, now: number, leaseMs: number): Promise<TurnLease | undefined> {
  for (;;) {
    const row = await leaseConversation(db, now, now + leaseMs);
    if (!row) return undefined;
    const unhandled = await db
      .selectFrom('messages')
      .selectAll()
      .where('conversation_id', '=', row.id)
      .where('author', '=', 'customer')
      .where('seq', '>', row.handled_seq)
      .where('removed_at', 'is', null)
      .orderBy('seq')
      .execute();
    if (unhandled.length > 0) {
      return { token: row.lease_token, until: now + leaseMs, conversation: await withItsCase(db, toConversation(row), row), ...(await latestHandovers(db, row.id)), unhandled: unhandled.map(toMessage) };
    }
    // Everything has been taken up already, as after a commit whose answer was lost: there is no turn to take.
    await db.updateTable('conversations').set({ lease_until: null, turn_due_at: null }).where('id', '=', row.id).where('lease_token', '=', row.lease_token).execute();
  }
}

function leaseConversation(db: Kysely<Tables>, now: number, until: number): Promise<Selectable<ConversationsTable> | undefined> {
  const isFree = (eb: ExpressionBuilder<Tables, 'conversations'>) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]);
  // The condition stands outside as well as inside: PostgreSQL checks the outer one again where it had to wait.
  return db
    .updateTable('conversations')
    .set({ lease_token: sql<number>`lease_token + 1`, lease_until: until })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('conversations')
        .select('id')
        .where('turn_due_at', '<=', now)
        .where(isFree)
        .orderBy('turn_due_at')
        .orderBy('id')
        .limit(1)
        .$if(locksRows(db), (query) => query.forUpdate().skipLocked()),
    )
    .where('turn_due_at', '<=', now)
    .where(isFree)
    .returningAll()
    .executeTakeFirst();
}

/** See `Store.freeLeases`. */
export async function freeLeases(db: Kysely<Tables>, targets: readonly string[]): Promise<void> {
  if (targets.length > 0) await db.updateTable('outbox').set({ lease_until: null }).where('target', 'in', targets).execute();
  await db.updateTable('conversations').set({ lease_until: null, lease_token: sql<number>`lease_token + 1` }).where('lease_until', 'is not', null).execute();
  await db.updateTable('timers').set({ lease_until: null }).where('lease_until', 'is not', null).execute();
}

/** See `Store.releaseTurn`. */
export async function releaseTurn(db: Kysely<Tables>, lease: TurnLease, retryAt: number): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ lease_until: null, turn_due_at: retryAt })
    .where('id', '=', lease.conversation.id)
    .where('lease_token', '=', lease.token)
    .execute();
}

/** See `Store.commitTurn`. */
export function commitTurn(
  db: Kysely<Tables>,
  lease: TurnLease,
  decide: (conversation: Conversation, handover: Handover | undefined) => Change,
  now: number,
  desks: readonly string[],
): Promise<Conversation> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('conversations')
      // The token is used up: a commit whose answer was lost cannot be taken back.
      .set({ lease_until: null, lease_token: sql<number>`lease_token + 1` })
      .where('id', '=', lease.conversation.id)
      .where('lease_token', '=', lease.token)
      .where('epoch', '=', lease.conversation.epoch)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new BatonError('stale_lease', 'The turn was taken over by another worker, or the conversation has a new owner.');
    return applyChange(trx, row, decide(await withOtherCases(trx, await withItsCase(trx, toConversation(row), row)), row.state === 'bot' ? undefined : await openHandover(trx, row.id)), now, desks);
  });
}

/** See `Store.update`. */
export function update(
  db: Kysely<Tables>,
  conversationId: string,
  decide: (conversation: Conversation, handover: Handover | undefined) => Change | undefined,
  now: number,
  desks: readonly string[],
  command: Command | undefined,
): Promise<Conversation> {
  return db.transaction().execute(async (trx) => {
    // PostgreSQL locks people before conversations, as removing them does; SQLite must write first, and has one writer anyway.
    if (command && locksRows(trx)) await requireStaying(trx, command.by);
    // Writing first takes the row lock, so that what is decided rests on what is then written.
    const row = await trx.updateTable('conversations').set({ updated_at: now }).where('id', '=', conversationId).returningAll().executeTakeFirst();
    if (!row) throw new BatonError('not_found', 'There is no such conversation.');
    const conversation = toConversation(row);
    if (command && !locksRows(trx)) await requireStaying(trx, command.by);
    if (command?.id !== undefined && !(await isFirstTime(trx, row.id, command.id, command.content))) return conversation;
    const change = decide(await withItsCase(trx, conversation, row), await openHandover(trx, row.id));
    if (!change) return conversation;
    // A turn in hand rests on the memory from before: it is taken again.
    if (change.memory) await trx.updateTable('conversations').set({ lease_until: null, lease_token: sql<number>`lease_token + 1` }).where('id', '=', row.id).execute();
    return applyChange(trx, row, change, now, desks);
  });
}

/** Throws `unauthorized` for somebody who has been removed; a desk may have people of its own, of whom nothing is known here. */
async function requireStaying(trx: Transaction<Tables>, staffId: string): Promise<void> {
  const query = trx.selectFrom('staff').select('removed_at').where('id', '=', staffId).$if(locksRows(trx), (select) => select.forShare());
  const row = await query.executeTakeFirst();
  if (row && row.removed_at !== null) throw new BatonError('unauthorized', '您已经不在客服名单里，请联系主管。 · You are no longer among the staff. Please ask your lead.');
}

async function isFirstTime(db: Kysely<Tables>, conversationId: string, commandId: string, content = ''): Promise<boolean> {
  const mark = content === '' ? '' : createHash('sha256').update(content).digest('base64url');
  const fresh = await db
    .insertInto('inbound_ids')
    .values({ channel: `command:${conversationId}`, external_id: commandId, message_id: mark })
    .onConflict((conflict) => conflict.columns(['channel', 'external_id']).doNothing())
    .returning('external_id')
    .executeTakeFirst();
  if (fresh) return true;
  const before = await db
    .selectFrom('inbound_ids')
    .select('message_id')
    .where('channel', '=', `command:${conversationId}`)
    .where('external_id', '=', commandId)
    .executeTakeFirstOrThrow();
  // Marks are empty where older versions wrote them.
  if (before.message_id !== mark && before.message_id !== '') {
    throw new BatonError('conflict', '这个编号已经用于另一步操作，请换一个新的编号再试。 · A step with this id has already been taken with other words. Try again under a new id.');
  }
  return false;
}

/** The open handover and the last one that has ended. */
async function latestHandovers(db: Kysely<Tables>, conversationId: string): Promise<Pick<TurnLease, 'handover' | 'previous'>> {
  const rows = await db.selectFrom('handovers').selectAll().where('conversation_id', '=', conversationId).orderBy('opened_at', 'desc').limit(2).execute();
  const [last, before] = rows.map(toHandover);
  return last?.endedAt === undefined ? { handover: last, previous: before } : { handover: undefined, previous: last };
}

/** The handover that has not ended. */
export async function openHandover(db: Kysely<Tables>, conversationId: string): Promise<Handover | undefined> {
  const row = await db.selectFrom('handovers').selectAll().where('conversation_id', '=', conversationId).where('ended_at', 'is', null).executeTakeFirst();
  return row && toHandover(row);
}
