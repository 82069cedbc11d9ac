import type { Kysely, Transaction } from 'kysely';
import type { BudgetLimits, ModelBudget } from '#core/ports/model-budget.ts';
import type { Tables } from './tables.ts';

const DAY_MS = 24 * 3600_000;

/** The budget in the database: all processes share it, and a restart does not begin the day anew. */
export function createModelBudget(db: Kysely<Tables>, limits: BudgetLimits): ModelBudget {
  return {
    take: (visitor, need, now) =>
      onDay(db, now, async (trx, today) => {
        const { tokens } = (await trx.selectFrom('model_budget_visitors').select('tokens').where('visitor', '=', visitor).executeTakeFirst()) ?? { tokens: 0 };
        if (limits.visitorTokens > 0 && tokens + need.tokens > limits.visitorTokens) return false;
        if (limits.cost > 0 && today.cost + need.cost > limits.cost) return false;
        if (limits.tokens > 0 && (await tokensOfAll(trx)) + need.tokens > limits.tokens) return false;
        await write(trx, visitor, tokens + need.tokens, today.cost + need.cost);
        return true;
      }),
    settle: (visitor, taken, spent, now) =>
      onDay(db, now, async (trx, today) => {
        // What was taken yesterday has gone with yesterday.
        const back = dayOf(taken.at) < today.day ? { tokens: 0, cost: 0 } : taken;
        const { tokens } = (await trx.selectFrom('model_budget_visitors').select('tokens').where('visitor', '=', visitor).executeTakeFirst()) ?? { tokens: 0 };
        await write(trx, visitor, tokens + spent.tokens - back.tokens, today.cost + spent.cost - back.cost);
      }),
  };
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}

/**
 * One transaction that knows the day and what was spent on it. The row of the day is written first, which makes all
 * who take wait for each other; a clock that is set back does not give a day twice.
 */
function onDay<T>(db: Kysely<Tables>, now: number, work: (trx: Transaction<Tables>, today: { readonly day: number; readonly cost: number }) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    const kept = await trx.updateTable('model_budget').set(({ ref }) => ({ day: ref('day') })).returning(['day', 'cost']).executeTakeFirstOrThrow();
    const day = dayOf(now);
    if (day <= kept.day) return work(trx, kept);
    await trx.updateTable('model_budget').set({ day, cost: 0 }).execute();
    await trx.deleteFrom('model_budget_visitors').execute();
    return work(trx, { day, cost: 0 });
  });
}

/** What all visitors have taken today; a sum, so that nothing can drift from what each has taken. */
async function tokensOfAll(trx: Transaction<Tables>): Promise<number> {
  const { tokens } = await trx.selectFrom('model_budget_visitors').select(({ fn }) => fn.sum<number | string | null>('tokens').as('tokens')).executeTakeFirstOrThrow();
  return Number(tokens ?? 0);
}

async function write(trx: Transaction<Tables>, visitor: string, tokens: number, cost: number): Promise<void> {
  const row = { visitor, tokens: Math.max(0, Math.ceil(tokens)) };
  await trx.updateTable('model_budget').set({ cost: Math.max(0, cost) }).execute();
  await trx.insertInto('model_budget_visitors').values(row).onConflict((conflict) => conflict.column('visitor').doUpdateSet(row)).execute();
}
