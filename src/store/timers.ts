import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import { CARE_TIMER_KINDS } from '#core/care/care-timers.ts';
import type { CareHistory } from '#core/care/state.ts';
import type { Change } from '#core/change.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import type { DueTimer, TimerStore } from '#core/ports/timer-store.ts';
import type { NewTimer, TimerData } from '#core/timers.ts';
import { applyChange } from './apply-change.ts';
import { careHistory } from './care-changes.ts';
import { withItsCase } from './cases.ts';
import { locksRows } from './row-locks.ts';
import { toConversation } from './rows.ts';
import type { Tables, TimersTable } from './tables.ts';
import { openHandover } from './turns.ts';

/** A timer that has failed so often no longer holds up those after it. */
const HOLDS_UP_UNTIL = 10;

/** See `TimerStore.takeDue`. */
async function takeDue(db: Kysely<Tables>, kinds: readonly string[], now: number, leaseMs: number, limit: number): Promise<DueTimer[]> {
  if (kinds.length === 0) return [];
  const isFree = (eb: ExpressionBuilder<Tables, 'timers'>) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now), eb('lease_until', '>', now + leaseMs)]);
  const rows = await db
    .updateTable('timers')
    .set({ lease_until: now + leaseMs, lease_token: sql<number>`lease_token + 1` })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('timers')
        .select('timers.id')
        .where('timers.kind', 'in', kinds)
        .where('timers.due_at', '<=', now)
        .where(isFree)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('timers as earlier')
                .select('earlier.id')
                .whereRef('earlier.conversation_id', '=', 'timers.conversation_id')
                .where('earlier.kind', 'in', kinds)
                .where('earlier.attempts', '<', HOLDS_UP_UNTIL)
                .where((before) =>
                  before.or([
                    before('earlier.due_at', '<', before.ref('timers.due_at')),
                    before.and([before('earlier.due_at', '=', before.ref('timers.due_at')), before('earlier.id', '<', before.ref('timers.id'))]),
                  ]),
                ),
            ),
          ),
        )
        .orderBy('timers.due_at')
        .orderBy('timers.id')
        .limit(limit)
        .$if(locksRows(db), (query) => query.forUpdate().skipLocked()),
    )
    .where(isFree)
    .returningAll()
    .execute();
  return rows.map(toDueTimer).sort((a, b) => a.dueAt - b.dueAt || a.id - b.id);
}

/** How a fired timer is written: what `decide` throws leaves everything as it was. */
async function fire(
  db: Kysely<Tables>,
  timer: DueTimer,
  decide: (conversation: Conversation, handover: Handover | undefined, history: CareHistory | undefined) => Change | undefined,
  now: number,
  desks: readonly string[],
): Promise<'fired' | 'gone'> {
  return db.transaction().execute(async (trx) => {
    // The conversation first, as every other change does: locks come in one order.
    const row = await trx.updateTable('conversations').set({ updated_at: now }).where('id', '=', timer.conversationId).returningAll().executeTakeFirst();
    const ended = await trx.deleteFrom('timers').where('id', '=', timer.id).where('lease_token', '=', timer.token).returning('id').executeTakeFirst();
    if (!row || !ended) return 'gone';
    const history = CARE_TIMER_KINDS.includes(timer.kind) ? await careHistory(trx, row, String(timer.data['occasion']), now) : undefined;
    const change = decide(await withItsCase(trx, toConversation(row), row), await openHandover(trx, row.id), history);
    if (change) await applyChange(trx, row, change, now, desks);
    return 'fired';
  });
}

/** The timers in the database. `complete` adds to each change what follows from it; `onFired` hears of each that has taken effect. */
export function createTimerStore(
  db: Kysely<Tables>,
  desks: readonly string[],
  complete: (change: Change, conversation: Conversation, handover: Handover | undefined, now: number) => Change,
  onFired: (conversationId: string) => void,
): TimerStore {
  return {
    takeDue: (kinds, now, leaseMs, limit) => takeDue(db, kinds, now, leaseMs, limit),
    async fire(timer, decide, now) {
      const completed = (conversation: Conversation, handover: Handover | undefined, history: CareHistory | undefined): Change | undefined => {
        const change = decide(conversation, handover, history);
        return change && complete(change, conversation, handover, now);
      };
      const became = await fire(db, timer, completed, now, desks);
      if (became === 'fired') onFired(timer.conversationId);
      return became;
    },
    async putBack(timer, retryAt) {
      await db
        .updateTable('timers')
        .set({ lease_until: retryAt, attempts: sql<number>`attempts + 1` })
        .where('id', '=', timer.id)
        .where('lease_token', '=', timer.token)
        .execute();
    },
    async nextDue(kinds) {
      if (kinds.length === 0) return undefined;
      const row = await db.selectFrom('timers').select('due_at').where('kind', 'in', kinds).orderBy('due_at').limit(1).executeTakeFirst();
      return row?.due_at;
    },
    async ofConversation(conversationId) {
      const rows = await db.selectFrom('timers').selectAll().where('conversation_id', '=', conversationId).orderBy('due_at').orderBy('id').execute();
      return rows.map(toTimer);
    },
  };
}

function toTimer(row: Selectable<TimersTable>): Required<NewTimer> {
  return { key: row.key, kind: row.kind, dueAt: row.due_at, data: JSON.parse(row.data) as TimerData };
}

function toDueTimer(row: Selectable<TimersTable>): DueTimer {
  return { ...toTimer(row), id: row.id, conversationId: row.conversation_id, token: row.lease_token, attempts: row.attempts };
}
