import { describe, expect, it } from 'vitest';
import type { FoundPassage } from '#core/passage.ts';
import { answeringText } from '#knowledge/answering-text.ts';
import { composeAnswer } from '#knowledge/compose-answer.ts';
import { shorten } from '#knowledge/shorten.ts';
import { widthOf } from '#knowledge/width.ts';

const passage = (text: string, changes: Partial<FoundPassage> = {}): FoundPassage => ({
  id: 'topic/en#1', articleId: 'topic', language: 'en', audience: 'customer', title: 'Topic', headings: [], text, score: 0.8, ...changes,
});
const compose = (text: string, ...passages: FoundPassage[]) => composeAnswer({ text, language: 'en' }, passages);

describe('composing an answer', () => {
  it('gives the best passage as it stands, with its citation', () => {
    expect(compose('what are the fees', passage('The fees are ¥10.', { headings: ['Fees'] }))).toEqual({
      text: 'The fees are ¥10. [1]',
      citations: [{ number: 1, articleId: 'topic', language: 'en', title: 'Topic', headings: ['Fees'], passageId: 'topic/en#1' }],
    });
  });

  it('puts the heading before a part that goes on from it', () => {
    expect(compose('can I change the date', passage('Yes, until 4 hours before.', { headings: ['Can I change the date?'] }))?.text).toBe(
      '**Can I change the date?**\n\nYes, until 4 hours before. [1]',
    );
    const zh = passage('能。型号停产后5年内都能修。', { language: 'zh', headings: ['停产的型号还能修吗'] });
    expect(composeAnswer({ text: '停产了还能修吗', language: 'zh' }, [zh])?.text).toBe('**停产的型号还能修吗**\n\n能。型号停产后5年内都能修。 [1]');
  });

  it('takes one passage, however well the next one fits', () => {
    expect(compose('how much is it', passage('It costs ¥10.'), passage('It is free from ¥99.', { id: 'topic/en#2', score: 0.79 }))?.text).toBe('It costs ¥10. [1]');
  });

  it('adds a second part when it has what was asked for and the first has not, each with its own citation', () => {
    const second = passage('A card takes 5–7 days.', { id: 'topic/en#2', headings: ['Cards'], score: 0.75 });
    const answer = compose('how long does it take with a card', passage('The money goes back the way you paid.'), second);
    expect(answer?.text).toBe('The money goes back the way you paid. [1]\n\nA card takes 5–7 days. [2]');
    expect(answer?.citations).toEqual([
      { number: 1, articleId: 'topic', language: 'en', title: 'Topic', headings: [], passageId: 'topic/en#1' },
      { number: 2, articleId: 'topic', language: 'en', title: 'Topic', headings: ['Cards'], passageId: 'topic/en#2' },
    ]);
  });

  it('never adds a part of another article', () => {
    expect(compose('how long', passage('It goes back.'), passage('It takes 3 days.', { articleId: 'other' }))?.text).toBe('It goes back. [1]');
  });

  it('is short: about 220 Chinese characters or 120 English words', () => {
    const long = composeAnswer({ text: '退货', language: 'zh' }, [passage('退货时请把商品包好。'.repeat(100), { language: 'zh' })]);
    expect(widthOf(long?.text ?? '')).toBeLessThanOrEqual(450);
    expect(compose('returns', passage('Please pack the item well before you return it. '.repeat(100)))?.text.split(' ').length).toBeLessThanOrEqual(160);
  });

  it('does not put the number into a table or code', () => {
    expect(compose('a', passage('| a | b |\n| - | - |\n| 1 | 2 |'))?.text).toMatch(/\| 1 \| 2 \|\n\n\[1\]$/);
    expect(compose('a', passage('```\nls\n```'))?.text).toBe('```\nls\n```\n\n[1]');
  });

  it('tells kindly, in the language of the customer, that the text is in the other one', () => {
    expect(composeAnswer({ text: '运费', language: 'zh' }, [passage('It costs ¥10.')])?.text).toMatch(/^这个问题目前只有英文说明，原文如下：\n\nIt costs ¥10\. \[1\]$/);
    expect(compose('postage', passage('运费¥10。', { language: 'zh' }))?.text).toMatch(/^So far we only have this in Chinese.*\n\n运费¥10。 \[1\]$/);
  });
});

describe('what of a passage answers', () => {
  const table = '| Product | Price |\n| - | - |\n| Fridge | ¥5,999 |\n| Washer | ¥4,599 |';

  it('has a table only when a row is about what was asked', () => {
    const text = `Prices include tax and cost nothing to ask.\n\n${table}`;
    expect(answeringText(passage(text), 'how much is the fridge', 720)).toContain('¥5,999');
    expect(answeringText(passage(text), 'do prices include tax', 720)).toBe('Prices include tax and cost nothing to ask.');
  });

  it('keeps a table when there is nothing else, with the line that announces it', () => {
    expect(answeringText(passage(table), 'do you sell sofas', 720)).toBe(table);
    expect(answeringText(passage(`Our prices:\n\n${table}`), 'what is cheap', 720)).toContain('Our prices:');
  });

  it('begins at the sentence that answers, and goes on from there', () => {
    const text = '流水声是正常的。冰箱有异味时，请清掉过期食物。擦干再放食物。';
    expect(answeringText(passage(text), '冰箱有异味', 440)).toBe('冰箱有异味时，请清掉过期食物。擦干再放食物。');
    expect(answeringText(passage(text), '流水声正常吗', 440)).toBe(text);
  });

  it('does not begin at a sentence that leans on the one before', () => {
    const text = '请先关机。如果冰箱有异味，请清掉过期食物。';
    expect(answeringText(passage(text), '冰箱有异味', 440)).toBe(text);
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
