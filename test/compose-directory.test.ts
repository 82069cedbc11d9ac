import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { composeDirectory, type LivingDirectory, readDirectoryFiles } from '#src/compose-directory.ts';
import { CRM_TOKEN, startFakeCrm } from './adapters/directory/fake-crm.ts';
import { createTestClock } from './support/test-clock.ts';

let folder: string;
let written = 0;
const write = async (name: string, text: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, text);
  written += 1;
  await utimes(file, written, written);
  return file;
};
const logged: string[] = [];
const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
const clock = createTestClock();
const rule = (tier: string) => `rules: [{ id: spender, tier: ${tier}, when: { spent: { atLeast: 100 } } }]\n`;
const named = (id: string) => `the ${id}`;

let CUSTOMERS_FILE: string;
let living: LivingDirectory | undefined;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-customers-'));
  CUSTOMERS_FILE = await write('customers.yaml', 'customers: [{ id: c-1, name: 林, language: zh, spentLast12Months: 200, demo: true }]\n');
});
afterEach(() => living?.stopDirectory());
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the rules of tiers', () => {
  it('follow their file while Baton serves; faulty ones change nothing and are told', async () => {
    await write('tiers.yaml', rule('key'));
    living = await composeDirectory({ DIRECTORY_URL: '', DIRECTORY_TOKEN: '' }, await readDirectoryFiles({ CUSTOMERS_FILE }, named), { clock, log });
    const tier = async () => (await living?.directory.find('c-1'))?.tier;
    expect([await tier(), living.directoryStatus()]).toEqual(['key', undefined]);
    await write('tiers.yaml', rule('vip'));
    await living.refreshTiers();
    expect(await tier()).toBe('vip');
    await write('tiers.yaml', rule('gold'));
    await living.refreshTiers();
    await living.refreshTiers();
    expect(await tier()).toBe('vip');
    expect(logged.filter((line) => line.includes('not taken up')).length).toBe(1);
  });
});

describe('a CRM', () => {
  it('is asked instead of the file, none of whose people is known or may be posed as; its tiers follow the rules too', async () => {
    await write('tiers.yaml', rule('key'));
    await write('directory.yaml', 'fields: { id: id, name: name, spentLast12Months: spent, orders: orders }\nlimits: { failures: 1, tries: 1, freshSeconds: 0 }\n');
    const crm = await startFakeCrm({ 'c-9': { id: 'c-9', name: 'Anna', spent: 150, orders: [{ number: 'A1', product: 'lamp', status: 'paid', date: '2026-11-01' }] } });
    const config = { CUSTOMERS_FILE, DIRECTORY_URL: crm.url, DIRECTORY_TOKEN: CRM_TOKEN };
    const files = await readDirectoryFiles(config, named);
    expect(files.customers.everybody).toEqual([]);
    living = await composeDirectory(config, files, { clock, log });
    expect(living.directoryStatus()).toEqual({ state: 'untried' });
    expect(await living.directory.find('c-9')).toMatchObject({ tier: 'key', orders: [{ product: 'the lamp' }] });
    expect(await living.directory.find('c-1')).toBeUndefined();
    expect(living.directoryStatus()).toEqual({ state: 'up' });
    await write('tiers.yaml', rule('vip'));
    await living.refreshTiers();
    expect(await living.directory.find('c-9')).toMatchObject({ tier: 'vip' });
    await crm.close();
    expect(await living.directory.find('c-9')).toMatchObject({ tier: 'vip', asOf: clock.now() });
    expect(living.directoryStatus()).toEqual({ state: 'down', since: clock.now() });
    expect(logged.join('\n')).toContain('the customer directory is down');
    expect(logged.join('\n')).not.toContain(CRM_TOKEN);
  });

  it('that cannot be read as its file says stops the start, with every fault of every file', async () => {
    await write('tiers.yaml', rule('gold'));
    await write('directory.yaml', 'fields: { id: "a b" }\nlimits: { turnMs: 60000 }\nheader: { value: secret }\n');
    await expect(readDirectoryFiles({ CUSTOMERS_FILE, DIRECTORY_URL: 'http://127.0.0.1:1/{id}' }, named)).rejects.toMatchObject({
      code: 'misconfigured',
      details: ['rules.0.tier', 'header.value', 'fields.id', 'fields.name', 'limits.turnMs'].map((place) => expect.stringContaining(place) as unknown),
    });
  });
});
