import { expect, test } from 'vitest';
import { killAgainAndAgain } from './kill-run.ts';

// Fifty times: npm run bench -- slack --kills 50
const KILLS = 25;

test(`S4: killed ${KILLS} times – as Slack has taken a post and before we know, and as an event is acknowledged –, nothing is lost or doubled`, { timeout: 240_000 }, async () => {
  const { accepted, faults } = await killAgainAndAgain(KILLS);
  expect(accepted).toBe(KILLS);
  expect(faults).toEqual([]);
});
