import type { Kysely } from 'kysely';
import type { PickUpStore } from '#core/ports/pick-up-store.ts';
import type { Tables } from './tables.ts';

/** The pick-ups in the database. */
export function createPickUpStore(db: Kysely<Tables>): PickUpStore {
  return {
    async recentPickUps(since, limit) {
      const rows = await db
        .selectFrom('handovers')
        .select(['team', 'opened_at', 'claimed_at'])
        .where('claimed_at', '>=', since)
        .where('callback', 'is', null)
        .where('reason', '!=', 'taken-over')
        .orderBy('claimed_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ team: row.team, openedAt: row.opened_at, claimedAt: row.claimed_at ?? row.opened_at }));
    },
  };
}
