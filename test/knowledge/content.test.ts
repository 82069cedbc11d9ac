import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadArticles } from '#knowledge/load-articles.ts';
import { loadCompany, loadProducts } from '#knowledge/load-company.ts';
import { splitArticle } from '#knowledge/split-article.ts';

const folder = join(import.meta.dirname, '../../knowledge');
const products = await loadProducts(join(folder, 'products.yaml'));
const articles = await loadArticles(join(folder, 'articles'), { products: products.map(({ id }) => id) });
const ids = (audience: string) => [...new Set(articles.filter((article) => article.audience === audience).map(({ id }) => id))];

describe('the articles that come with Baton', () => {
  it('are enough to serve with', () => {
    expect(ids('customer').length).toBeGreaterThanOrEqual(40);
    expect(ids('staff').length).toBeGreaterThanOrEqual(25);
  });

  it('are there in both languages', () => {
    const alone = [...ids('customer'), ...ids('staff')].filter((id) => articles.filter((article) => article.id === id).length !== 2);
    expect(alone).toEqual([]);
  });

  it('have corresponding parts in both languages, so that an answer can move from one to the other', async () => {
    const counts = new Map<string, number[]>();
    for (const article of articles) counts.set(article.id, [...(counts.get(article.id) ?? []), (await splitArticle(article)).length]);
    expect([...counts].filter(([, parts]) => new Set(parts).size > 1)).toEqual([]);
  });

  it('have parts that fit into an answer', async () => {
    const passages = (await Promise.all(articles.map(splitArticle))).flat();
    expect(passages.filter(({ text }) => text.length > 1_200).map(({ id }) => id)).toEqual([]);
  });
});

it('the company and its products can be read', async () => {
  expect((await loadCompany(join(folder, 'company.yaml'))).name.zh).not.toBe('');
  expect(products.length).toBeGreaterThan(0);
});
