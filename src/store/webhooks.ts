import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { BatonError } from '#core/errors.ts';
import type { Delivery, DeliveryOutcome, SigningKeys, Webhook, WebhookStore } from '#core/ports/webhook-store.ts';
import { type EventType, TARGET, targetOf, type WebhookEvent } from '#core/webhooks/event.ts';
import { locksRows } from './row-locks.ts';
import type { Tables, WebhooksTable } from './tables.ts';

const DAY_MS = 24 * 3600_000;
/** After so long without one success an endpoint is disabled, ms (standardwebhooks.com recommends days of retries). */
const PATIENCE_MS = DAY_MS;
/** So long the secret before still signs after a change, ms. */
const OVERLAP_MS = DAY_MS;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** An endpoint that answers others but never this event loses it after about a day. */
const MOST_ATTEMPTS = 300;

/** Endpoints of webhooks in the database; what they are to be told stands in the outbox. */
export function createWebhookStore(db: Kysely<Tables>): WebhookStore {
  const find = async (id: string) => {
    const row = await db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw missing(id);
    return row;
  };
  let takes = 0;
  return {
    async add({ url, events, notes, secret }, now) {
      const row = { ...FRESH, id: crypto.randomUUID(), url, events: JSON.stringify(events), notes: Number(notes), secret, secret_before: null, secret_changed_at: null, created_at: now, missed: 0 };
      const added = await db.insertInto('webhooks').values(row).onConflict((conflict) => conflict.column('url').doNothing()).returningAll().executeTakeFirst();
      if (!added) throw new BatonError('conflict', 'This address is told already. Change that webhook, or remove it first.');
      return toWebhook(added);
    },
    async list() {
      return (await db.selectFrom('webhooks').selectAll().orderBy('created_at').orderBy('id').execute()).map(toWebhook);
    },
    async get(id, now) {
      const row = await find(id);
      return { webhook: toWebhook(row), keys: keysOf(row, now) };
    },
    change(id, { events, notes, enabled }, now) {
      return db.transaction().execute(async (trx) => {
        const set = {
          ...(events ? { events: JSON.stringify(events) } : {}),
          ...(notes === undefined ? {} : { notes: Number(notes) }),
          ...(enabled === true ? FRESH : {}),
        };
        if (Object.keys(set).length > 0) await trx.updateTable('webhooks').set(set).where('id', '=', id).execute();
        if (enabled === false) await disable(trx, id, now);
        const row = await trx.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row) throw missing(id);
        return toWebhook(row);
      });
    },
    async rotate(id, secret, now) {
      const row = await db.updateTable('webhooks').set((eb) => ({ secret, secret_before: eb.ref('secret'), secret_changed_at: now })).where('id', '=', id).returning('id').executeTakeFirst();
      if (!row) throw missing(id);
    },
    remove(id) {
      return db.transaction().execute(async (trx) => {
        const row = await trx.deleteFrom('webhooks').where('id', '=', id).returning('id').executeTakeFirst();
        if (!row) throw missing(id);
        await trx.deleteFrom('outbox').where('target', '=', targetOf(id)).execute();
      });
    },
    async tidy() {
      await db
        .deleteFrom('outbox')
        .where('target', 'like', `${TARGET}%`)
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom('webhooks').select('id').where('disabled_at', 'is', null).where(sql<boolean>`outbox.target = ${TARGET} || webhooks.id`))))
        .execute();
    },
    take: (now, leaseMs, limit) => take(db, takes++, now, leaseMs, limit),
    settle: (delivery, outcome, now) => settle(db, delivery, outcome, now),
  };
}

const FRESH = { failures: 0, failing_since: null, retry_at: null, last_fault: null, disabled_at: null };

function missing(id: string): BatonError {
  return new BatonError('not_found', `There is no webhook ${id}.`);
}

function keysOf(row: Selectable<WebhooksTable>, now: number): SigningKeys {
  const isRecent = row.secret_before !== null && row.secret_changed_at !== null && now < row.secret_changed_at + OVERLAP_MS;
  return [row.secret, ...(isRecent && row.secret_before !== null ? [row.secret_before] : [])];
}

function toWebhook(row: Selectable<WebhooksTable>): Webhook {
  return {
    id: row.id,
    url: row.url,
    events: JSON.parse(row.events) as EventType[],
    notes: row.notes !== 0,
    createdAt: row.created_at,
    failures: row.failures,
    failingSince: row.failing_since ?? undefined,
    lastFault: row.last_fault ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    missed: row.missed,
  };
}

/** Every take begins with another endpoint, so that one with much to tell holds nobody up. */
async function take(db: Kysely<Tables>, turn: number, now: number, leaseMs: number, limit: number): Promise<Delivery[]> {
  const endpoints = await db
    .selectFrom('webhooks')
    .selectAll()
    .where('disabled_at', 'is', null)
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
    .orderBy('created_at')
    .execute();
  const taken: Delivery[] = [];
  const first = turn % Math.max(1, endpoints.length);
  for (const endpoint of [...endpoints.slice(first), ...endpoints.slice(0, first)]) {
    const left = limit - taken.length;
    if (left <= 0) break;
    taken.push(...(await takeFor(db, endpoint, now, leaseMs, left)));
  }
  return taken;
}

