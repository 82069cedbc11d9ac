import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#core/article.ts';
import type { DocumentNews } from '#core/living-documents.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { followArticles, type LivingArticles } from '#src/living-articles.ts';

const text = (id: string, language: string, body: string, product = 'all'): string => `---
id: ${id}
language: ${language}
audience: customer
title: About ${id}
product: ${product}
version: 1
review: 2027-05-31
---
${body}
`;

let folder = '';
let living: LivingArticles;
let now = 0;
let news: DocumentNews[] = [];
let faults: unknown[] = [];
let told: (readonly [number, number])[] = [];
let fails = 0;
let missing: string[] = [];
let documents: Article[] = [];
let written = 0;
/** What the system tells of the folder, as the tests have it. */
let system = { isTold: true, hasNews: false };
/** Happens while the files are read. */
let meanwhile: () => Promise<void>;

const fileOf = (id: string, language: string): string => path.join(folder, 'customer', `${id}.${language}.md`);
/** Writes a file with a date of its own, however fast the test is. */
const write = async (id: string, language: string, content: string): Promise<void> => {
  await writeFile(fileOf(id, language), content);
  written += 1;
  await utimes(fileOf(id, language), written, written);
};
const look = (): Promise<boolean> => {
  now += 5_000;
  return living.refresh();
};
const said = (): string[] => news.map(({ put, remove }) => [...remove.map(({ id, language }) => `-${id}/${language}`), ...put.map(({ id, language }) => `+${id}/${language}`)].join(' '));

beforeEach(async () => {
  [now, news, faults, told, fails, missing, documents] = [0, [], [], [], 0, [], []];
  [system, meanwhile] = [{ isTold: true, hasNews: false }, async () => undefined];
  folder = await mkdtemp(path.join(tmpdir(), 'baton-articles-'));
  await mkdir(path.join(folder, 'customer'));
  await write('parking', 'en', text('parking', 'en', 'Parking is free.'));
  await write('parking', 'zh', text('parking', 'zh', '停车免费。'));
  await write('hours', 'en', text('hours', 'en', 'Open from ten.'));
  living = await followArticles({
    folder,
    watch: {
      isTold: () => system.isTold,
      takeNews() {
        const { hasNews } = system;
        system.hasNews = false;
        return hasNews;
      },
      stop: () => undefined,
    },
    first: await loadArticles(folder),
    async read() {
      await meanwhile();
      return loadArticles(folder, { products: ['lock'] });
    },
    findFaults: () => missing,
    documentsOf: async (id) => documents.filter((document) => document.id === id),
    async take(each) {
      if (fails > 0) {
        fails -= 1;
        throw new Error('not now');
      }
      news.push(each);
    },
    clock: { now: () => now },
    onChange: (put, gone) => void told.push([put, gone]),
    onFault: (fault) => void faults.push(fault),
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('article files', () => {
  it('that come, change and go are taken up while Baton serves, each once', async () => {
    await write('parking', 'en', text('parking', 'en', 'Parking is free for two hours.'));
    expect(await look()).toBe(true);
    await write('lockers', 'en', text('lockers', 'en', 'Lockers are beside the door.', '[lock]'));
    expect(await look()).toBe(true);
    await rm(fileOf('hours', 'en'));
    expect(await look()).toBe(true);
    expect(await look()).toBe(false);
    expect(said()).toEqual(['+parking/en', '-lockers/zh -lockers/en +lockers/en', '-hours/en']);
    expect(news[0]?.put[0]?.body).toBe('Parking is free for two hours.');
    expect(told).toEqual([[1, 0], [1, 0], [0, 1]]);
    expect([...living.ids].toSorted()).toEqual(['lockers', 'parking']);
    expect(living.current().map(({ id }) => id)).toEqual(['lockers', 'parking', 'parking']);
  });

  it('that were only touched change nothing', async () => {
    await write('parking', 'en', text('parking', 'en', 'Parking is free.'));
    expect(await look()).toBe(false);
    expect([news, told, faults]).toEqual([[], [], []]);
  });

  it('are taken up as soon as the system tells of a change', async () => {
    await rm(fileOf('hours', 'en'));
    expect(await living.refresh()).toBe(false);
    system.hasNews = true;
    expect(await living.refresh()).toBe(true);
    expect(said()).toEqual(['-hours/en']);
  });

  it('are looked at every few seconds in any case, and within a second where the system tells nothing', async () => {
    await rm(fileOf('hours', 'en'));
    now += 4_999;
    expect(await living.refresh()).toBe(false);
    now += 1;
    expect(await living.refresh()).toBe(true);
    system.isTold = false;
    now += 5_000;
    expect(await living.refresh()).toBe(false);
    await rm(fileOf('parking', 'zh'));
    now += 400;
    expect(await living.refresh()).toBe(true);
  });

  it('that somebody is writing are neither taken up nor a fault before they are written', async () => {
    await write('parking', 'en', '---\nid: [');
    meanwhile = async () => {
      meanwhile = async () => undefined;
      await write('parking', 'en', text('parking', 'en', 'Parking is free for'));
      meanwhile = () => write('parking', 'en', text('parking', 'en', 'Parking is free for two hours.'));
    };
    expect(await look()).toBe(false);
    expect(await living.refresh()).toBe(false);
    meanwhile = async () => undefined;
    expect(await living.refresh()).toBe(true);
    expect(news.map(({ put }) => put.map(({ body }) => body))).toEqual([['Parking is free for two hours.']]);
    expect(faults).toEqual([]);
  });

  it.each([
    ['is broken', () => write('parking', 'en', '---\nid: [')],
    ['names a product that is not there', () => write('parking', 'en', text('parking', 'en', 'Parking.', '[boat]'))],
    ['leaves a rule of the policy without its article', () => ((missing = ['policy.yaml: there is no customer article "hours".']), rm(fileOf('hours', 'en')))],
  ])('stay as they were when one %s, which is said once', async (_, spoil) => {
    await spoil();
    await look();
    await look();
    expect(news).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(living.current()).toHaveLength(3);
    missing = [];
    await write('hours', 'en', text('hours', 'en', 'Open from nine.'));
    await write('parking', 'en', text('parking', 'en', 'Parking is free.'));
    expect(await look()).toBe(true);
    expect(said()).toEqual(['+hours/en']);
  });

  it('that could not be taken in are given again', async () => {
    await rm(fileOf('hours', 'en'));
    fails = 1;
    await expect(look()).rejects.toThrow('not now');
    expect(await look()).toBe(true);
    expect(said()).toEqual(['-hours/en']);
  });

  it('come before an imported document of the same id, which is back when the file is gone', async () => {
    documents = [{ id: 'fees', language: 'zh', audience: 'customer', title: '费用', product: 'all', version: 1, body: '免费。' }];
    await write('fees', 'en', text('fees', 'en', 'Nothing to pay.'));
    await look();
    expect(said()).toEqual(['-fees/zh -fees/en +fees/en']);
    expect(living.ids.has('fees')).toBe(true);
    await rm(fileOf('fees', 'en'));
    await look();
    expect(said()[1]).toBe('-fees/en +fees/zh');
    expect(living.ids.has('fees')).toBe(false);
  });
});
