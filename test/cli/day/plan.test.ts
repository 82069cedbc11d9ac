import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Caller, planDay, workByHour } from '#cli/bench/day/plan.ts';
import { makeRoster, toStaffFile } from '#cli/bench/day/roster.ts';
import { MOODS, readSentences, type Sentences } from '#cli/bench/day/sentences.ts';
import { createRandom } from '#cli/bench/ownership/random.ts';
import { staffPlanSchema } from '#core/routing/staff-plan.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { PROJECT } from '../../support/project-files.ts';

let sentences: Sentences;
let day: readonly Caller[];
beforeAll(async () => {
  sentences = await readSentences();
  day = planDay(7_000, sentences, createRandom(1));
});

describe('a planned day', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planDay(50, sentences, createRandom(7))).toEqual(planDay(50, sentences, createRandom(7)));
    expect(planDay(50, sentences, createRandom(7))).not.toEqual(planDay(50, sentences, createRandom(8)));
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

  it('has customers of all moods, the furious less patient and less satisfied, and says what they say in words that no example of the catalogue has', async () => {
    expect(MOODS.map((mood) => day.filter((caller) => caller.mood === mood).length / day.length > 0.04)).toEqual(MOODS.map(() => true));
    expect(day.filter(({ matter, mood }) => matter === 'danger' && mood === 'calm')).toEqual([]);
    const mean = (mood: string, of: (caller: Caller) => number): number => {
      const list = day.filter((caller) => caller.mood === mood);
      return list.reduce((sum, caller) => sum + of(caller), 0) / list.length;
    };
    expect(mean('furious', ({ patience }) => patience)).toBeLessThan(mean('calm', ({ patience }) => patience));
    expect(mean('furious', ({ score = 0 }) => score)).toBeLessThan(mean('calm', ({ score = 0 }) => score));
    const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
    const examples = new Set((await loadCatalog(path.join(PROJECT, 'intents', 'catalog'))).flatMap((intent) => [...intent.examples.zh, ...intent.examples.en]).map(plain));
    expect(day.flatMap(({ says }) => says).filter((text) => examples.has(plain(text)))).toEqual([]);
  });

  it('has customers who would rather be called than wait, but none of them in danger', () => {
    const prefers = day.flatMap(({ prefers: each }) => each ?? []);
    expect(prefers.length / day.length).toBeCloseTo(0.4, 1);
    expect(new Set(prefers.map(({ way }) => way))).toEqual(new Set(['phone', 'email', 'chat']));
    expect(prefers.every(({ way, contact }) => (way === 'chat') === (contact === ''))).toBe(true);
    expect(day.some(({ matter, prefers: each }) => matter === 'danger' && each)).toBe(false);
  });

  it('gives the hours in which the night is worked off their time, and every hour what comes in it', () => {
    const work = workByHour();
    const coming = Array.from({ length: 24 }, (_, hour) => day.filter(({ arrivesAt }) => Math.floor(arrivesAt / 3600_000) === hour).length / day.length);
    const night = [22, 23, 0, 1, 2, 3, 4, 5, 6, 7].reduce((sum, hour) => sum + (coming[hour] ?? 0), 0);
    expect(work).toHaveLength(24);
    for (const [hour, share] of work.entries()) expect(share).toBeCloseTo((coming[hour] ?? 0) + (hour === 8 || hour === 9 ? night / 2 : 0), 1);
    expect(work.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1 + night, 2);
  });

  it('has a roster that Baton reads', () => {
    expect(staffPlanSchema.parse(parse(toStaffFile(makeRoster(40)))).staff).toHaveLength(40);
  });
});
