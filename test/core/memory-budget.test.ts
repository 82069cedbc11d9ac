import { expect, it } from 'vitest';
import { describeModelBudget } from '../contract/model-budget.contract.ts';
import { createMemoryBudget } from '../support/memory-budget.ts';

describeModelBudget({ name: 'in memory', create: (limits) => Promise.resolve({ budget: createMemoryBudget(limits), close: () => Promise.resolve() }) });

it('a limit of 0 is no limit', async () => {
  const budget = createMemoryBudget({ visitorTokens: 0, tokens: 0, cost: 0 });
  expect(await budget.take('v-1', { tokens: 1e9, cost: 1e9 }, 0)).toBe(true);
});
