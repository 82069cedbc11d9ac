import type { Kysely } from 'kysely';
import type { ReadHistory } from '#core/ports/brief-history.ts';
import type { Tables } from './tables.ts';

/** Reads how many other conversations a customer has had, and how the last of them ended. */
export function createHistoryReader(db: Kysely<Tables>): ReadHistory {
  return async (customerId, butId) => {
    const others = db.selectFrom('conversations').where('customer_id', '=', customerId).where('id', '<>', butId);
    const [count, last] = await Promise.all([
      others.select((eb) => eb.fn.countAll<number | string>().as('count')).executeTakeFirst(),
      others.select(['updated_at', 'state', 'close_reason', 'rating', 'agent_name']).orderBy('updated_at', 'desc').orderBy('id').limit(1).executeTakeFirst(),
    ]);
    return {
      conversations: Number(count?.count ?? 0),
      ...(last
        ? {
            last: {
              at: last.updated_at,
              state: last.state,
              ...(last.close_reason === null ? {} : { closeReason: last.close_reason }),
              ...(last.rating === null ? {} : { rating: last.rating }),
              ...(last.agent_name === null ? {} : { agentName: last.agent_name }),
            },
          }
        : {}),
    };
  };
}
