import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#core/article.ts';
import { openLibrary } from '#knowledge/library.ts';
import { readCuts } from '#knowledge/kept-cuts.ts';
import { splitArticle } from '#knowledge/split-article.ts';

const article = (id: string, body: string): Article => ({ id, language: 'zh', audience: 'customer', title: `关于${id}`, product: 'all', version: 1, review: '2027-05-31', body });

const LONG = Array.from({ length: 120 }, (_, at) => `第${at}条：退款在三个工作日内到账，节假日顺延。`).join('');
const ARTICLES = [
  article('refund', `开头的话。\n\n# 退款\n\n${LONG}\n\n## 表\n\n| 天 | 元 |\n| - | - |\n| 3 | 5 |\n\n\n\n结尾   \n`),
  article('code', 'Call it:\n\n```\nconst a = 1;\n\n# no heading\n```\n\nDone. 🙂'),
  article('short', '营业到十点。'),
  article('again', '营业到十点。'),
  article('empty', ''),
];

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-cuts-'));
  file = path.join(folder, 'articles.cuts');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const split = async (articles: readonly Article[]) => (await Promise.all(articles.map(splitArticle))).flat();

describe('articles that were cut at an earlier start', () => {
  it('have the same passages as when they are cut anew', async () => {
    await openLibrary(ARTICLES, file);
    const kept = await readCuts(file);
    expect(await kept.isSame(ARTICLES)).toBe(true);
    for (const [place, { body }] of ARTICLES.entries()) for (const at of [place, undefined]) expect(kept.find(body, at)).toHaveLength((await splitArticle(article('x', body))).length);
    expect((await openLibrary(ARTICLES, file)).passages()).toEqual(await split(ARTICLES));
  });

  it('are found by what they say when others have come, gone or changed places', async () => {
    await openLibrary(ARTICLES, file);
    const others = [article('new', '新的一条。'), ...ARTICLES.slice(1).toReversed()];
    expect(await (await readCuts(file)).isSame(others)).toBe(false);
    expect((await openLibrary(others, file)).passages()).toEqual(await split(others));
    expect(await (await readCuts(file)).isSame(others)).toBe(true);
  });

  it('leave nothing behind once they are removed', async () => {
    const library = await openLibrary(ARTICLES, file);
    await library.change([], [{ id: 'refund', language: 'zh' }]);
    await library.keep();
    expect((await readCuts(file)).find(ARTICLES[0]?.body ?? '')).toBeUndefined();
    expect(library.size()).toEqual({ articles: 4, passages: (await split(ARTICLES.slice(1))).length });
  });

  it.each([0.2, 0.5, 0.9])('are cut anew when the file is damaged (%d of its length)', async (share) => {
    await openLibrary(ARTICLES, file);
    const bytes = await readFile(file);
    const place = Math.floor(bytes.length * share);
    bytes.writeUInt8(bytes.readUInt8(place) ^ 0xff, place);
    await writeFile(file, bytes);
    expect((await readCuts(file)).find(ARTICLES[0]?.body ?? '')).toBeUndefined();
    expect((await openLibrary(ARTICLES, file)).passages()).toEqual(await split(ARTICLES));
  });
});

describe('the list of all articles', () => {
  it('stays in the order of their ids through every change', async () => {
    const library = await openLibrary(ARTICLES);
    const ids = () => library.articles().map(({ id, language }) => `${id}/${language}`);
    expect(ids()).toEqual(['again/zh', 'code/zh', 'empty/zh', 'refund/zh', 'short/zh']);
    await library.change([article('before', '一'), article('zebra', '二'), { ...article('code', 'x'), language: 'en' }], [{ id: 'empty', language: 'zh' }]);
    expect(ids()).toEqual(['again/zh', 'before/zh', 'code/zh', 'code/en', 'refund/zh', 'short/zh', 'zebra/zh']);
    await library.change([article('code', '三')], [{ id: 'again', language: 'zh' }, { id: 'nobody', language: 'en' }]);
    expect(ids()).toEqual(['before/zh', 'code/zh', 'code/en', 'refund/zh', 'short/zh', 'zebra/zh']);
    expect(library.articles().find(({ id, language }) => id === 'code' && language === 'zh')?.body).toBe('三');
    expect(library.size().articles).toBe(6);
  });
});
