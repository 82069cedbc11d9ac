import { type Insertable, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { CareChange, CareHistory, FollowUpTouch, NewFollowUp } from '#core/care/state.ts';
import { BatonError } from '#core/errors.ts';
import type { ConversationsTable, SurveysTable, Tables } from './tables.ts';

const DAY = 86_400_000;
/** Far enough back for every limit. */
const SENT_SINCE = 31 * DAY;

/** Who a conversation's customer is, over all their conversations; the conversation itself where nobody knows. */
export function customerKey(row: Pick<Selectable<ConversationsTable>, 'id' | 'customer_id'>): string {
  return row.customer_id ?? row.id;
}

/** Writes what a change does to care; part of the change's transaction. Throws `conflict` for a follow-up that is done already. */
export async function writeCare(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, change: CareChange, now: number): Promise<void> {
  const key = customerKey(row);
  const { asked, reminded, answered, followUp, touchFollowUp, sent, consent = [] } = change;
  if (asked) {
    await trx
      .insertInto('surveys')
      .values({ ...EMPTY_SURVEY, conversation_id: row.id, segment: asked.segment, kind: asked.kind, plan: asked.plan, customer_key: key, agent_id: asked.agentId ?? null, agent_name: asked.agentName ?? null, team: asked.team ?? null, asked_at: now })
      .onConflict((conflict) => conflict.columns(['conversation_id', 'segment', 'kind', 'plan']).doNothing())
      .execute();
  }
  if (reminded) {
    await trx.updateTable('surveys').set({ reminded_at: now }).where('conversation_id', '=', row.id).where('segment', '=', reminded.segment).where('kind', '=', reminded.kind).where('plan', '=', reminded.plan).execute();
  }
  if (answered) {
    const answer = {
      answered_at: now,
      score: answered.score ?? null,
      comment: answered.comment ?? null,
      reasons: answered.reasons ? JSON.stringify(answered.reasons) : null,
      answers: answered.answers ? JSON.stringify(answered.answers) : null,
    };
    // One that nobody was seen to ask counts as asked now, such as where the rules for care are new.
    await trx
      .insertInto('surveys')
      .values({ ...EMPTY_SURVEY, conversation_id: row.id, segment: answered.segment, kind: answered.kind, plan: answered.plan, customer_key: key, asked_at: now, ...answer })
      .onConflict((conflict) => conflict.columns(['conversation_id', 'segment', 'kind', 'plan']).doUpdateSet(answer))
      .execute();
  }
  if (followUp) await openFollowUp(trx, row, key, followUp, now);
  if (touchFollowUp) await touch(trx, row.id, touchFollowUp, now);
  if (sent) await trx.insertInto('care_sent').values({ customer_key: key, occasion: sent.occasion, conversation_id: row.id, at: now }).execute();
  if (consent.length > 0) {
    await holdCustomer(trx, key, now);
    await trx.insertInto('consents').values(consent.map(({ scope, isGiven, wording }) => ({ customer_key: key, scope, is_given: isGiven ? 1 : 0, wording, conversation_id: row.id, at: now }))).execute();
  }
}

const EMPTY_SURVEY = { agent_id: null, agent_name: null, team: null, reminded_at: null, answered_at: null, score: null, reasons: null, comment: null, answers: null } satisfies Partial<Insertable<SurveysTable>>;

async function openFollowUp(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, key: string, { id, segment, cause, owner, team, forLeads, dueAt }: NewFollowUp, now: number): Promise<void> {
  // Whoever has left cannot call; the team does.
  const left = owner && (await trx.selectFrom('staff').select('id').where('id', '=', owner.id).where('removed_at', 'is not', null).executeTakeFirst());
  await trx
    .insertInto('follow_ups')
    .values({
      id,
      conversation_id: row.id,
      segment,
      customer_key: key,
      cause: JSON.stringify(cause),
      owner_id: left ? null : (owner?.id ?? null),
      owner_name: left ? null : (owner?.name ?? null),
      team,
      for_leads: forLeads ? 1 : 0,
      opened_at: now,
      due_at: dueAt,
      late_at: null,
      tries: 0,
      note: null,
      done_at: null,
      outcome: null,
      result: null,
      done_by: null,
    })
    .execute();
}

async function touch(trx: Transaction<Tables>, conversationId: string, { id, seen, owner, late, nextTryAt, done, note }: FollowUpTouch, now: number): Promise<void> {
  const touched = await trx
    .updateTable('follow_ups')
    .set({
      // An update must set something.
      segment: sql<number>`segment`,
      ...(owner === 'team' ? { owner_id: null, owner_name: null } : owner ? { owner_id: owner.id, owner_name: owner.name } : {}),
      ...(late ? { late_at: now } : {}),
      ...(nextTryAt === undefined ? {} : { due_at: nextTryAt, tries: sql<number>`tries + 1` }),
      ...(note === undefined ? {} : { note }),
      ...(done ? { done_at: now, outcome: done.outcome, result: done.result, done_by: done.by } : {}),
    })
    .where('id', '=', id)
    .where('conversation_id', '=', conversationId)
    .where('done_at', 'is', null)
    .$if(seen !== undefined, (query) => query.where('owner_id', seen?.ownerId === undefined ? 'is' : '=', seen?.ownerId ?? null).where('tries', '=', seen?.tries ?? 0))
    .returning('id')
    .executeTakeFirst();
  if (!touched && !late) throw new BatonError('conflict', '同事刚刚处理过这个回访，请看一下最新情况。 · A colleague has just acted on this follow-up; please look at it again.');
}

/** Whoever writes this row decides alone on what the customer gets unasked, until the transaction ends. */
async function holdCustomer(trx: Transaction<Tables>, key: string, now: number): Promise<void> {
  await trx
    .insertInto('care_customers')
    .values({ customer_key: key, looked_at: now })
    .onConflict((conflict) => conflict.column('customer_key').doUpdateSet({ looked_at: now }))
    .execute();
}

/** What is known of a conversation's customer where something is to be sent unasked; nobody else can send them anything until the transaction ends. */
export async function careHistory(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, occasion: string, now: number): Promise<CareHistory> {
  const key = customerKey(row);
  await holdCustomer(trx, key, now);
  const sent = await trx.selectFrom('care_sent').select('at').where('customer_key', '=', key).where('at', '>', now - SENT_SINCE).orderBy('at').execute();
  const same = await trx.selectFrom('care_sent').select('at').where('customer_key', '=', key).where('occasion', '=', occasion).executeTakeFirst();
  const nps = await trx.selectFrom('surveys').select('asked_at').where('customer_key', '=', key).where('kind', '=', 'nps').orderBy('asked_at', 'desc').limit(1).executeTakeFirst();
  const own = await conversationsOf(trx, row);
  const ids = own.map(({ id }) => id);
  // What was said before the customer was known stands under the conversation: a wish to hear nothing more holds, an agreement does not carry over.
  const consents = await trx
    .selectFrom('consents')
    .select(['scope', 'is_given'])
    .where((eb) => eb.or([eb('customer_key', '=', key), eb.and([eb('customer_key', 'in', ids), eb('is_given', '=', 0)])]))
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  const open = await trx.selectFrom('handovers').select('id').where('conversation_id', 'in', ids).where('ended_at', 'is', null).limit(1).executeTakeFirst();
  const cases = await trx.selectFrom('cases').select('id').where('conversation_id', 'in', ids).where('state', '!=', 'closed').limit(1).executeTakeFirst();
  const written = await trx.selectFrom('messages').select('at').where('conversation_id', 'in', ids).where('author', '=', 'customer').orderBy('at', 'desc').limit(1).executeTakeFirst();
  const latest = (scope: string): boolean | undefined => {
    const found = consents.find((consent) => consent.scope === scope);
    return found && found.is_given !== 0;
  };
  const [care, birthday] = [latest('care'), latest('birthday')];
  return {
    sentAt: sent.map(({ at }) => at),
    wasSent: same !== undefined,
    consent: { ...(care === undefined ? {} : { care }), ...(birthday === undefined ? {} : { birthday }) },
    hasOpenMatter: open !== undefined || cases !== undefined || own.some(({ state }) => state === 'waiting' || state === 'human'),
    lastNpsAt: nps?.asked_at,
    lastWrittenAt: written?.at,
  };
}

/** A customer's conversations, the latest first; at most 100. */
function conversationsOf(db: Kysely<Tables>, row: Pick<Selectable<ConversationsTable>, 'id' | 'customer_id'>): Promise<{ id: string; state: string }[]> {
  const query = db.selectFrom('conversations').select(['id', 'state']).orderBy('updated_at', 'desc').limit(100);
  return (row.customer_id === null ? query.where('id', '=', row.id) : query.where('customer_id', '=', row.customer_id)).execute();
}
