import { type Kysely, type Selectable, sql } from 'kysely';
import type { FollowUp, FollowUpCause, SurveyKind } from '#core/care/state.ts';
import type { CareStore, Reachable } from '#core/ports/care-store.ts';
import { activeMonth, churn } from './churn.ts';
import type { FollowUpsTable, Tables } from './tables.ts';

/** What is kept of care, for reading. */
export function createCareStore(db: Kysely<Tables>): CareStore {
  const followUps = withNames(db);
  return {
    async followUps(state, limit, isForLeads) {
      const all = isForLeads ? followUps : followUps.where('for_leads', '=', 0);
      const query = state === 'open' ? all.where('done_at', 'is', null).orderBy('due_at') : all.where('done_at', 'is not', null).orderBy('done_at', 'desc');
      return (await query.orderBy('follow_ups.id').limit(limit).execute()).map(toFollowUp);
    },
    followUp: (id) => readFollowUp(db, id),
    async surveys(from, to) {
      const countIf = (condition: string) => sql<number | string | null>`sum(case when ${sql.raw(condition)} then 1 else 0 end)`;
      const rows = await db
        .selectFrom('surveys')
        .select(({ fn }) => [
          'kind',
          'agent_id',
          'team',
          fn.max('agent_name').as('agent_name'),
          fn.countAll().as('asked'),
          fn.count('answered_at').as('answered'),
          fn.sum('score').as('sum'),
          countIf(`(kind = 'rating' and score >= 4) or (kind = 'nps' and score >= 9)`).as('good'),
          countIf(`(kind = 'rating' and score <= 2) or (kind = 'nps' and score <= 6)`).as('bad'),
        ])
        .where('asked_at', '>=', from)
        .where('asked_at', '<', to)
        .groupBy(['kind', 'agent_id', 'team'])
        .orderBy('kind')
        .orderBy('agent_id')
        .orderBy('team')
        .execute();
      return rows.map((row) => ({
        kind: row.kind as SurveyKind,
        agentId: row.agent_id ?? undefined,
        agentName: row.agent_name ?? undefined,
        team: row.team ?? undefined,
        asked: Number(row.asked),
        answered: Number(row.answered),
        sum: Number(row.sum ?? 0),
        good: Number(row.good ?? 0),
        bad: Number(row.bad ?? 0),
      }));
    },
    async consents(customerKey) {
      const rows = await db.selectFrom('consents').selectAll().where('customer_key', '=', customerKey).orderBy('id', 'desc').limit(100).execute();
      return rows.map(({ scope, is_given, wording, at, conversation_id }) => ({ scope: scope as 'care' | 'birthday', isGiven: is_given !== 0, wording, at, conversationId: conversation_id }));
    },
    async notReached(tiers, occasion, after, limit) {
      if (tiers.length === 0) return [];
      const rows = await db
        .selectFrom('conversations')
        .select(['id', 'customer_id'])
        .where('tier', 'in', tiers)
        .where('customer_id', '>', after)
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom('care_sent').select('at').whereRef('customer_key', '=', 'conversations.customer_id').where('occasion', '=', occasion))))
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom('conversations as later').select('later.id').whereRef('later.customer_id', '=', 'conversations.customer_id').where((eb) => eb.or([eb('later.updated_at', '>', eb.ref('conversations.updated_at')), eb.and([eb('later.updated_at', '=', eb.ref('conversations.updated_at')), eb('later.id', '>', eb.ref('conversations.id'))])])))))
        .orderBy('customer_id')
        .limit(limit)
        .execute();
      return rows.map(toReachable);
    },
    async consenting(scope, after, limit) {
      const rows = await db
        .selectFrom('consents')
        .innerJoin('conversations', 'conversations.id', 'consents.conversation_id')
        .select(['consents.customer_key', 'conversations.id', 'conversations.customer_id'])
        .where('consents.scope', '=', scope)
        .where('consents.is_given', '=', 1)
        .where('consents.customer_key', '>', after)
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom('consents as later').select('later.id').whereRef('later.customer_key', '=', 'consents.customer_key').where('later.scope', '=', scope).whereRef('later.id', '>', 'consents.id'))))
        .orderBy('consents.customer_key')
        .limit(limit)
        .execute();
      return rows.map(toReachable);
    },
    churn: (since, now, limit, watched) => churn(db, since, now, limit, watched),
    activeMonth: (from, to, lostAfterMs, now) => activeMonth(db, from, to, lostAfterMs, now),
  };
}

/** A follow-up as it stands, also within a transaction. */
export async function readFollowUp(db: Kysely<Tables>, id: string): Promise<FollowUp | undefined> {
  const row = await withNames(db).where('follow_ups.id', '=', id).executeTakeFirst();
  return row && toFollowUp(row);
}

function withNames(db: Kysely<Tables>) {
  return db.selectFrom('follow_ups').innerJoin('conversations', 'conversations.id', 'follow_ups.conversation_id').selectAll('follow_ups').select('conversations.customer_name');
}

function toReachable({ id, customer_id }: { id: string; customer_id: string | null }): Reachable {
  return { customerKey: customer_id ?? id, customerId: customer_id ?? undefined, conversationId: id };
}

function toFollowUp(row: Selectable<FollowUpsTable> & { customer_name: string }): FollowUp {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    segment: row.segment,
    customerKey: row.customer_key,
    customerName: row.customer_name,
    cause: JSON.parse(row.cause) as FollowUpCause,
    ...(row.owner_id === null ? {} : { owner: { id: row.owner_id, name: row.owner_name ?? '' } }),
    team: row.team,
    forLeads: row.for_leads !== 0,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    tries: row.tries,
    ...(row.late_at === null ? {} : { lateAt: row.late_at }),
    ...(row.note === null ? {} : { note: row.note }),
    ...(row.done_at === null ? {} : { done: { outcome: row.outcome === 'not_reached' ? 'not_reached' : 'done', result: row.result ?? '', by: row.done_by ?? '', at: row.done_at } }),
  };
}
