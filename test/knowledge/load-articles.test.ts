import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBatonError } from '#core/errors.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import type { LoadArticlesOptions } from '#knowledge/load-articles.ts';
import { loadCompany, loadProducts } from '#knowledge/load-company.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-articles-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

const HEAD = { id: 'shop-hours', language: 'en', audience: 'customer', title: 'Shop hours', product: 'all', version: 1, review: '2027-05-31' };

function file(changes: Record<string, unknown> = {}, body = 'Open from 10:00 to 22:00.\n'): string {
  const lines = Object.entries({ ...HEAD, ...changes }).filter(([, value]) => value !== undefined);
  return `---\n${lines.map(([key, value]) => `${key}: ${String(value)}`).join('\n')}\n---\n${body}`;
}

async function faults(options: LoadArticlesOptions = {}): Promise<readonly string[]> {
  const error: unknown = await loadArticles(folder, options).catch((thrown: unknown) => thrown);
  if (!isBatonError(error, 'misconfigured')) throw new Error('loading should have failed');
  return error.details;
}

describe('reading articles', () => {
  it('reads both audiences, with folders inside, sorted by id and language', async () => {
    await put('customer/shops/shop-hours.en.md', file());
    await put('customer/shop-hours.zh.md', file({ language: 'zh', title: '营业时间' }, '每天10:00开门。\n'));
    await put('staff/promises.en.md', file({ id: 'promises', audience: 'staff', reasons: '[complaint, vip]' }));
    const articles = await loadArticles(folder);
    expect(articles.map(({ id, language, audience }) => `${audience} ${id} ${language}`)).toEqual([
      'staff promises en', 'customer shop-hours zh', 'customer shop-hours en',
    ]);
    expect(articles[2]).toEqual({ ...HEAD, body: 'Open from 10:00 to 22:00.' });
  });

  it('gives no articles for an empty or missing folder', async () => {
    expect(await loadArticles(folder)).toEqual([]);
    expect(await loadArticles(join(folder, 'nowhere'))).toEqual([]);
  });

  it('reads files with a byte order mark and Windows line ends', async () => {
    await put('customer/shop-hours.en.md', `\ufeff${file().replaceAll('\n', '\r\n')}`);
    expect((await loadArticles(folder))[0]?.body).toBe('Open from 10:00 to 22:00.');
  });

  it('leaves other files and hidden ones alone', async () => {
    await put('customer/notes.txt', 'not an article');
    await put('customer/.draft.en.md', 'not yet');
    expect(await loadArticles(folder)).toEqual([]);
  });

  it('keeps a rule (---) inside the text as text', async () => {
    await put('customer/shop-hours.en.md', file({}, 'Open.\n\n---\n\nClosed on holidays.\n'));
    expect((await loadArticles(folder))[0]?.body).toBe('Open.\n\n---\n\nClosed on holidays.');
  });

  const WRONG: readonly [string, string, string | Buffer, RegExp][] = [
    ['an unknown field', 'shop-hours.en.md', file({ author: 'me' }), /shop-hours\.en\.md: unknown field `author`; remove it/],
    ['a missing field', 'shop-hours.en.md', file({ title: undefined }), /`title`: /],
    ['a wrong date', 'shop-hours.en.md', file({ review: 'soon' }), /`review`: /],
    ['a wrong version', 'shop-hours.en.md', file({ version: 0 }), /`version`: /],
    ['YAML that does not parse', 'shop-hours.en.md', '---\nid: [a\n---\ntext\n', /not valid YAML/],
    ['no front matter', 'shop-hours.en.md', 'Just text.\n', /has no front matter; start the file with/],
    ['front matter that does not end', 'shop-hours.en.md', '---\nid: shop-hours\n', /has no front matter/],
    ['an empty file', 'shop-hours.en.md', '', /has no front matter/],
    ['a name that differs from the id', 'hours.en.md', file(), /`id` and `language` say the file is called shop-hours\.en\.md/],
    ['a name that differs from the language', 'shop-hours.zh.md', file(), /say the file is called shop-hours\.en\.md/],
    ['the wrong folder', 'shop-hours.en.md', file({ audience: 'staff' }), /`audience` is staff but the folder is customer/],
    ['no text', 'shop-hours.en.md', file({}, '\n  \n'), /has no text below its front matter/],
    ['headings without text', 'shop-hours.en.md', file({}, '## Hours\n'), /has no text below its front matter/],
    ['bytes that are no UTF-8', 'shop-hours.en.md', Buffer.concat([Buffer.from(file()), Buffer.from([0xff, 0xfe])]), /not valid UTF-8/],
    ['an unknown product', 'shop-hours.en.md', file({ product: '[toaster-x1]' }), /`product`: toaster-x1 is not in products\.yaml/],
  ];

  it.each(WRONG)('refuses %s and names the file', async (_, name, content, message) => {
    await put(`customer/${name}`, content);
    const found = await faults({ products: ['hub-h1'] });
    expect(found.join('\n')).toMatch(message);
    for (const fault of found) expect(fault).toContain(`customer/${name}: `);
  });

  it('tells every fault of every file at once', async () => {
    await put('customer/shop-hours.en.md', file({ version: 'x', author: 'me' }, ''));
    await put('customer/gone.en.md', 'text');
    const found = await faults();
    expect(found).toHaveLength(4);
    expect(found.filter((fault) => fault.startsWith(join('customer', 'shop-hours.en.md')))).toHaveLength(3);
  });

  it('refuses the same id and language twice', async () => {
    await put('customer/shop-hours.en.md', file());
    await put('customer/again/shop-hours.en.md', file());
    expect((await faults()).join()).toMatch(/`id` shop-hours \(en\) is taken by customer\/again\/shop-hours\.en\.md/);
  });

  it('refuses one id for customers and for staff, because a translation would show what only staff may read', async () => {
    await put('customer/shop-hours.en.md', file());
    await put('staff/shop-hours.zh.md', file({ language: 'zh', audience: 'staff' }));
    expect((await faults()).join()).toMatch(/staff\/shop-hours\.zh\.md: `id` shop-hours is a customer article/);
  });
});

