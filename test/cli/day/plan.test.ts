import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Caller, planDay } from '#cli/bench/day/plan.ts';
import { makeRoster, toStaffFile } from '#cli/bench/day/roster.ts';
import { createRandom } from '#cli/bench/ownership/random.ts';
import type { Intent } from '#core/intent.ts';
import { staffPlanSchema } from '#core/routing/staff-plan.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { PROJECT } from '../../support/project-files.ts';

let intents: readonly Intent[];
let day: readonly Caller[];
beforeAll(async () => {
  intents = await loadCatalog(path.join(PROJECT, 'intents', 'catalog'));
  day = planDay(7_000, intents, createRandom(1));
});

describe('a planned day', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planDay(50, intents, createRandom(7))).toEqual(planDay(50, intents, createRandom(7)));
    expect(planDay(50, intents, createRandom(7))).not.toEqual(planDay(50, intents, createRandom(8)));
  });

  it('has customers of all tiers, languages and matters, most of them in the daytime, in the order in which they come', () => {
    const share = (is: (caller: Caller) => boolean): number => day.filter(is).length / day.length;
    expect(new Set(day.map(({ tier }) => tier)).size).toBe(4);
    expect(new Set(day.map(({ matter }) => matter)).size).toBe(8);
    expect(share(({ language }) => language === 'zh')).toBeCloseTo(0.75, 1);
    expect(share(({ arrivesAt }) => arrivesAt < 7 * 3600_000)).toBeLessThan(0.06);
    expect(day.every(({ arrivesAt }, i) => i === 0 || day[i - 1]!.arrivesAt <= arrivesAt)).toBe(true);
    expect(day.every(({ says }) => says.length > 0 && says.every((text) => text.length > 0))).toBe(true);
  });

  it('has a roster that Baton reads', () => {
    expect(staffPlanSchema.parse(parse(toStaffFile(makeRoster(40)))).staff).toHaveLength(40);
  });
});
