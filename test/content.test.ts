import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Article, HANDOVER_REASONS } from '#core/article.ts';
import { BatonError } from '#core/errors.ts';
import { LANGUAGES } from '#core/language.ts';
import { suggestReply } from '#core/brief/suggested-reply.ts';
import { readFileDirectory } from '#adapters/directory/file-directory.ts';
import { readConfig } from '#src/config.ts';
import { type Content, loadContent } from '#src/load-content.ts';
import { NEVER } from './core/never-said.ts';
import { conversation, handover, INTENTS } from './core/samples.ts';

const here = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url));

let content: Content;
let customerArticles: readonly Article[];
let staffArticles: readonly Article[];
beforeAll(async () => {
  const { INTENTS_DIR, KNOWLEDGE_DIR, CUSTOMERS_FILE } = readConfig({});
  content = await loadContent({ INTENTS_DIR: here(INTENTS_DIR), KNOWLEDGE_DIR: here(KNOWLEDGE_DIR), CUSTOMERS_FILE: here(CUSTOMERS_FILE) });
  customerArticles = content.articles.filter(({ audience }) => audience === 'customer');
  staffArticles = content.articles.filter(({ audience }) => audience === 'staff');
});

const idsIn = (articles: readonly Article[], language: 'zh' | 'en') => articles.filter((article) => article.language === language).map(({ id }) => id).sort();
/** What a check finds wrong with articles, as `id.language: what`. */
const findings = (articles: readonly Article[], check: (article: Article) => readonly string[]) =>
  articles.flatMap((article) => check(article).map((what) => `${article.id}.${article.language}: ${what}`));

describe('the articles of the sample company', () => {
  it('cover at least forty topics for customers, each in Chinese and in English', () => {
    expect(idsIn(customerArticles, 'zh')).toEqual(idsIn(customerArticles, 'en'));
    expect(idsIn(customerArticles, 'zh').length).toBeGreaterThanOrEqual(40);
  });

  it('cover at least twenty-five matters for staff, each in Chinese and in English', () => {
    expect(idsIn(staffArticles, 'zh')).toEqual(idsIn(staffArticles, 'en'));
    expect(idsIn(staffArticles, 'zh').length).toBeGreaterThanOrEqual(25);
  });

  it('are written in the language they name', () => {
    const share = (text: string) => (text.match(/\p{Script=Han}/gu)?.length ?? 0) / text.length;
    const wrong = findings(content.articles, ({ language, body }) => ((language === 'zh') === share(body) > 0.25 ? [] : [`${share(body)} of it is Chinese`]));
    expect(wrong).toEqual([]);
  });

  it('say the same about product and audience in both languages', () => {
    const facts = (language: 'zh' | 'en') => content.articles.filter((article) => article.language === language).map(({ id, product, audience }) => ({ id, product, audience }));
    expect(facts('zh')).toEqual(facts('en'));
  });

  it('have a review date in the calendar, after the day they were written', () => {
    const wrong = findings(content.articles, ({ review = '' }) => (!Number.isNaN(Date.parse(review)) && new Date(review).toISOString().startsWith(review) && review > '2026-11-22' ? [] : [review]));
    expect(wrong).toEqual([]);
  });

  it('link only to the company and to its mailboxes, and to articles that are there', () => {
    const { host } = new URL(content.company.website);
    const domain = host.replace(/^www\./, '');
    const links = /\]\(([^)\s]*)[^)]*\)|(https?:\/\/[^\s)"'，。）]+)/g;
    const isAllowed = (link: string): boolean => {
      if (!URL.canParse(link)) return false;
      const url = new URL(link);
      return (url.protocol === 'https:' && (url.host === host || url.host === domain)) || (url.protocol === 'mailto:' && url.pathname.endsWith(`@${domain}`));
    };
    let seen = 0;
    const wrong = findings(content.articles, ({ body }) =>
      [...body.matchAll(links)].map((match) => match[1] ?? match[2] ?? '').filter((link) => {
        seen++;
        return !isAllowed(link);
      }),
    );
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(0);
  });

  it('name no other hotline than those of the company', () => {
    const { phone, safetyPhone } = content.company;
    expect(findings(content.articles, ({ body }) => (body.match(/\b400-\d{3}-\d{4}\b/g) ?? []).filter((number) => number !== phone && number !== safetyPhone))).toEqual([]);
  });

  it('say nothing to customers that is never said to them', () => {
    expect(findings(customerArticles, ({ title, body }) => NEVER.exec(`${title}\n${body}`) ?? [])).toEqual([]);
  });
});

