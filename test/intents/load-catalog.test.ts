import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatonError } from '#core/errors.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { loadPersonPhrases } from '#intents/load-person-phrases.ts';
import { CATALOG, PERSON_PHRASES } from './shop.ts';

const GOOD = `id: refund
name: { zh: 退款, en: Refund }
kind: question
topics: [refund-time]
urgency: 0.3
examples:
  zh: [退款多久到账]
  en: [where is my refund]
`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-catalog-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function faultsOf(load: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await load.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BatonError);
  expect(error).toMatchObject({ code: 'misconfigured' });
  return error instanceof BatonError ? error.details : [];
}

describe('the catalogue of intents', () => {
  it('as it comes with Baton is sound: at least 35 intents with 20 examples in each language', async () => {
    const intents = await loadCatalog(CATALOG);
    expect(intents.length).toBeGreaterThanOrEqual(35);
    for (const { id, examples } of intents) {
      expect(examples.zh.length, `${id} zh`).toBeGreaterThanOrEqual(20);
      expect(examples.en.length, `${id} en`).toBeGreaterThanOrEqual(20);
    }
  });

  it('tells every fault of every file at once, with file and field', async () => {
    await writeFile(path.join(folder, 'refund.yaml'), GOOD);
    await writeFile(path.join(folder, 'other-name.yaml'), GOOD.replace('退款多久到账', '钱什么时候退').replace('where is', 'when is'));
    await writeFile(path.join(folder, 'spelling.yaml'), `${GOOD.replace('id: refund', 'id: spelling')}colour: red\n`);
    await writeFile(path.join(folder, 'urgency.yaml'), GOOD.replace('urgency: 0.3', 'urgency: high'));
    await writeFile(path.join(folder, 'torn.yaml'), 'id: [torn');
    await writeFile(path.join(folder, 'bytes.yaml'), Buffer.from([0x69, 0xff, 0xfe]));
    const faults = await faultsOf(loadCatalog(folder));
    const all = faults.join('\n');
    expect(all).toMatch(/other-name\.yaml: id is "refund"/);
    expect(all).toMatch(/"refund" is already used/);
    expect(all).toMatch(/spelling\.yaml: .*colour/);
    expect(all).toMatch(/urgency\.yaml: urgency: /);
    expect(all).toMatch(/torn\.yaml: cannot be read as YAML/);
    expect(all).toMatch(/bytes\.yaml: cannot be read: it is not UTF-8/);
  });

  it('refuses the same example in two intents, also in other case or width', async () => {
    await writeFile(path.join(folder, 'refund.yaml'), GOOD);
    await writeFile(path.join(folder, 'money.yaml'), GOOD.replace('id: refund', 'id: money').replace('where is my refund', 'Where is my Ｒefund').replace('退款多久到账', '钱呢'));
    expect(await faultsOf(loadCatalog(folder))).toEqual([expect.stringContaining('stands in')]);
  });

  it('says so when there is no intent, or no folder', async () => {
    expect((await faultsOf(loadCatalog(folder)))[0]).toMatch(/no \.yaml file/);
    await expect(loadCatalog(path.join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'misconfigured' });
  });
});

describe('the phrases that ask for a person', () => {
  it('as they come with Baton are at least 150, without repeats', async () => {
    const phrases = await loadPersonPhrases(PERSON_PHRASES);
    expect(phrases.length).toBeGreaterThanOrEqual(150);
    expect(new Set(phrases).size).toBe(phrases.length);
  });

  it('may be a list or lists under headings', async () => {
    const file = path.join(folder, 'phrases.yaml');
    await writeFile(file, '- 转人工\n- get me a human\n');
    expect(await loadPersonPhrases(file)).toEqual(['转人工', 'get me a human']);
    await writeFile(file, 'zh: [转人工]\nen: [get me a human]\n');
    expect(await loadPersonPhrases(file)).toEqual(['转人工', 'get me a human']);
  });

  it('names the file when it is missing or malformed', async () => {
    expect((await faultsOf(loadPersonPhrases(path.join(folder, 'none.yaml'))))[0]).toContain('none.yaml');
    await writeFile(path.join(folder, 'wrong.yaml'), 'zh: 3\n');
    expect((await faultsOf(loadPersonPhrases(path.join(folder, 'wrong.yaml')))).join()).toContain('wrong.yaml');
  });
});
