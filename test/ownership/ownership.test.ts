import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPlay } from '#cli/bench/ownership/open-play.ts';
import { play } from '#cli/bench/ownership/play.ts';
import { playAll } from '#cli/bench/ownership/play-all.ts';
import type { Store } from '#core/ports/store.ts';
import { SEEDED_FAULTS } from './spoil.ts';

/** Interleavings that are played here: `OWNERSHIP_RUNS=10000` plays so many, as `npm run bench -- ownership` does. */
const RUNS = Number(process.env['OWNERSHIP_RUNS'] ?? 800);
/** A seeded fault must be noticed within so many. */
const PATIENCE = 150;
const SEED = Number(process.env['OWNERSHIP_SEED'] ?? 20_270_310);

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'baton-ownership-'));
  store = await openPlay(folder, (error) => expect.fail(String(error)));
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

describe('ownership', () => {
  it(`is kept in ${RUNS} random interleavings of customer, bot, agents, a lead, time limits and crashes, from seed ${SEED}`, { timeout: 120_000 * Math.max(1, RUNS / 800) }, async () => {
    const seen = new Map<string, number>();
    for await (const { seed, faults, history, withheld, newsSent } of playAll({ first: SEED, runs: RUNS, onTrouble: (error) => expect.fail(String(error)) })) {
      expect(faults, `seed ${seed}`).toEqual([]);
      if (newsSent > 0) seen.set('news', (seen.get('news') ?? 0) + 1);
      if (withheld > 0) seen.set('withheld', (seen.get('withheld') ?? 0) + 1);
      for (const { kind } of history) seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }
    // The runs are worth something: everything that is judged has happened often.
    for (const kind of ['standing', 'accepted', 'taken_up', 'said', 'left', 'settled', 'page_notice', 'page_state', 'page_draft', 'dropped', 'withheld', 'news']) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(RUNS / 20);
  });

  it('is played the same way again with the same seed', async () => {
    const first = await play(store, SEED);
    const again = await mkdtemp(path.join(tmpdir(), 'baton-ownership-'));
    const other = await openPlay(again, () => undefined);
    try {
      const second = await play(other, SEED);
      expect(second.steps).toBe(first.steps);
      expect(second.history.map(({ kind }) => kind)).toEqual(first.history.map(({ kind }) => kind));
    } finally {
      await other.close();
      await rm(again, { recursive: true, force: true });
    }
  });

  it.each(SEEDED_FAULTS)('is judged by a checker that notices when $name', { timeout: 120_000 }, async ({ spoil, caught }) => {
    const spoilt = spoil(folder);
    for (let seed = SEED; seed < SEED + PATIENCE; seed++) {
      const { faults } = await play(store, seed, spoilt);
      if (faults.some((fault) => caught.test(fault))) return;
    }
    expect.fail(`nothing was noticed in ${PATIENCE} interleavings`);
  });
});
