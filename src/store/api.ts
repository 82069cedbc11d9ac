import type { Kysely } from 'kysely';
import { BatonError } from '#core/errors.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { ApiStore, ApiToken, ConversationQuery, TokenRole } from '#core/ports/api-store.ts';
import { toConversation, toMessage, understandingOf } from './rows.ts';
import type { Tables } from './tables.ts';

/** How exactly is noted when a token was used, ms: a write for every request would be too much. */
const USED_MS = 60_000;

/** Tokens of the HTTP API and its pages, in the database. */
export function createApiStore(db: Kysely<Tables>): ApiStore {
  return {
    async addToken({ hash, name, role, staffId, expiresAt }, now) {
      const id = crypto.randomUUID();
      const isThere = staffId === undefined || (await db.selectFrom('staff').select('id').where('id', '=', staffId).where('removed_at', 'is', null).executeTakeFirst());
      if (!isThere) throw new BatonError('not_found', '没有这位同事。 · There is no such colleague.');
      const row = { id, token_hash: hash, name, role, staff_id: staffId ?? null, created_at: now, expires_at: expiresAt ?? null, revoked_at: null, last_used_at: null };
      await db.insertInto('api_tokens').values(row).execute();
      return toToken(await tokensWithStaff(db).where('t.id', '=', id).executeTakeFirstOrThrow());
    },
    async tokens() {
      return (await tokensWithStaff(db).orderBy('t.created_at').orderBy('t.id').execute()).map(toToken);
    },
    async revokeToken(id, now) {
      const row = await db.updateTable('api_tokens').set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(now)) })).where('id', '=', id).returning('id').executeTakeFirst();
      if (!row) throw new BatonError('not_found', `There is no token ${id}. See: npm run -s baton -- token list`);
    },
    async useToken(hash, now) {
      const row = await tokensWithStaff(db).where('t.token_hash', '=', hash).where('t.revoked_at', 'is', null).executeTakeFirst();
      const isOver = row?.expires_at !== null && row !== undefined && row.expires_at <= now;
      const isOrphaned = row?.staff_id !== null && row !== undefined && (row.staff_name === null || row.removed_at !== null);
      if (!row || isOver || isOrphaned) return undefined;
      if ((row.last_used_at ?? 0) <= now - USED_MS) await db.updateTable('api_tokens').set({ last_used_at: now }).where('id', '=', row.id).execute();
      return toToken(row);
    },
    async conversations(query) {
      if (query.states.length === 0) return [];
      return (await pageOf(db, query)).map(toConversation);
    },
    async messages(conversationId, afterSeq, limit) {
      const rows = await db.selectFrom('messages').selectAll().where('conversation_id', '=', conversationId).where('seq', '>', afterSeq).orderBy('seq').limit(limit).execute();
      return rows.map((row) => ({ message: toMessage(row), understanding: understandingOf(row) }));
    },
  };
}

function pageOf(db: Kysely<Tables>, { states, updatedSince, customerId, after, limit }: ConversationQuery) {
  let query = db.selectFrom('conversations').selectAll().where('state', 'in', states);
  if (updatedSince !== undefined) query = query.where('updated_at', '>=', updatedSince);
  if (customerId !== undefined) query = query.where('customer_id', '=', customerId);
  if (after) {
    const { createdAt, id } = after;
    query = query.where((eb) => eb.or([eb('created_at', '<', createdAt), eb.and([eb('created_at', '=', createdAt), eb('id', '<', id)])]));
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

function tokensWithStaff(db: Kysely<Tables>) {
  return db
    .selectFrom('api_tokens as t')
    .leftJoin('staff as s', 's.id', 't.staff_id')
    .select(['t.id', 't.name', 't.role', 't.staff_id', 't.created_at', 't.expires_at', 't.revoked_at', 't.last_used_at', 's.name as staff_name', 's.role as staff_role', 's.removed_at']);
}

type TokenRow = Awaited<ReturnType<ReturnType<typeof tokensWithStaff>['executeTakeFirstOrThrow']>>;

function toToken(row: TokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    role: row.role as TokenRole,
    staff: row.staff_id === null ? undefined : { id: row.staff_id, name: row.staff_name ?? '', role: row.staff_role as Staff['role'] },
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
    lastUsedAt: row.last_used_at ?? undefined,
  };
}
