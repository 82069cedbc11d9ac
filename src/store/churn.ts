import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { ActiveMonth } from '#core/care/churn-rate.ts';
import type { ChurnFacts } from '#core/care/churn.ts';
import type { Tier } from '#core/protocol.ts';
import type { Tables } from './tables.ts';

/** Handovers in which the customer complains. */
const COMPLAINTS = ['complaint', 'law', 'danger'];

/** Ratings up to this one speak for leaving. */
const NOT_GOOD = 3;

const handovers = (eb: ExpressionBuilder<Tables, 'conversations'>) => eb.selectFrom('handovers').whereRef('handovers.conversation_id', '=', 'conversations.id');

/** Messages in which the customer said that they leave, whatever they were handed over for. In the words of the index `messages_leaving`, which finds them. */
const leavingMessages = (eb: ExpressionBuilder<Tables, 'conversations'>, since: number) =>
  eb.selectFrom('messages').whereRef('messages.conversation_id', '=', 'conversations.id').where('messages.at', '>=', since).where(sql<boolean>`understanding like '%"kind":"leaving"%'`);

/** See `CareStore.churn`. */
export async function churn(db: Kysely<Tables>, since: number, now: number, limit: number, watched: readonly Tier[]): Promise<ChurnFacts[]> {
  const found = [...(await withSigns(db, since, limit)), ...(await ofTiers(db, since, limit, watched))];
  const customers = [...new Set(found.flatMap(({ customer_id }) => customer_id ?? []))];
  const unknown = found.flatMap(({ id, customer_id }) => (customer_id === null ? [id] : []));
  if (found.length === 0) return [];
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'customer_id', 'customer_name', 'tier', 'segment', 'updated_at'])
    .select((eb) => [
      eb.selectFrom('messages').select('messages.at').whereRef('messages.conversation_id', '=', 'conversations.id').where('messages.author', '=', 'customer').orderBy('messages.seq', 'desc').limit(1).as('last_at'),
      handovers(eb).select(({ fn }) => fn.countAll().as('n')).where('handovers.reason', '=', 'leaving').where('handovers.opened_at', '>=', since).as('leaving'),
      leavingMessages(eb, since).select(({ fn }) => fn.countAll().as('n')).as('said_leaving'),
      handovers(eb).select(({ fn }) => fn.countAll().as('n')).where('handovers.escalated_at', '>=', since).as('broken'),
      handovers(eb).select(({ fn }) => fn.countAll().as('n')).where('handovers.reason', 'in', COMPLAINTS).where('handovers.ended_at', 'is', null).as('complaining'),
      eb.selectFrom('cases').select(({ fn }) => fn.countAll().as('n')).whereRef('cases.conversation_id', '=', 'conversations.id').where('cases.state', '!=', 'closed').as('open_cases'),
    ])
    .where('updated_at', '>=', since)
    .where((eb) => eb.or([...(customers.length > 0 ? [eb('customer_id', 'in', customers)] : []), ...(unknown.length > 0 ? [eb('id', 'in', unknown)] : [])]))
    .orderBy('updated_at', 'desc')
    .limit(4 * limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  const ratings = ids.length === 0 ? [] : await db.selectFrom('ratings').select(['conversation_id', 'score']).where('conversation_id', 'in', ids).where('at', '>=', since).orderBy('at').execute();
  const scores = Map.groupBy(ratings, ({ conversation_id }) => conversation_id);
  return [...Map.groupBy(rows, ({ id, customer_id }) => customer_id ?? id)]
    .flatMap(([customerKey, own]): ChurnFacts[] => {
      const latest = own[0];
      const lastContactAt = Math.max(...own.map(({ last_at }) => last_at ?? 0));
      if (!latest || lastContactAt < since || lastContactAt > now) return [];
      const sum = (what: 'broken' | 'complaining' | 'open_cases'): number => own.reduce((all, row) => all + Number(row[what] ?? 0), 0);
      return [
        {
          customerKey,
          customerId: latest.customer_id ?? undefined,
          customerName: latest.customer_name,
          tier: latest.tier as Tier,
          conversationId: latest.id,
          contacts: own.reduce((all, { segment }) => all + segment, 0),
          lastContactAt,
          ratings: own.toReversed().flatMap(({ id }) => scores.get(id)?.map(({ score }) => score) ?? []),
          // A burst that was read as one can be handed over for it though none of its messages says so alone.
          leavingWords: own.reduce((all, { leaving, said_leaving }) => all + Math.max(Number(leaving ?? 0), Number(said_leaving ?? 0)), 0),
          brokenLimits: sum('broken'),
          openComplaints: sum('complaining') + sum('open_cases'),
        },
      ];
    })
    .toSorted((a, b) => b.lastContactAt - a.lastContactAt);
}

