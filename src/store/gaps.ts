import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Gap, GapReason, NewGap } from '#core/gap.ts';
import type { GapStore } from '#core/ports/gap-store.ts';
import type { GapsTable, Tables } from './tables.ts';

/** Ids that are named in one statement. */
const AT_ONCE = 500;

/** Keeps a question of a conversation, once. */
export async function writeGap(trx: Transaction<Tables>, conversationId: string, { seq, text, language, reason, shown }: NewGap, at: number): Promise<void> {
  await trx
    .insertInto('gaps')
    .values({
      id: crypto.randomUUID(),
      conversation_id: conversationId,
      seq,
      text,
      language,
      reason,
      shown_article: shown?.articleId ?? null,
      shown_version: shown?.version ?? null,
      at,
      dismissed_at: null,
      draft: null,
    })
    .onConflict((conflict) => conflict.columns(['conversation_id', 'seq']).doNothing())
    .execute();
}

/** The gaps in the database. */
export function createGapStore(db: Kysely<Tables>): GapStore {
  return {
    async list(limit) {
      return (await db.selectFrom('gaps').selectAll().orderBy('at', 'desc').orderBy('id').limit(limit).execute()).map(toGap);
    },
    dismiss: (ids, at) => set(db, ids, { dismissed_at: at ?? null }),
    async noteDraft(ids, documentId) {
      await set(db, ids, { draft: documentId });
    },
    prune: (before, most) =>
      db.transaction().execute(async (trx) => {
        const old = await trx.deleteFrom('gaps').where('at', '<', before).executeTakeFirst();
        const surplus = await trx
          .deleteFrom('gaps')
          .where('id', 'not in', (eb) => eb.selectFrom('gaps').select('id').orderBy('at', 'desc').orderBy('id').limit(most))
          .executeTakeFirst();
        return Number(old.numDeletedRows) + Number(surplus.numDeletedRows);
      }),
  };
}

function set(db: Kysely<Tables>, ids: readonly string[], values: Partial<Pick<GapsTable, 'dismissed_at' | 'draft'>>): Promise<number> {
  return db.transaction().execute(async (trx) => {
    let changed = 0;
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const { numUpdatedRows } = await trx.updateTable('gaps').set(values).where('id', 'in', ids.slice(from, from + AT_ONCE)).executeTakeFirst();
      changed += Number(numUpdatedRows);
    }
    return changed;
  });
}

function toGap(row: Selectable<GapsTable>): Gap {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    text: row.text,
    language: row.language === 'zh' ? 'zh' : 'en',
    reason: row.reason as GapReason,
    shown: row.shown_article === null ? undefined : { articleId: row.shown_article, version: row.shown_version ?? 0 },
    at: row.at,
    dismissedAt: row.dismissed_at ?? undefined,
    draft: row.draft ?? undefined,
  };
}