describe('the suggested replies', () => {
  const cases = HANDOVER_REASONS.flatMap((reason) => LANGUAGES.flatMap((language) => ['', 'Sophie'].map((name) => ({ reason, language, name }))));

  it.each(cases)('for "$reason" there is one in $language, to "$name"', ({ reason, language, name }) => {
    const sources = { conversation: conversation({ language, customerName: name }), handover: handover({ reason }), handovers: [], transcript: [], customer: undefined, intents: INTENTS };
    const reply = suggestReply({ ...sources, staffArticles, company: content.company.name, reader: '陈晨' });
    expect(reply?.text).toMatch(language === 'zh' ? /\p{Script=Han}{4}/u : /^[A-Z][a-z]+/);
    expect(reply?.text).not.toMatch(/[{}]|，，|, ,|^[,，]|[ ]{2}/);
    expect(reply?.text).not.toMatch(NEVER);
    expect(reply?.text.includes('Sophie')).toBe(name !== '');
  });
});

describe('the intents', () => {
  it('are at least thirty-five, with at least twenty examples in each language', () => {
    expect(content.intents.length).toBeGreaterThanOrEqual(35);
    const thin = content.intents.flatMap(({ id, examples }) => LANGUAGES.filter((language) => examples[language].length < 20).map((language) => `${id}: ${language} ${examples[language].length}`));
    expect(thin).toEqual([]);
  });

  it('have no example twice', () => {
    const repeated = content.intents.flatMap(({ id, examples }) => LANGUAGES.filter((language) => new Set(examples[language]).size !== examples[language].length).map((language) => `${id}: ${language}`));
    expect(repeated).toEqual([]);
  });

  it('lead to articles for customers', () => {
    const known = new Set(idsIn(customerArticles, 'zh'));
    expect(content.intents.flatMap(({ id, topics }) => topics.filter((topic) => !known.has(topic)).map((topic) => `${id}: ${topic}`))).toEqual([]);
  });

  it('reply to small talk without blanks and without words that are never said', () => {
    const replies = content.intents.flatMap(({ reply }) => (reply ? [reply.zh, reply.en] : []));
    expect(replies.length).toBeGreaterThan(0);
    expect(replies.filter((text) => /[{}]/.test(text) || NEVER.test(text))).toEqual([]);
  });

  it('can signal everything that the policy listens to', () => {
    const signals = new Set(content.intents.flatMap(({ signal }) => (signal ? [signal] : [])));
    expect([...signals].sort()).toEqual(['complaint', 'danger', 'law', 'leaving', 'person']);
  });
});

describe('the policy', () => {
  it('has a rule for every reason, and keeps the hours of the company’s time zone', () => {
    expect([...new Set(content.policy.rules.map(({ reason }) => reason))].sort()).toEqual([...HANDOVER_REASONS].sort());
    expect(content.policy.timeZone).toBe(content.company.timeZone);
  });

  it('shows only articles that customers may read, in both languages', () => {
    const shown = content.policy.rules.flatMap(({ article }) => article ?? []);
    expect(shown).toContain('safety-first');
    for (const language of LANGUAGES) expect(shown.filter((id) => !idsIn(customerArticles, language).includes(id))).toEqual([]);
  });
});

describe('the customer directory', () => {
  it('has people of every tier, and somebody to pose as in every language', () => {
    const { everybody } = content.directory;
    expect([...new Set(everybody.map(({ tier }) => tier))].sort()).toEqual(['key', 'regular', 'small', 'vip']);
    expect([...new Set(everybody.filter(({ demo }) => demo).map(({ language }) => language))].sort()).toEqual(['en', 'zh']);
    expect(everybody.filter(({ demo, tier }) => demo && tier === 'vip').length).toBeGreaterThan(0);
  });

  it('finds everybody by id, and nobody by another', async () => {
    for (const { id, name } of content.directory.everybody) expect(await content.directory.find(id)).toMatchObject({ id, name });
    expect(await content.directory.find('nobody')).toBeUndefined();
  });

  it('names only products that the company sells: in the file by id, and once it is read by what the customer calls them', async () => {
    const { everybody: written } = await readFileDirectory(here(readConfig({}).CUSTOMERS_FILE));
    const products = new Map(content.products.map(({ id, name }) => [id, name]));
    expect(written.flatMap(({ id, orders }) => orders.filter(({ product }) => !products.has(product)).map(({ product }) => `${id}: ${product}`))).toEqual([]);
    const named = written.map(({ language, orders }) => orders.map((order) => ({ ...order, product: products.get(order.product)?.[language] })));
    expect(content.directory.everybody.map(({ orders }) => orders)).toEqual(named);
    expect(named.flat().length).toBeGreaterThan(0);
  });

  it('has a manager for every VIP', () => {
    expect(content.directory.everybody.filter(({ tier, manager }) => tier === 'vip' && !manager)).toEqual([]);
  });
});