type Found = { readonly id: string; readonly customer_id: string | null };

/** Conversations in which something speaks for leaving, the latest first. */
function withSigns(db: Kysely<Tables>, since: number, limit: number): Promise<Found[]> {
  return db
    .selectFrom('conversations')
    .select(['id', 'customer_id'])
    .where('updated_at', '>=', since)
    .where((eb) =>
      eb.or([
        eb.exists(handovers(eb).select('handovers.id').where((own) => own.or([own.and([own('handovers.reason', '=', 'leaving'), own('handovers.opened_at', '>=', since)]), own('handovers.escalated_at', '>=', since), own.and([own('handovers.reason', 'in', COMPLAINTS), own('handovers.ended_at', 'is', null)])]))),
        eb.exists(leavingMessages(eb, since).select('messages.id')),
        eb.exists(eb.selectFrom('ratings').select('ratings.score').whereRef('ratings.conversation_id', '=', 'conversations.id').where('ratings.at', '>=', since).where('ratings.score', '<=', NOT_GOOD)),
        eb.exists(eb.selectFrom('cases').select('cases.id').whereRef('cases.conversation_id', '=', 'conversations.id').where('cases.state', '!=', 'closed')),
      ]),
    )
    .orderBy('updated_at', 'desc')
    .limit(limit)
    .execute();
}

/** Conversations of known customers of these tiers, those first with whom nothing has happened for longest. */
async function ofTiers(db: Kysely<Tables>, since: number, limit: number, tiers: readonly Tier[]): Promise<Found[]> {
  if (tiers.length === 0) return [];
  return db.selectFrom('conversations').select(['id', 'customer_id']).where('updated_at', '>=', since).where('customer_id', 'is not', null).where('tier', 'in', tiers).orderBy('updated_at').limit(limit).execute();
}

/** See `CareStore.activeMonth`. */
export async function activeMonth(db: Kysely<Tables>, from: number, to: number, lostAfterMs: number, now: number): Promise<ActiveMonth> {
  const { rows } = await sql<{ active: number | string; lost: number | string | null; returned: number | string | null }>`
    with known as (
      select distinct c.customer_id from conversations c
      where c.customer_id is not null and c.created_at >= ${from} and c.created_at < ${to}
        and not exists (select 1 from conversations e where e.customer_id = c.customer_id and e.created_at < ${from})
    ),
    places as (
      select id as place, id as who from conversations where customer_id is null and created_at >= ${from} and created_at < ${to}
      union all
      select c.id as place, c.customer_id as who from conversations c inner join known on known.customer_id = c.customer_id
    ),
    contacts as (
      select places.who, m.at, m.at - lag(m.at) over (partition by places.who order by m.at) as gap
      from places inner join messages m on m.conversation_id = places.place and m.author = 'customer'
    ),
    customers as (select who, max(at) as last_at, max(gap) as longest from contacts group by who)
    select count(*) as active,
      sum(case when last_at < ${now - lostAfterMs} then 1 else 0 end) as lost,
      sum(case when last_at >= ${now - lostAfterMs} and longest > ${lostAfterMs} then 1 else 0 end) as returned
    from customers`.execute(db);
  const [row] = rows;
  return { newlyActive: Number(row?.active ?? 0), lost: Number(row?.lost ?? 0), returned: Number(row?.returned ?? 0) };
}
