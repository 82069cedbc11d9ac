import { beforeAll, describe, expect, it } from 'vitest';
import { foldText } from '#intents/fold-text.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { createTypoMender } from '#intents/mend-typos.ts';
import type { TypoMender } from '#intents/mend-typos.ts';
import { isOneSlip } from '#intents/one-slip.ts';
import { loadWords } from '#intents/vectors/load-words.ts';
import { CATALOG } from './shop.ts';

let mend: TypoMender;
let texts: readonly string[] = [];
beforeAll(async () => {
  const words = await loadWords();
  texts = (await loadCatalog(CATALOG)).flatMap(({ examples }) => [...examples.zh, ...examples.en]).map(foldText);
  mend = createTypoMender(texts, (word) => words.index.has(word));
});

describe('typing errors', () => {
  it.each([
    ['where is my refudn', 'where is my refund'],
    ['i want to retrun my packge', 'i want to return my package'],
    ['how do i cancle my order', 'how do i cancel my order'],
    ['warrenty for the humidifer', 'warranty for the humidifier'],
    ['dilivery tomorow', 'delivery tomorrow'],
    ['我的 invioce 呢', '我的 invoice 呢'],
  ])('with one slip become the word that was meant: %j', (typed, meant) => {
    expect(mend(typed)).toBe(meant);
  });

  it.each([
    'the screwdriver from haier is in shanghai',
    'write to refudn@liwu.example',
    'see www.retrun.example/refudn',
    'order retrun7 for d9',
    'zhuan ren gong',
    '退货怎么操作',
    '',
  ])('are not looked for in names, addresses, codes and other languages: %j', (text) => {
    expect(mend(text)).toBe(text);
  });

  it('are not mended to a word of another first letter, nor a short word to its neighbour', () => {
    expect(mend('hefund')).toBe('hefund');
    const mendPaint = createTypoMender(['the point', 'a point'], () => true);
    expect(mendPaint('paint')).toBe('paint');
  });

  it('cost less than 0.1 ms a message, also in a long text of unknown words', () => {
    const long = 'xqzzkw refudnx '.repeat(250);
    mend(long);
    const before = process.cpuUsage().user;
    for (const text of texts) mend(text);
    expect((process.cpuUsage().user - before) / 1000 / texts.length).toBeLessThan(0.1);
    const atLong = process.cpuUsage().user;
    for (let i = 0; i < 10; i += 1) mend(long);
    expect((process.cpuUsage().user - atLong) / 10_000).toBeLessThan(10);
  });

  it('are one letter missing, too many or wrong, or two exchanged', () => {
    for (const typed of ['refnd', 'refuund', 'refind', 'refudn']) expect(isOneSlip(typed, 'refund'), typed).toBe(true);
    for (const typed of ['refund', 'refnud2', 'rfnd', 'return', '']) expect(isOneSlip(typed, 'refund'), typed).toBe(false);
  });
});
