import type { BudgetLimits, ModelBudget, ModelSpend } from '#core/ports/model-budget.ts';

const DAY_MS = 24 * 3600_000;
const NOTHING: ModelSpend = { tokens: 0, cost: 0 };

/** A budget in the memory of a test. */
export function createMemoryBudget(limits: BudgetLimits): ModelBudget {
  const today = { day: 0, cost: 0, visitors: new Map<string, number>() };
  const turnDay = (now: number): void => {
    const day = Math.floor(now / DAY_MS);
    // A clock that is set back must not give the same money twice.
    if (day > today.day) Object.assign(today, { day, cost: 0, visitors: new Map() });
  };
  const charge = (visitor: string, { tokens, cost }: ModelSpend, back: ModelSpend): void => {
    today.cost = Math.max(0, today.cost + cost - back.cost);
    today.visitors.set(visitor, Math.max(0, (today.visitors.get(visitor) ?? 0) + tokens - back.tokens));
  };
  return {
    take(visitor, need, now) {
      turnDay(now);
      const tokens = (today.visitors.get(visitor) ?? 0) + need.tokens;
      const all = [...today.visitors.values()].reduce((sum, taken) => sum + taken, 0);
      const isOver = (limits.tokens > 0 && all + need.tokens > limits.tokens) || (limits.visitorTokens > 0 && tokens > limits.visitorTokens) || (limits.cost > 0 && today.cost + need.cost > limits.cost);
      if (!isOver) charge(visitor, need, NOTHING);
      return Promise.resolve(!isOver);
    },
    settle(visitor, taken, spent, now) {
      turnDay(now);
      // What was taken yesterday has gone with yesterday.
      charge(visitor, spent, Math.floor(taken.at / DAY_MS) < today.day ? NOTHING : taken);
      return Promise.resolve();
    },
  };
}