describe('reading the company and its products', () => {
  const COMPANY = 'name: { zh: 栗屋, en: Liwu }\nwebsite: https://liwu.example\nphone: 400\nsafetyPhone: "401"\nemail: a@liwu.example\nprivacyEmail: b@liwu.example\ntimeZone: Asia/Shanghai\n';

  it('reads them', async () => {
    const company = await loadCompany(await put('company.yaml', COMPANY.replace('400', '"400"')));
    expect(company).toMatchObject({ name: { zh: '栗屋', en: 'Liwu' }, timeZone: 'Asia/Shanghai' });
    const products = 'products:\n  - { id: hub-h1, name: { zh: 中枢, en: Hub }, price: 299, aliases: [gateway] }\n';
    expect(await loadProducts(await put('products.yaml', products))).toEqual([
      { id: 'hub-h1', name: { zh: '中枢', en: 'Hub' }, price: 299, aliases: ['gateway'] },
    ]);
  });

  it('names every fault with its field', async () => {
    const path = await put('company.yaml', COMPANY.replace('Asia/Shanghai', 'Mars/Olympus').replace('zh: 栗屋, ', ''));
    await expect(loadCompany(path)).rejects.toMatchObject({
      code: 'misconfigured',
      details: [expect.stringContaining('`name.zh`'), expect.stringContaining('`phone`'), expect.stringContaining('is not a time zone')],
    });
  });

  it('refuses a product twice, a file that is missing and one that is no YAML', async () => {
    const one = '  - { id: hub-h1, name: { zh: 中枢, en: Hub }, price: 299, aliases: [] }\n';
    await expect(loadProducts(await put('products.yaml', `products:\n${one}${one}`))).rejects.toMatchObject({
      details: [expect.stringContaining('hub-h1 is there twice')],
    });
    await expect(loadProducts(join(folder, 'none.yaml'))).rejects.toMatchObject({ code: 'misconfigured' });
    await expect(loadProducts(await put('bad.yaml', 'products: [a'))).rejects.toMatchObject({ details: [expect.stringContaining('not valid YAML')] });
  });
});
