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

  const rows = (count: number): string[] => ['| 城市 | 天数 |', '| :-- | --: |', ...Array.from({ length: count }, (_, row) => `| 城市${row} | ${row} 天 |`)];

  it('takes a table for one that stands directly below or above words, or in a list', async () => {
    const table = rows(120).join('\n');
    const texts = (await split(`${SENTENCE.repeat(10)}\n${table}\n${SENTENCE.repeat(10)}`)).map(({ text }) => text);
    expect(texts).toEqual([SENTENCE.repeat(10), table, SENTENCE.repeat(10)]);
    const inner = rows(120).map((row) => `  ${row}`).join('\n');
    expect((await split(`- ${SENTENCE.repeat(4)}\n${inner}\n- ${SENTENCE}`)).map(({ text }) => text)).toContain(inner);
  });

  it('takes rows of other widths, and words with upright strokes, for no table', async () => {
    const words = `按 A|B 键。\n--- | --- | ---\n${SENTENCE.repeat(30)}`;
    expect((await split(words)).length).toBeGreaterThan(1);
  });

  it.each(['    ', '\t', '      '])('keeps code whole in a list, with its blank lines and headings, however far in it stands: %j', async (indent) => {
    const code = ['```sh', ...Array.from({ length: 120 }, (_, row) => `# step ${row}\n`), '```'].join('\n').split('\n').map((line) => (line === '' ? '' : indent + line)).join('\n');
    const texts = (await split(`1. 打开终端。\n\n   - 运行：\n\n${code}\n\n2. 重启。`)).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('# step'))).toEqual([expect.stringContaining(code)]);
  });

  it('takes nothing for code that is never closed in a list, or stands as far in outside of one', async () => {
    expect((await split('- 甲\n\n      ```\n\n## 乙\n二。')).map(({ headings }) => headings)).toEqual([[], ['乙']]);
    expect((await split('甲。\n\n    ```\n\n## 乙\n二。\n\n    ```\n')).map(({ headings }) => headings)).toEqual([[], ['乙']]);
  });

  it.each(['价格：', '**各城市的配送天数如下（从发货起算，遇到节假日顺延，偏远地区另加两天）：**'])('keeps words that lead to a table or code with it: %s', async (lead) => {
    const table = rows(120).join('\n');
    for (const [body, expected] of [
      [`${lead}\n\n${table}`, [`${lead}\n\n${table}`]],
      [`${lead}\n${table}`, [`${lead}\n\n${table}`]],
      [`${SENTENCE.repeat(15)}\n\n${lead}\n\n${table}`, [SENTENCE.repeat(15), `${lead}\n\n${table}`]],
    ] as const) expect((await split(body)).map(({ text }) => text)).toEqual(expected);
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
