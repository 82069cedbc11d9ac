import { beforeEach, describe, expect, it } from 'vitest';
import type { ModelBudget } from '#core/ports/model-budget.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 24 * 3600_000;

/** What every budget promises. `create` gives one with 1,000 tokens a visitor and money for 10 in all, a day. */
export function describeModelBudget(implementation: { readonly name: string; readonly create: () => Promise<ModelBudget> }): void {
  describe(`model budget contract: ${implementation.name}`, () => {
    let budget: ModelBudget;
    beforeEach(async () => {
      budget = await implementation.create();
    });

    it('gives a visitor so much a day, and the next day again', async () => {
      expect(await budget.take('v-1', { tokens: 600, cost: 1 }, NOON)).toBe(true);
      expect(await budget.take('v-1', { tokens: 600, cost: 1 }, NOON)).toBe(false);
      expect(await budget.take('v-1', { tokens: 400, cost: 1 }, NOON)).toBe(true);
      expect(await budget.take('v-2', { tokens: 1_000, cost: 1 }, NOON)).toBe(true);
      expect(await budget.take('v-1', { tokens: 1_000, cost: 1 }, NOON + DAY_MS)).toBe(true);
    });

    it('takes nothing when it says no', async () => {
      expect(await budget.take('v-1', { tokens: 2_000, cost: 1 }, NOON)).toBe(false);
      expect(await budget.take('v-1', { tokens: 1_000, cost: 11 }, NOON)).toBe(false);
      expect(await budget.take('v-1', { tokens: 1_000, cost: 10 }, NOON)).toBe(true);
    });

    it('lets all visitors together spend no more than there is', async () => {
      const taken = await Promise.all(Array.from({ length: 20 }, (_, at) => budget.take(`v-${at}`, { tokens: 100, cost: 3 }, NOON)));
      expect(taken.filter(Boolean)).toHaveLength(3);
    });

    it('gives back what was taken and not spent, and charges what was spent beyond it', async () => {
      await budget.take('v-1', { tokens: 900, cost: 9 }, NOON);
      await budget.settle('v-1', { tokens: 900, cost: 9 }, { tokens: 100, cost: 1 }, NOON);
      expect(await budget.take('v-1', { tokens: 900, cost: 9 }, NOON)).toBe(true);
      await budget.settle('v-1', { tokens: 900, cost: 9 }, { tokens: 1_500, cost: 9 }, NOON);
      expect(await budget.take('v-1', { tokens: 1, cost: 0 }, NOON)).toBe(false);
    });

    it('gives nothing of yesterday back today', async () => {
      await budget.take('v-1', { tokens: 900, cost: 9 }, NOON);
      await budget.settle('v-1', { tokens: 900, cost: 9 }, { tokens: 100, cost: 1 }, NOON + DAY_MS);
      expect(await budget.take('v-1', { tokens: 901, cost: 9 }, NOON + DAY_MS)).toBe(false);
      expect(await budget.take('v-1', { tokens: 900, cost: 9 }, NOON + DAY_MS)).toBe(true);
    });

    it('does not give a day twice when the clock is set back', async () => {
      await budget.take('v-1', { tokens: 1_000, cost: 1 }, NOON);
      expect(await budget.take('v-1', { tokens: 1, cost: 0 }, NOON - DAY_MS)).toBe(false);
    });
  });
}
