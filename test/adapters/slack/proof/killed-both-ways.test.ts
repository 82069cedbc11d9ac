import { expect, test } from 'vitest';
import { killBothWays } from './kill-both-ways.ts';

// Fifty times: npm run bench -- slack --kills 50
const KILLS = 25;

test(`killed ${KILLS} times while customers write on pages and staff in threads: what was acknowledged stands once on the other side, and no note at a customer`, { timeout: 240_000 }, async () => {
  const { written, answered, faults } = await killBothWays(KILLS);
  expect(faults).toEqual([]);
  expect(written).toBe(KILLS);
  expect(answered).toBeGreaterThanOrEqual(KILLS / 2);
});