/** The smallest content that can be served, file by file. */
const SMALLEST: Readonly<Record<string, string>> = {
  'intents/catalog/refund-status.yaml': 'id: refund-status\nname: { zh: 退款, en: Refund }\nkind: question\ntopics: [refund-time]\nurgency: 0.3\nexamples: { zh: [退款多久到账], en: [when is my refund here] }\n',
  'intents/person-phrases.yaml': 'zh: [转人工]\n',
  'intents/policy.yaml':
    'rules:\n  - { id: asks, when: { signal: person }, reason: asked, priority: normal, team: service, firstReplyMinutes: 10 }\nteams:\n  service: { name: { zh: 客服, en: Service }, hours: { from: "09:00", to: "21:00" } }\ntimeZone: Asia/Shanghai\n',
  'knowledge/company.yaml':
    'name: { zh: 栗屋, en: Liwu Home }\nwebsite: https://www.liwu.example\nphone: 400-000-5218\nsafetyPhone: 400-000-5219\nemail: service@liwu.example\nprivacyEmail: privacy@liwu.example\ntimeZone: Asia/Shanghai\n',
  'knowledge/products.yaml': 'products:\n  - { id: lock-l2, name: { zh: 门锁, en: Lock }, price: 1599, aliases: [L2] }\n',
  'knowledge/articles/customer/refund-time.zh.md':
    '---\nid: refund-time\nlanguage: zh\naudience: customer\ntitle: 退款多久到账\nproduct: all\nversion: 1\nreview: 2027-06-11\n---\n1–3个工作日。\n',
  'customers.yaml': 'customers:\n  - { id: c-1, name: 林晓岚, tier: vip, language: zh }\n',
};

