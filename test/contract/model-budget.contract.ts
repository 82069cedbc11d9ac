import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BudgetLimits, ModelBudget } from '#core/ports/model-budget.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 24 * 3600_000;

const LIMITS: BudgetLimits = { visitorTokens: 1_000, tokens: 0, cost: 10 };

/** An open budget, and what closes it. */
type OpenBudget = { readonly budget: ModelBudget; readonly close: () => Promise<void> };

/** What every budget promises: `create` gives one on empty data. */
export function describeModelBudget(implementation: { readonly name: string; readonly create: (limits: BudgetLimits) => Promise<OpenBudget> }): void {
  describe(`model budget contract: ${implementation.name}`, () => {
    let budget: ModelBudget;
    let close: OpenBudget['close'];
    beforeEach(async () => {
      ({ budget, close } = await implementation.create(LIMITS));
    });
    afterEach(() => close());

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

    it('holds new visitors to what is left in all, and gives the next day anew', async () => {
      const whole = await implementation.create({ visitorTokens: 1_000, tokens: 2_500, cost: 0 });
      const take = (visitor: string, tokens: number, at = NOON) => whole.budget.take(visitor, { tokens, cost: 0 }, at);
      const taken = await Promise.all(['v-1', 'v-2', 'v-3', 'v-4'].map((visitor) => take(visitor, 1_000)));
      expect(taken.filter(Boolean)).toHaveLength(2);
      expect(await take('v-5', 500)).toBe(true);
      expect(await take('v-6', 1)).toBe(false);
      await whole.budget.settle(`v-${taken.indexOf(true) + 1}`, { tokens: 1_000, cost: 0, at: NOON }, { tokens: 700, cost: 0 }, NOON);
      expect(await take('v-6', 301)).toBe(false);
      expect(await take('v-6', 300)).toBe(true);
      expect(await take('v-7', 1_000, NOON + DAY_MS)).toBe(true);
      await whole.close();
    });

    it('gives back what was taken and not spent, and charges what was spent beyond it', async () => {
      await budget.take('v-1', { tokens: 900, cost: 9 }, NOON);
      await budget.settle('v-1', { tokens: 900, cost: 9, at: NOON }, { tokens: 100, cost: 1 }, NOON);
      expect(await budget.take('v-1', { tokens: 900, cost: 9 }, NOON)).toBe(true);
      await budget.settle('v-1', { tokens: 900, cost: 9, at: NOON }, { tokens: 1_500, cost: 9 }, NOON);
      expect(await budget.take('v-1', { tokens: 1, cost: 0 }, NOON)).toBe(false);
    });

    it('gives nothing of yesterday back today', async () => {
      await budget.take('v-1', { tokens: 900, cost: 9 }, NOON);
      await budget.settle('v-1', { tokens: 900, cost: 9, at: NOON }, { tokens: 100, cost: 1 }, NOON + DAY_MS);
      expect(await budget.take('v-1', { tokens: 901, cost: 9 }, NOON + DAY_MS)).toBe(false);
      expect(await budget.take('v-1', { tokens: 900, cost: 9 }, NOON + DAY_MS)).toBe(true);
    });

    it('gives nothing of yesterday back when others have begun the new day', async () => {
      await budget.take('v-1', { tokens: 900, cost: 9 }, NOON);
      await budget.take('v-2', { tokens: 100, cost: 8 }, NOON + DAY_MS);
      await budget.settle('v-1', { tokens: 900, cost: 9, at: NOON }, { tokens: 100, cost: 1 }, NOON + DAY_MS);
      expect(await budget.take('v-2', { tokens: 100, cost: 2 }, NOON + DAY_MS)).toBe(false);
      expect(await budget.take('v-2', { tokens: 100, cost: 1 }, NOON + DAY_MS)).toBe(true);
    });

    it('does not give a day twice when the clock is set back', async () => {
      await budget.take('v-1', { tokens: 1_000, cost: 1 }, NOON);
      expect(await budget.take('v-1', { tokens: 1, cost: 0 }, NOON - DAY_MS)).toBe(false);
    });
  });
}

/** What a budget promises that several processes share. `open` is one process on the data at a place. */
export function describeSharedBudget(implementation: {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string, limits: BudgetLimits) => Promise<OpenBudget>;
}): void {
  const { name, createPlace, open } = implementation;
  describeModelBudget({ name, create: async (limits) => open(await createPlace(), limits) });

  describe(`shared model budget contract: ${name}`, () => {
    it('is one in all, too: what visitors of one have taken those of the others have not', async () => {
      const place = await createPlace();
      const all = { visitorTokens: 0, tokens: 1_000, cost: 0 };
      const [here, there] = [await open(place, all), await open(place, all)];
      expect(await here.budget.take('v-1', { tokens: 700, cost: 0 }, NOON)).toBe(true);
      expect(await there.budget.take('v-2', { tokens: 301, cost: 0 }, NOON)).toBe(false);
      expect(await there.budget.take('v-2', { tokens: 300, cost: 0 }, NOON)).toBe(true);
      await Promise.all([here.close(), there.close()]);
    });

    it('is one for all processes: what one has taken the others have not', async () => {
      const place = await createPlace();
      const [here, there] = [await open(place, LIMITS), await open(place, LIMITS)];
      expect(await here.budget.take('v-1', { tokens: 700, cost: 4 }, NOON)).toBe(true);
      expect(await there.budget.take('v-1', { tokens: 301, cost: 0 }, NOON)).toBe(false);
      expect(await there.budget.take('v-2', { tokens: 1_000, cost: 6.5 }, NOON)).toBe(false);
      expect(await there.budget.take('v-2', { tokens: 1_000, cost: 6 }, NOON)).toBe(true);
      expect(await here.budget.take('v-3', { tokens: 1, cost: 0.5 }, NOON)).toBe(false);
      await there.budget.settle('v-1', { tokens: 700, cost: 4, at: NOON }, { tokens: 0, cost: 0 }, NOON);
      expect(await here.budget.take('v-1', { tokens: 1_000, cost: 4 }, NOON)).toBe(true);
      await Promise.all([here.close(), there.close()]);
    });

    it('is not given anew by a restart', async () => {
      const place = await createPlace();
      const before = await open(place, LIMITS);
      await before.budget.take('v-1', { tokens: 800, cost: 9 }, NOON);
      await before.close();
      const after = await open(place, LIMITS);
      expect(await after.budget.take('v-1', { tokens: 201, cost: 0 }, NOON)).toBe(false);
      expect(await after.budget.take('v-2', { tokens: 1, cost: 1.5 }, NOON)).toBe(false);
      await after.budget.settle('v-1', { tokens: 800, cost: 9, at: NOON }, { tokens: 100, cost: 1 }, NOON);
      expect(await after.budget.take('v-1', { tokens: 900, cost: 9 }, NOON)).toBe(true);
      await after.close();
    });
  });
}
