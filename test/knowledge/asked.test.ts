import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadArticles } from '#knowledge/load-articles.ts';
import { loadAsked } from '#knowledge/load-asked.ts';
import { expectedArticles, topicPhrases } from '#knowledge/topic-phrases.ts';

const knowledge = (name: string) => path.join(import.meta.dirname, '../../knowledge', name);
const folders: string[] = [];

async function folderWith(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-asked-'));
  folders.push(folder);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe('how customers ask', () => {
  it('is read from a file for each article, one for what comes near to it, and one for what no article answers', async () => {
    const folder = await folderWith({ 'shop-hours.txt': '几点关门\n\n# in English\nwhen do you close\n', 'shop-hours.not.txt': 'who owns the shop\n', 'elsewhere.txt': 'will it rain\n', '.draft.txt': 'no', 'notes.md': 'x' });
    expect(await loadAsked(folder)).toEqual({ articles: new Map([['shop-hours', ['几点关门', 'when do you close']]]), elsewhere: ['will it rain', 'who owns the shop'] });
  });

  it('names every fault of every file', async () => {
    const folder = await folderWith({ 'a.yaml': 'zh: 几点\n', 'b.txt': Buffer.from([0xff, 0xfe, 0x41]) });
    await expect(loadAsked(folder)).rejects.toMatchObject({ code: 'misconfigured', details: [expect.stringContaining('b.txt: is not valid UTF-8'), expect.stringContaining('into a.txt')] });
  });

  it('is about articles that are there, and no phrase stands in two places', async () => {
    const [{ articles, elsewhere }, written] = await Promise.all([loadAsked(knowledge('asked')), loadArticles(knowledge('articles'))]);
    const ids = new Set(written.filter(({ audience }) => audience === 'customer').map(({ id }) => id));
    expect([...articles.keys()].filter((id) => !ids.has(id))).toEqual([]);
    expect([...ids].filter((id) => !articles.has(id))).toEqual([]);
    const all = [...articles, ['elsewhere', elsewhere] as const].flatMap(([id, phrases]) => phrases.map((phrase) => ({ id, phrase: phrase.toLowerCase() })));
    const places = Map.groupBy(all, ({ phrase }) => phrase);
    expect([...places].filter(([, found]) => found.length > 1).map(([phrase, found]) => `${phrase}: ${found.map(({ id }) => id).join(', ')}`)).toEqual([]);
  });

  it('is learned together with the titles and headings of the articles, and only where somebody has written how customers ask', async () => {
    const article = { language: 'en', audience: 'customer', product: 'all', version: 1, review: '2099-01-01' } as const;
    const asked = { articles: new Map([['shop-hours', ['when do you close']], ['empty', []]]), elsewhere: ['rain'] };
    const articles = [
      { ...article, id: 'shop-hours', title: 'Opening hours', body: 'Daily.\n\n## On holidays\n\nClosed.' },
      { ...article, id: 'other', title: 'Other', body: 'Text.' },
    ];
    expect(topicPhrases(asked, articles)).toEqual({ articles: new Map([['shop-hours', ['when do you close', 'Opening hours', 'On holidays']]]), elsewhere: ['rain'] });
  });

  it('brings the likeliest articles to a closer look, beside those that intents name', () => {
    const articles = new Map(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id, at) => [id, 0.3 - at / 25]));
    expect([...expectedArticles([{ articleId: 'x' }], { articles, elsewhere: 0 })]).toEqual(['x', 'a', 'b', 'c', 'd', 'e']);
    expect(expectedArticles(undefined, undefined).size).toBe(0);
  });
});
