import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { policySchema } from '#core/policy.ts';
import { followStaffPlan, readSoundStaffPlan, staffPlanFile, type StaffPlanGround } from '#src/compose-routing.ts';
import { loadProducts } from '#knowledge/load-company.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { readPolicy } from '#src/policy-file.ts';
import { PROJECT } from './support/project-files.ts';
import { createTestClock } from './support/test-clock.ts';

const GROUND: StaffPlanGround = {
  policy: policySchema.parse({
    rules: [{ id: 'asks', when: { signal: 'person' }, reason: 'asked', priority: 'normal', team: 'service', firstReplyMinutes: 10 }],
    teams: { service: { name: { zh: '客服', en: 'Service' }, hours: { from: '09:00', to: '18:00' } } },
    timeZone: 'Asia/Shanghai',
  }),
  intents: [{ id: 'refund-status' }],
  products: [{ id: 'aircon-k3' }],
};

let file: string;
beforeEach(async () => {
  file = staffPlanFile(path.join(await mkdtemp(path.join(tmpdir(), 'baton-staff-')), 'customers.yaml'));
});
afterEach(() => rm(path.dirname(file), { recursive: true, force: true }));

describe('the plan of the staff', () => {
  it('of the sample names only teams, reasons, intents and products that there are', async () => {
    const ground = {
      policy: await readPolicy(path.join(PROJECT, 'intents/policy.yaml')),
      intents: await loadCatalog(path.join(PROJECT, 'intents/catalog')),
      products: await loadProducts(path.join(PROJECT, 'knowledge/products.yaml')),
    };
    const plan = await readSoundStaffPlan(path.join(PROJECT, 'adapters/directory/staff.yaml'), ground);
    expect(plan.staff.map(({ name }) => name)).toEqual(['周敏', '何嘉']);
  });

  it('may be missing, and tells every fault at once', async () => {
    expect(await readSoundStaffPlan(file, GROUND)).toEqual({ staff: [], others: { skills: {} } });
    await writeFile(file, 'staff: [{ name: Li, teams: [nobody], skills: { flying: 2, refund-status: 3, aircon: 1 } }]');
    await expect(readSoundStaffPlan(file, GROUND)).rejects.toMatchObject({ code: 'misconfigured', details: [expect.stringContaining('"nobody"'), expect.stringContaining('"flying"')] });
    await writeFile(file, 'staff: [{ name: Li, capacity: 0, works: { days: [someday] } }]');
    await expect(readSoundStaffPlan(file, GROUND)).rejects.toMatchObject({ code: 'misconfigured', details: expect.arrayContaining([expect.stringContaining('capacity'), expect.stringContaining('works.days')]) });
  });

  it('is followed while Baton serves; a faulty file changes nothing', async () => {
    const first = await readSoundStaffPlan(file, GROUND);
    const living = await followStaffPlan(file, first, () => GROUND, { clock: createTestClock(), log: pino({ level: 'silent' }) });
    const write = async (text: string, seconds: number): Promise<void> => {
      await writeFile(file, text);
      await utimes(file, seconds, seconds);
      await living.refresh();
    };
    await write('staff: [{ name: Li, capacity: 2 }]', 1_000);
    expect(living.current().staff).toMatchObject([{ name: 'Li', capacity: 2 }]);
    await write('staff: [{ name: Li, capacity: none }]', 2_000);
    expect(living.current().staff).toMatchObject([{ name: 'Li', capacity: 2 }]);
    await rm(file);
    await living.refresh();
    expect(living.current().staff).toEqual([]);
    living.stop();
  });
});
