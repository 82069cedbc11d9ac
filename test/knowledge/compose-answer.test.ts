import { describe, expect, it } from 'vitest';
import type { FoundPassage } from '#core/passage.ts';
import { composeAnswer } from '#knowledge/compose-answer.ts';
import { shorten } from '#knowledge/shorten.ts';
import { widthOf } from '#knowledge/width.ts';

const passage = (text: string, changes: Partial<FoundPassage> = {}): FoundPassage => ({
  id: 'topic/en#1', articleId: 'topic', language: 'en', audience: 'customer', title: 'Topic', headings: [], text, score: 0.8, ...changes,
});

describe('composing an answer', () => {
  it('gives the best passage as it stands, with its citation', () => {
    expect(composeAnswer('en', [passage('It costs ¥10.', { headings: ['Fees'] })])).toEqual({
      text: 'It costs ¥10. [1]',
      citations: [{ number: 1, articleId: 'topic', language: 'en', title: 'Topic', headings: ['Fees'] }],
    });
  });

  it('adds a second passage of the same article when it fits about as well', () => {
    const answer = composeAnswer('en', [passage('It costs ¥10.'), passage('It is free from ¥99.', { id: 'topic/en#2', score: 0.79 })]);
    expect(answer?.text).toBe('It costs ¥10. [1]\n\nIt is free from ¥99. [2]');
    expect(answer?.citations.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('puts the opening of the article before the part that fits best', () => {
    const part = passage('A card takes 5–7 days.', { id: 'topic/en#2', headings: ['Cards'], score: 0.8 });
    const answer = composeAnswer('en', [part, passage('Refunds take 1–7 days.', { score: 0.75 })]);
    expect(answer?.text).toBe('Refunds take 1–7 days. [1]\n\nA card takes 5–7 days. [2]');
    expect(answer?.citations.map(({ headings }) => headings)).toEqual([[], ['Cards']]);
  });

  it('leaves out passages that fit less, and those of other articles', () => {
    const others = [passage('Something else.', { articleId: 'other', score: 0.8 }), passage('Less.', { id: 'topic/en#3', score: 0.3 })];
    expect(composeAnswer('en', [passage('It costs ¥10.'), ...others])?.text).toBe('It costs ¥10. [1]');
  });

  it('does not put the number into a table or code', () => {
    expect(composeAnswer('en', [passage('| a | b |\n| - | - |\n| 1 | 2 |')])?.text).toMatch(/\| 1 \| 2 \|\n\n\[1\]$/);
    expect(composeAnswer('en', [passage('```\nls\n```')])?.text).toBe('```\nls\n```\n\n[1]');
  });

  it('tells kindly, in the language of the customer, that the text is in the other one', () => {
    expect(composeAnswer('zh', [passage('It costs ¥10.')])?.text).toMatch(/^这个问题目前只有英文说明，原文如下：\n\nIt costs ¥10\. \[1\]$/);
    expect(composeAnswer('en', [passage('运费¥10。', { language: 'zh' })])?.text).toMatch(/^So far we only have this in Chinese.*\n\n运费¥10。 \[1\]$/);
  });
});

describe('shortening a passage', () => {
  it('leaves a short one alone', () => {
    expect(shorten('Short.', 40)).toEqual({ text: 'Short.', width: 6 });
  });

  it('ends after a sentence', () => {
    const text = '第一句话在这里。第二句话在这里。第三句话在这里。';
    expect(shorten(text, 36).text).toBe('第一句话在这里。第二句话在这里。');
    expect(shorten('One is here. Two is here, e.g. this. Three is here.', 40).text).toBe('One is here. Two is here, e.g. this.');
  });

  it('ends after a list item, its number and lead kept', () => {
    const text = 'Do this:\n\n1. Open the app.\n2. Tap Return.\n3. Wait for the courier to come to you.';
    expect(shorten(text, 50).text).toBe('Do this:\n\n1. Open the app.\n2. Tap Return.');
  });

  it('does not end with a line that announces what was left out', () => {
    expect(shorten('Returns are free for Gold.\n\nThe steps are:\n\n- Open the app and look for the order.', 50).text).toBe('Returns are free for Gold.');
  });

  it('keeps a table whole or leaves it out', () => {
    const table = '| a | b |\n| - | - |\n| 1 | 2 |';
    expect(shorten(`Prices.\n\n${table}\n\n${'More. '.repeat(20)}`, 60).text).toContain(table);
    expect(shorten(`Prices.\n\n${table}`, 20).text).toBe('Prices.');
  });

  it('always gives the first sentence, and never more than fits beyond it', () => {
    expect(shorten('这一句比能放下的要长得多。下一句。', 6).text).toBe('这一句比能放下的要长得多。');
    const text = '一句话。'.repeat(100);
    for (const width of [20, 50, 100]) expect(widthOf(shorten(text, width).text)).toBeLessThanOrEqual(width);
  });
});
