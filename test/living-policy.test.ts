import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followPolicy, type LivingPolicy } from '#src/living-policy.ts';
import { readPolicy } from '#src/policy-file.ts';
import { createTestClock } from './support/test-clock.ts';

const text = (minutes: number, team = 'service') => `rules:
  - { id: asks, when: { signal: person }, reason: asked, priority: normal, team: ${team}, firstReplyMinutes: ${minutes} }
teams: { service: { name: { zh: 客服, en: Service }, hours: { from: "09:00", to: "21:00" } } }
timeZone: Asia/Shanghai
`;

let folder = '';
let file = '';
let living: LivingPolicy;
let faults: unknown[] = [];
let changes = 0;
let unknownTeams: string[] = [];
let written = 0;
/** Writes the file with a date of its own, however fast the test is. */
const write = async (content: string): Promise<void> => {
  await writeFile(file, content);
  written += 1;
  await utimes(file, written, written);
};
beforeEach(async () => {
  [faults, changes, unknownTeams] = [[], 0, []];
  folder = await mkdtemp(path.join(tmpdir(), 'baton-policy-'));
  file = path.join(folder, 'policy.yaml');
  await write(text(10));
  living = await followPolicy({
    file,
    first: await readPolicy(file),
    findFaults: () => unknownTeams,
    clock: createTestClock(),
    onChange: () => void (changes += 1),
    onFault: (fault) => void faults.push(fault),
  });
});
afterEach(async () => {
  living.stop();
  await rm(folder, { recursive: true });
});

const limit = () => living.current().rules[0]?.firstReplyMinutes;

describe('the handover policy', () => {
  it('follows its file while Baton serves', async () => {
    await write(text(5));
    await living.refresh();
    expect(limit()).toBe(5);
    expect([changes, faults]).toEqual([1, []]);
  });

  it('is read again only when the file has changed', async () => {
    await living.refresh();
    expect(changes).toBe(0);
  });

  it.each([
    ['is broken', () => write('rules: [')],
    ['names a team that is not there', () => write(text(5, 'nobody'))],
    ['is gone', () => rm(file)],
    ['names what the shop does not have', () => ((unknownTeams = ['policy.yaml: there is no intent "x".']), write(text(5)))],
  ])('stays as it was when the changed file %s, and says so once', async (_, spoil) => {
    await spoil();
    await living.refresh();
    await living.refresh();
    expect(limit()).toBe(10);
    expect(faults).toHaveLength(1);
    unknownTeams = [];
    await write(text(7));
    await living.refresh();
    expect(limit()).toBe(7);
  });

  it('follows the calendar and the time limits beside it, and keeps what was before where they do not fit', async () => {
    const beside = (name: string, content: string) => writeFile(path.join(folder, name), content);
    await beside('time-limits.yaml', 'limits: [{ id: all, solution: 8 h }]\n');
    await living.refresh();
    expect(living.current().timeLimits?.limits).toMatchObject([{ id: 'all', solution: { within: '8 h', counts: 'working' } }]);
    await beside('calendar.yaml', 'teams: { service: { days: [mon] } }\n');
    await living.refresh();
    expect(living.current().calendar?.teams['service']?.days).toEqual(['mon']);
    await beside('calendar.yaml', 'teams: { night: { days: [mon] } }\n');
    await living.refresh();
    expect(living.current().calendar?.teams).toHaveProperty('service');
    expect([changes, faults]).toEqual([2, [expect.objectContaining({ details: [expect.stringContaining('"night" is not a team')] })]]);
  });

  it('is looked at every few seconds until it is let go', async () => {
    const clock = createTestClock();
    expect(clock.waiting()).toBe(0);
    const other = await followPolicy({ file, first: living.current(), findFaults: () => [], clock, onChange: () => undefined, onFault: () => undefined });
    expect(clock.waiting()).toBe(1);
    other.stop();
    expect(clock.waiting()).toBe(0);
  });
});