describe('content with faults', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'baton-content-'));
    for (const [file, text] of Object.entries(SMALLEST)) await write(file, text);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = async (file: string, text: string | Buffer): Promise<void> => {
    const place = path.join(folder, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text);
  };
  /** Changes a file of the smallest content; `from` must stand in it. */
  const spoil = (file: string, from: string, to: string): Promise<void> => {
    const text = SMALLEST[file] ?? '';
    expect(text).toContain(from);
    return write(file, text.replace(from, to));
  };
  const load = () => loadContent({ INTENTS_DIR: path.join(folder, 'intents'), KNOWLEDGE_DIR: path.join(folder, 'knowledge'), CUSTOMERS_FILE: path.join(folder, 'customers.yaml') });
  const faults = async (): Promise<readonly string[]> => {
    const error = await load().then(
      () => expect.fail('this content was taken'),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(BatonError);
    expect(error).toMatchObject({ code: 'misconfigured', message: expect.stringContaining('content files') });
    return error instanceof BatonError ? error.details : [];
  };

  it('is taken when there are none', async () => {
    expect(await load()).toMatchObject({ intents: [{ id: 'refund-status' }], articles: [{ id: 'refund-time' }], personPhrases: ['转人工'] });
  });

  it.each([
    ['intents/catalog/refund-status.yaml', 'urgency: 0.3', 'urgency: 0.3\ncolour: red', /refund-status\.yaml: .*colour/],
    ['intents/policy.yaml', 'timeZone:', 'colour: red\ntimeZone:', /policy\.yaml: .*colour/],
    ['knowledge/company.yaml', 'phone: 400', 'colour: red\nphone: 400', /company\.yaml: .*colour/],
    ['knowledge/products.yaml', 'price: 1599', 'price: 1599, colour: red', /products\.yaml: .*products\.0.*colour/],
    ['knowledge/articles/customer/refund-time.zh.md', 'version: 1', 'version: 1\ncolour: red', /refund-time\.zh\.md: .*colour/],
    ['customers.yaml', 'tier: vip', 'tier: vip, colour: red', /customers\.yaml: customers\.0: .*colour/],
  ])('%s: an unknown field is named', async (file, from, to, fault) => {
    await spoil(file, from, to);
    expect(await faults()).toEqual([expect.stringMatching(fault)]);
  });

  it.each([
    ['intents/catalog/refund-status.yaml', 'urgency: 0.3', 'urgency: high', /refund-status\.yaml: urgency/],
    ['intents/policy.yaml', 'team: service', 'team: night', /policy\.yaml: rules\.0\.team: team "night" is not listed/],
    ['intents/policy.yaml', 'Asia/Shanghai', 'Asia/Liwu', /policy\.yaml: timeZone/],
    ['knowledge/company.yaml', 'https://www.liwu.example', 'liwu', /company\.yaml: `website`/],
    ['knowledge/products.yaml', '1599', 'cheap', /products\.yaml: `products\.0\.price`/],
    ['knowledge/articles/customer/refund-time.zh.md', '2027-06-11', '2027-06-31', /refund-time\.zh\.md: `review`/],
    ['knowledge/articles/customer/refund-time.zh.md', 'product: all', 'product: [lock-l3]', /refund-time\.zh\.md: `product`: lock-l3/],
    ['customers.yaml', 'tier: vip', 'tier: gold', /customers\.yaml: customers\.0\.tier/],
  ])('%s: a field that does not fit is named (%s → %s)', async (file, from, to, fault) => {
    await spoil(file, from, to);
    expect((await faults())[0]).toMatch(fault);
  });

  it.each(Object.keys(SMALLEST).filter((file) => file.endsWith('.yaml')))('%s: YAML that cannot be read is named', async (file) => {
    await write(file, 'id: [unclosed\n  : "');
    const found = await faults();
    expect(found.length).toBeGreaterThan(0);
    for (const fault of found) expect(fault).toMatch(new RegExp(`${path.basename(file)}.*YAML`));
  });

  it.each(['intents/catalog/refund-status.yaml', 'intents/person-phrases.yaml', 'knowledge/company.yaml', 'knowledge/products.yaml', 'knowledge/articles/customer/refund-time.zh.md'])(
    '%s: bytes that are not UTF-8 are named',
    async (file) => {
      await write(file, Buffer.concat([Buffer.from(SMALLEST[file] ?? ''), Buffer.from([0xcd, 0xcb, 0xbf, 0xee])]));
      expect(await faults()).toEqual([expect.stringMatching(new RegExp(`${path.basename(file).replaceAll('.', '\\.')}.*UTF-8`))]);
    },
  );

  it('a calendar and time limits that do not fit are named together with the policy', async () => {
    await write('intents/calendar.yaml', 'years: { 2027: { status: official, source: x, holidays: [{ name: { zh: 元旦, en: New Year }, from: 2027-02-30 }] } }\n');
    await write('intents/time-limits.yaml', 'limits: [{ id: a, solution: soon }]\n');
    await spoil('intents/policy.yaml', 'team: service', 'team: night');
    const found = await faults();
    for (const part of [/policy\.yaml: rules\.0\.team/, /calendar\.yaml: years\.2027\.holidays\.0\.from: must be a date/, /time-limits\.yaml: limits\.0\.solution\.within: must be a span/]) {
      expect(found).toContainEqual(expect.stringMatching(part));
    }
  });

  it('an article without front matter is named', async () => {
    await write('knowledge/articles/customer/note.md', '只是一段话');
    expect(await faults()).toEqual([expect.stringMatching(/note\.md: has no front matter/)]);
  });

  it('an id that two articles, two intents or two customers share is named', async () => {
    await write('knowledge/articles/customer/copy/refund-time.zh.md', SMALLEST['knowledge/articles/customer/refund-time.zh.md'] ?? '');
    await write('intents/catalog/second.yaml', (SMALLEST['intents/catalog/refund-status.yaml'] ?? '').replace('退款多久到账', '退款呢').replace('when is my refund here', 'refund please'));
    await spoil('customers.yaml', 'language: zh }', 'language: zh }\n  - { id: c-1, name: 许志远, tier: key, language: zh }');
    const found = await faults();
    expect(found).toContainEqual(expect.stringMatching(/refund-time\.zh\.md: `id` refund-time \(zh\) is taken by/));
    expect(found).toContainEqual(expect.stringMatching(/second\.yaml: id "refund-status" is already used by refund-status\.yaml/));
    expect(found).toContainEqual(expect.stringMatching(/customers\.yaml: the customer id "c-1" occurs twice/));
  });

  it('an intent whose topic has no article is named, with the article that is missing', async () => {
    await spoil('intents/catalog/refund-status.yaml', '[refund-time]', '[refund-time, refund-speed]');
    expect(await faults()).toEqual([expect.stringMatching(/refund-status\.yaml: topics: there is no customer article "refund-speed"/)]);
  });

  it.each(['intents/policy.yaml', 'intents/person-phrases.yaml', 'knowledge/company.yaml', 'knowledge/products.yaml', 'customers.yaml'])('%s: a file that is not there is named', async (file) => {
    await rm(path.join(folder, file));
    expect(await faults()).toEqual([expect.stringContaining(path.basename(file))]);
  });

  it('in several files at once comes as one error that names each', async () => {
    await spoil('intents/policy.yaml', 'team: service', 'team: night');
    await spoil('knowledge/company.yaml', 'service@liwu.example', 'nobody');
    await spoil('customers.yaml', 'tier: vip', 'tier: gold');
    await spoil('intents/catalog/refund-status.yaml', 'kind: question', 'kind: talk');
    await write('knowledge/articles/staff/broken.zh.md', '---\nid: [\n---\n');
    const found = await faults();
    for (const part of [/policy\.yaml: rules\.0\.team/, /company\.yaml: `email`/, /customers\.yaml: customers\.0\.tier/, /refund-status\.yaml: reply/, /broken\.zh\.md: .*YAML/]) {
      expect(found).toContainEqual(expect.stringMatching(part));
    }
  });
});
