import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readFileDirectory } from '#adapters/directory/file-directory.ts';
import { readTierRules } from '#adapters/directory/tier-file.ts';
import { tierRulesSchema } from '#core/tiers/rules.ts';
import { describeDirectory } from '../../contract/customer-directory.contract.ts';
import { PROJECT } from '../../support/project-files.ts';

let folder: string;
let files = 0;
const write = async (content: string | Buffer): Promise<string> => {
  const file = path.join(folder, `${(files += 1)}.yaml`);
  await writeFile(file, content);
  return file;
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-directory-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describeDirectory({ name: 'the file directory', create: async (customers) => readFileDirectory(await write(stringify({ customers }))) });

describe('a customer file that is wrong', () => {
  const refused = async (content: string | Buffer) => expect(readFileDirectory(await write(content))).rejects;

  it('is refused with every fault of it, each at its place', async () => {
    const customers = [
      { id: 'c 1', name: '林', tier: 'gold', language: 'zh' },
      { id: 'c-2', name: ' ', tier: 'vip', language: 'fr', since: 'yesterday', colour: 'red' },
    ];
    await (await refused(stringify({ customers }))).toMatchObject({
      code: 'misconfigured',
      details: expect.arrayContaining([
        expect.stringContaining('customers.0.id'),
        expect.stringContaining('customers.0.tier'),
        expect.stringContaining('customers.1.name'),
        expect.stringContaining('customers.1.language'),
        expect.stringContaining('customers.1.since'),
        expect.stringContaining('colour'),
      ]),
    });
  });

  it('is refused when two people have one id', async () => {
    const person = { id: 'c-1', name: '林', tier: 'vip', language: 'zh' };
    await (await refused(stringify({ customers: [person, person] }))).toMatchObject({ details: [expect.stringContaining('"c-1" occurs twice')] });
  });

  it.each([
    ['no YAML', 'customers: [', 'not valid YAML'],
    ['empty', '', 'fault'],
    ['a list', '- id: c-1', 'fault'],
  ])('is refused when it is %s', async (_, content, message) => {
    await (await refused(content)).toMatchObject({ code: 'misconfigured', message: expect.stringContaining(message) });
  });

  it('is named, with the setting that points to it, when it cannot be read', async () => {
    const missing = path.join(folder, 'missing.yaml');
    await expect(readFileDirectory(missing)).rejects.toMatchObject({ code: 'misconfigured', message: expect.stringMatching(/missing\.yaml.*CUSTOMERS_FILE/) });
  });
});

describe('the orders of a customer', () => {
  it('are told by what a customer of that language calls the product, and by its id where nobody names it', async () => {
    const orders = [{ number: '20261103-0118', product: 'purifier-a3', status: 'delivered', date: '2026-11-03' }];
    const file = await write(stringify({ customers: [{ id: 'c-1', name: '林', tier: 'vip', language: 'zh', orders }, { id: 'c-2', name: 'Anna', tier: 'key', language: 'en', orders }] }));
    const named = await readFileDirectory(file, (id, language) => `${id} in ${language}`);
    expect((await named.find('c-1'))?.orders).toEqual([{ ...orders[0], product: 'purifier-a3 in zh' }]);
    expect((await named.find('c-2'))?.orders).toEqual([{ ...orders[0], product: 'purifier-a3 in en' }]);
    expect((await (await readFileDirectory(file)).find('c-1'))?.orders).toEqual(orders);
  });
});

describe('a customer whose record names no tier', () => {
  it('has the one that the rules of the moment tell, with why; a tier that is named stays', async () => {
    const orders = ['2026-11-03', '2025-10-01'].map((date, i) => ({ number: `${i}`, product: 'a', status: 'delivered', date }));
    const path = await write(stringify({ customers: [{ id: 'c-1', name: '林', language: 'zh', orders, noCare: true }, { id: 'c-2', name: 'Anna', language: 'en', tier: 'small', orders }] }));
    let rules = tierRulesSchema.parse({ rules: [{ id: 'buyer', tier: 'key', when: { orders: { atLeast: 1 } } }] });
    const directory = await readFileDirectory(path, undefined, { rules: () => rules, now: () => Date.UTC(2026, 10, 22) });
    expect(await directory.find('c-1')).toMatchObject({ tier: 'key', tierBecause: { en: '1 order in 12 months' }, noCare: true });
    expect(await directory.find('c-2')).toMatchObject({ tier: 'small' });
    expect(await directory.find('c-2')).not.toHaveProperty('tierBecause');
    rules = tierRulesSchema.parse({});
    expect(await directory.find('c-1')).toMatchObject({ tier: 'small' });
  });
});

describe('rules of tiers that are wrong', () => {
  it('are refused with every fault, each at its place; without a file there are none', async () => {
    const rules = [
      { id: 'a', tier: 'gold', when: { spent: { atLeast: 1 } } },
      { id: 'b', tier: 'vip', when: { contacts: { atLeast: 9 } } },
      { id: 'c', tier: 'vip', when: { spent: { atLeast: 2, below: 1 } } },
      { id: 'd', tier: 'vip', when: {} },
    ];
    await expect(readTierRules(await write(stringify({ rules })))).rejects.toMatchObject({
      code: 'misconfigured',
      details: expect.arrayContaining([expect.stringContaining('rules.0.tier'), expect.stringContaining('contacts'), expect.stringContaining('rules.2.when.spent'), expect.stringContaining('rules.3.when')]),
    });
    expect(await readTierRules(path.join(folder, 'none.yaml'))).toMatchObject({ rules: [] });
  });
});

describe('the sample directory', () => {
  it('has people of every tier, and some whom visitors of the sample shop may pose as', async () => {
    const rules = await readTierRules(path.join(PROJECT, 'adapters/directory/tiers.yaml'));
    const { everybody } = await readFileDirectory(path.join(PROJECT, 'adapters/directory/customers.yaml'), undefined, { rules: () => rules, now: Date.now });
    expect(new Set(everybody.map(({ tier }) => tier))).toEqual(new Set(['vip', 'key', 'regular', 'small']));
    expect(everybody.filter(({ demo }) => demo).length).toBeGreaterThan(1);
    expect(new Set(everybody.map(({ language }) => language))).toEqual(new Set(['zh', 'en']));
  });
});