async function takeFor(db: Kysely<Tables>, endpoint: Selectable<WebhooksTable>, now: number, leaseMs: number, limit: number): Promise<Delivery[]> {
  const isFailing = endpoint.failures > 0;
  // Whoever tries a failing endpoint puts the next try off first: of several processes one does.
  if (isFailing) {
    const waits = await db.selectFrom('outbox').select('id').where('target', '=', targetOf(endpoint.id)).where('next_at', '<=', now).limit(1).executeTakeFirst();
    if (!waits) return [];
    const mine = await db
      .updateTable('webhooks')
      .set({ retry_at: now + leaseMs })
      .where('id', '=', endpoint.id)
      .where('disabled_at', 'is', null)
      .where('retry_at', '<=', now)
      .returning('id')
      .executeTakeFirst();
    if (!mine) return [];
  }
  const target = targetOf(endpoint.id);
  const rows = await db
    .updateTable('outbox')
    .set({ lease_until: now + leaseMs })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox as o')
        .select('o.id')
        .where('o.target', '=', target)
        .where('o.next_at', '<=', now)
        .where((free) => free.or([free('o.lease_until', 'is', null), free('o.lease_until', '<', now)]))
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('outbox as earlier').select('earlier.id').whereRef('earlier.conversation_id', '=', 'o.conversation_id').where('earlier.target', '=', target).whereRef('earlier.id', '<', 'o.id'))),
        )
        .orderBy('o.id')
        .limit(isFailing ? 1 : limit)
        .$if(locksRows(db), (query) => query.forUpdate().skipLocked()),
    )
    .where((free) => free.or([free('lease_until', 'is', null), free('lease_until', '<', now)]))
    .returningAll()
    .execute();
  if (isFailing && rows.length === 0) await db.updateTable('webhooks').set({ retry_at: now }).where('id', '=', endpoint.id).where('retry_at', '=', now + leaseMs).execute();
  return rows
    .toSorted((a, b) => a.id - b.id)
    .map((row) => ({ id: row.id, webhook: toWebhook(endpoint), keys: keysOf(endpoint, now), event: JSON.parse(row.news ?? '{}') as WebhookEvent, attempts: row.attempts, until: now + leaseMs }));
}

function settle(db: Kysely<Tables>, { id, webhook, attempts, until }: Delivery, outcome: DeliveryOutcome, now: number): Promise<'told' | 'waiting' | 'disabled' | 'lost'> {
  return db.transaction().execute(async (trx) => {
    if (outcome.kind === 'told') {
      // Deletes first: a transaction that begins by writing waits for its turn.
      await trx.deleteFrom('outbox').where('id', '=', id).execute();
      const { disabled_at: _, ...healthy } = FRESH;
      await trx.updateTable('webhooks').set(healthy).where('id', '=', webhook.id).where('disabled_at', 'is', null).where('failures', '>', 0).execute();
      return 'told';
    }
    const row = await trx.updateTable('webhooks').set((eb) => ({ failures: eb.ref('failures') })).where('id', '=', webhook.id).returningAll().executeTakeFirst();
    if (!row || row.disabled_at !== null) return 'lost';
    const fault = outcome.kind === 'gone' ? 'answered 410 Gone' : outcome.fault;
    const since = row.failing_since ?? now;
    if (outcome.kind === 'gone' || now - since >= PATIENCE_MS) {
      await trx.updateTable('webhooks').set({ failures: row.failures + 1, failing_since: since, last_fault: fault }).where('id', '=', row.id).execute();
      await disable(trx, row.id, now);
      return 'disabled';
    }
    const held = await trx.selectFrom('outbox').select('id').where('id', '=', id).where('lease_until', '=', until).executeTakeFirst();
    if (!held) return 'lost';
    const wait = (tries: number): number => now + Math.max(Math.min(FIRST_RETRY_MS * 2 ** Math.min(tries, 20), LONGEST_RETRY_MS), outcome.retryAfterMs ?? 0);
    // Of several tries that were under way at once, one counts: a short break must not look like a long one.
    if (row.failures === webhook.failures) {
      await trx.updateTable('webhooks').set({ failures: row.failures + 1, failing_since: since, retry_at: wait(row.failures), last_fault: fault }).where('id', '=', row.id).execute();
    }
    if (attempts < MOST_ATTEMPTS) {
      await trx.updateTable('outbox').set({ lease_until: null, next_at: wait(attempts), attempts: attempts + 1 }).where('id', '=', id).execute();
      return 'waiting';
    }
    await trx.deleteFrom('outbox').where('id', '=', id).execute();
    await trx.updateTable('webhooks').set({ missed: sql<number>`missed + 1` }).where('id', '=', row.id).execute();
    return 'lost';
  });
}

/** Tells an endpoint nothing more; what waited is dropped and counted. */
async function disable(trx: Transaction<Tables>, id: string, now: number): Promise<void> {
  const row = await trx.updateTable('webhooks').set((eb) => ({ disabled_at: eb.fn.coalesce('disabled_at', eb.val(now)) })).where('id', '=', id).returning('id').executeTakeFirst();
  if (!row) return;
  const dropped = await trx.deleteFrom('outbox').where('target', '=', targetOf(id)).returning('id').execute();
  if (dropped.length > 0) await trx.updateTable('webhooks').set({ missed: sql<number>`missed + ${dropped.length}` }).where('id', '=', id).execute();
}
