import { describe, expect, it } from 'vitest';
import type { Article } from '#core/article.ts';
import { MAX_PASSAGE_WIDTH, splitArticle } from '#knowledge/split-article.ts';
import { widthOf } from '#knowledge/width.ts';

const split = (body: string) => {
  const article: Article = { id: 'topic', language: 'zh', audience: 'customer', title: '标题', product: 'all', version: 1, review: '2027-05-31', body };
  return splitArticle(article);
};

const SENTENCE = '退款会在验收合格后的一个工作日内发起，请您留意短信通知。';

describe('splitting an article', () => {
  it('makes one passage of each part and keeps the heading path', async () => {
    const passages = await split('开头。\n\n## 甲\n一。\n\n### 乙\n二。\n\n## 丙\n三。');
    expect(passages.map(({ id, headings, text }) => [id, headings.join(' > '), text])).toEqual([
      ['topic/zh#1', '', '开头。'],
      ['topic/zh#2', '甲', '一。'],
      ['topic/zh#3', '甲 > 乙', '二。'],
      ['topic/zh#4', '丙', '三。'],
    ]);
  });

  it('makes no passage of a heading without text', async () => {
    expect((await split('## 甲\n## 乙\n文字。')).map(({ headings }) => headings)).toEqual([['乙']]);
  });

  it('takes a # inside a code fence for code', async () => {
    const [passage, ...more] = await split('## 甲\n```sh\n# not a heading\n\nls\n```');
    expect(more).toEqual([]);
    expect(passage?.text).toBe('```sh\n# not a heading\n\nls\n```');
  });

  it('cuts a long Chinese part after sentence ends, losing nothing', async () => {
    const body = SENTENCE.repeat(60);
    const passages = await split(body);
    expect(passages.length).toBeGreaterThan(2);
    for (const { text } of passages) {
      expect(text).toMatch(/。$/);
      expect(widthOf(text)).toBeLessThanOrEqual(MAX_PASSAGE_WIDTH);
    }
    expect(passages.map(({ text }) => text).join('')).toBe(body);
  });

  it('cuts a long English part after sentence ends, not after abbreviations', async () => {
    const body = 'Bring a proof of purchase, e.g. the invoice. Our shop will check it. '.repeat(40).trim();
    const passages = await split(body);
    expect(passages.length).toBeGreaterThan(1);
    for (const { text } of passages) expect(text.trim()).toMatch(/(invoice|check it)\.$/);
  });

  it('keeps tables and code whole however long they are', async () => {
    const table = ['| 城市 | 天数 |', '| --- | --- |', ...Array.from({ length: 120 }, (_, row) => `| 城市${row} | ${row} 天 |`)].join('\n');
    const code = ['```', ...Array.from({ length: 200 }, (_, row) => `line ${row}`), '', 'end', '```'].join('\n');
    const texts = (await split(`${SENTENCE}\n\n${table}\n\n${code}`)).map(({ text }) => text);
    expect(texts).toContain(table);
    expect(texts).toContain(code);
  });

  it('never cuts a character in half, even without any place to cut', async () => {
    const body = '👩‍👩‍👧‍👦𠮷'.repeat(400);
    const passages = await split(body);
    expect(passages.length).toBeGreaterThan(1);
    for (const { text } of passages) {
      expect(text.isWellFormed()).toBe(true);
      expect(text).toMatch(/^(👩‍👩‍👧‍👦|𠮷)/u);
    }
    expect(passages.map(({ text }) => text).join('')).toBe(body);
  });

  it('leaves no tail of a few characters', async () => {
    for (let extra = 0; extra < 12; extra += 1) {
      const passages = await split(`${SENTENCE.repeat(18)}${'好'.repeat(extra)}。`);
      for (const { text } of passages) expect(text.length).toBeGreaterThan(10);
    }
  });

  it('takes text of any kind', async () => {
    for (const body of ['', '\n\n', '```', '#', '| |', '\u001e\u001f', '\ud83d', '- \n- \n']) {
      const passages = await split(body);
      expect(passages.every(({ text }) => text.trim() !== '')).toBe(true);
    }
  });
});
