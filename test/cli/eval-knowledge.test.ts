import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRight } from '#cli/answer-figures.ts';
import { parseAnswerRow } from '#cli/answer-rows.ts';
import { runBaton, type Ran } from '../support/run-command.ts';
import { makeSmallContent, type SmallContent } from '../support/small-content.ts';

let content: SmallContent;
let folder: string;
beforeAll(async () => {
  [content, folder] = await Promise.all([makeSmallContent(), mkdtemp(path.join(tmpdir(), 'baton-eval-'))]);
});
afterAll(() => Promise.all([content.remove(), rm(folder, { recursive: true, force: true })]));

const baton = (...args: string[]): Promise<Ran> => runBaton(args, content.variables);
const write = async (name: string, rows: readonly unknown[]): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''));
  return file;
};

const ARTICLES = [
  { id: 'a', question: '退款多久到账', text: '支付宝1到3个工作日，信用卡5到7个工作日。' },
  { id: 'b', title: 'Opening hours', text: 'Our shops are open from ten to ten.' },
  { id: 3, text: '门锁没电时，用充电宝从下方的接口供电。' },
];

describe('baton eval retrieval', () => {
  it('measures our search and plain BM25 on anybody\'s articles', async () => {
    const articles = await write('articles.jsonl', ARTICLES);
    const queries = await write('queries.jsonl', [{ query: '退款几天到账', answer_id: 'a' }, { query: 'when are the shops open', answer_id: 'b' }, { query: '门锁没电', answer_id: '3' }]);
    const { code, out } = await baton('eval', 'retrieval', '--articles', articles, '--queries', queries, '--json');
    expect(code).toBe(0);
    const report = JSON.parse(out) as Record<string, unknown> & { bm25: Record<string, unknown> };
    expect(report).toMatchObject({ articles: 3, queries: 3, recallAt1: 1, recallAt3: 1, recallAt10: 1, mrr: 1 });
    expect(Object.keys(report.bm25).toSorted()).toEqual(['mrr', 'msPerQuery', 'recallAt1', 'recallAt10', 'recallAt3']);
    expect(report['msPerQuery']).toBeGreaterThan(0);
  });

  it('takes a folder of Markdown, whose names are the ids', async () => {
    const place = path.join(folder, 'pages');
    await mkdir(place);
    await writeFile(path.join(place, 'hours.md'), '# Opening hours\n\nOpen from ten to ten.\n');
    await writeFile(path.join(place, 'lock.md'), '---\ntitle: Lock without power\n---\nUse a power bank.\n');
    const queries = await write('pages.jsonl', [{ query: 'lock has no power', answer_id: 'lock' }]);
    const { code, out } = await baton('eval', 'retrieval', '--articles', place, '--queries', queries);
    expect(code).toBe(0);
    expect(out).toMatch(/2 articles, 1 question/);
    expect(out).toMatch(/BM25/);
  });

  it('names bad rows by their line, and leaves them out when it may', async () => {
    const articles = await write('bad.jsonl', [...ARTICLES, '{"id":', { id: 'a', text: 'again' }, { id: 'd' }]);
    const queries = await write('bad-queries.jsonl', [{ query: '退款几天', answer_id: 'a' }, { query: 'x', answer_id: 'nowhere' }]);
    const refused = await baton('eval', 'retrieval', '--articles', articles, '--queries', queries);
    expect(refused.code).toBe(2);
    expect(refused.warned).toMatch(/line 4.*JSON[\s\S]*line 5.*earlier line[\s\S]*line 6/);
    const skipped = await baton('eval', 'retrieval', '--articles', articles, '--queries', queries, '--skip-bad-rows', '--json');
    expect(skipped.code).toBe(0);
    expect(skipped.warned).toMatch(/nowhere/);
    expect(JSON.parse(skipped.out)).toMatchObject({ articles: 3, queries: 1 });
  });

  it.each([[[], /--articles/], [['--articles', 'nowhere.jsonl', '--queries', 'x'], /nowhere\.jsonl/], [['--wrong'], /wrong/]])('says what is wrong with %j', async (args, words) => {
    const { code, warned } = await baton('eval', 'retrieval', ...args);
    expect(code).toBe(2);
    expect(warned).toMatch(words);
  });
});

describe('baton eval answers', () => {
  it('takes the whole path of a message, by kind and language, with what was said before', async () => {
    const queries = await write('answers.jsonl', [
      { id: 'one', kind: 'plain', language: 'zh', query: '退款多久到账', articles: ['refund-time'] },
      { id: 'two', kind: 'follow-up', language: 'zh', query: '那信用卡呢', articles: ['refund-time'], history: [{ role: 'customer', text: '退款多久到账' }, { role: 'bot', text: '1到3个工作日' }] },
      { id: 'three', kind: 'across', language: 'zh', query: '退款多久到账', articles: ['refund-time'] },
      { id: 'four', kind: 'none', language: 'en', query: 'who painted the Mona Lisa', articles: [] },
    ]);
    const { code, out } = await baton('eval', 'answers', '--queries', queries, '--json');
    expect(code).toBe(0);
    const report = JSON.parse(out) as { rows: number; kinds: Record<string, { recallAt3: { hits: number } }>; groups: object; declinedRightly: object };
    expect(report.rows).toBe(4);
    expect(Object.keys(report.groups)).toEqual(['across zh', 'follow-up zh', 'none en', 'plain zh']);
    expect(report.kinds).toMatchObject({ plain: { recallAt3: { hits: 1 } }, 'follow-up': { recallAt3: { hits: 1 } }, across: { recallAt3: { hits: 1 } } });
    expect(report.declinedRightly).toMatchObject({ hits: 1, of: 1 });
  });

  it('counts a person who is called as right where nothing answers, whatever is said meanwhile', () => {
    const row = { id: 'six', kind: 'none', language: 'en', query: 'my toddler swallowed a button battery', articles: [], history: [] } as const;
    const outcome = { row, place: 0, cited: ['safety-first'], offered: [], ms: 1 };
    expect(isRight({ ...outcome, decision: 'hand_over/danger' })).toBe(true);
    expect(isRight({ ...outcome, decision: 'answer/found' })).toBe(false);
    expect(isRight({ ...outcome, row: { ...row, articles: ['lock-locked-out'] }, decision: 'hand_over/danger' })).toBe(false);
  });

  it('names bad rows by their line', async () => {
    const queries = await write('bad-answers.jsonl', [{ id: 'one', kind: 'plain', language: 'fr', query: 'x', articles: [] }]);
    const { code, warned } = await baton('eval', 'answers', '--queries', queries);
    expect(code).toBe(2);
    expect(warned).toMatch(/line 1: "language"/);
  });

  it.each([
    [{ kind: 'plain', language: 'zh', query: '问', articles: [] }, /"id"/],
    [{ id: 1, language: 'zh', query: '问', articles: [] }, /"kind"/],
    [{ id: 1, kind: 'plain', language: 'zh', query: ' ', articles: [] }, /"query"/],
    [{ id: 1, kind: 'plain', language: 'zh', query: '问', articles: 'a' }, /"articles"/],
    [{ id: 1, kind: 'plain', language: 'zh', query: '问', articles: [], history: [{ role: 'agent', text: 'x' }] }, /"history"/],
  ])('says what a row lacks: %j', (row, words) => {
    expect(parseAnswerRow(row)).toMatch(words);
  });
});
