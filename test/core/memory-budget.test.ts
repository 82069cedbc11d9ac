import { expect, it } from 'vitest';
import { createMemoryBudget } from '#core/memory-budget.ts';
import { describeModelBudget } from '../contract/model-budget.contract.ts';

describeModelBudget({ name: 'in memory', create: () => Promise.resolve(createMemoryBudget({ visitorTokens: 1_000, cost: 10 })) });

it('a limit of 0 is no limit', async () => {
  const budget = createMemoryBudget({ visitorTokens: 0, cost: 0 });
  expect(await budget.take('v-1', { tokens: 1e9, cost: 1e9 }, 0)).toBe(true);
});
