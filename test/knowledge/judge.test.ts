import { describe, expect, it } from 'vitest';
import { figureAskedIn } from '#knowledge/answer-figure.ts';
import { judge } from '#knowledge/judge.ts';
import { kindFitOf } from '#knowledge/question-kind.ts';
import { createProductNames } from '#knowledge/product-names.ts';
import { questionSize } from '#knowledge/question-words.ts';
import type { RankedArticle } from '#knowledge/rank.ts';

const ranked = (...scores: number[]): RankedArticle[] => scores.map((score, place) => ({ articleId: `a${place}`, title: `A${place}`, score, said: 1, passages: [] }));
const unsaid = (...scores: number[]): RankedArticle[] => ranked(...scores).map((article) => ({ ...article, said: 0 }));

describe('the verdict', () => {
  it('is none when nothing or too little was found', () => {
    expect(judge([], 5).verdict).toBe('none');
    expect(judge(ranked(0.1, 0.1), 5)).toMatchObject({ verdict: 'none', topics: [] });
  });

  it('is found when one article stands out, or is sure', () => {
    expect(judge(ranked(0.5, 0.2), 5)).toMatchObject({ verdict: 'found', topics: [] });
    expect(judge(ranked(0.9, 0.88), 5).verdict).toBe('found');
  });

  it('is unclear when articles compete, with two or three topics', () => {
    expect(judge(ranked(0.5, 0.49), 5).topics.map(({ articleId }) => articleId)).toEqual(['a0', 'a1']);
    expect(judge(ranked(0.5, 0.49, 0.49, 0.48, 0.47), 5).topics).toHaveLength(3);
  });

  it('is unclear for a single word that fits several articles, however well', () => {
    expect(judge(ranked(0.95, 0.9), questionSize('发票')).verdict).toBe('unclear');
    expect(judge(ranked(0.95, 0.9), questionSize('怎么修改发票抬头')).verdict).toBe('found');
    expect(judge(ranked(0.95, 0.0000001), questionSize('发票')).topics).toHaveLength(2);
    expect(judge(ranked(0.1, 0.02), questionSize('门锁')).verdict).toBe('unclear');
  });

  it('is not unclear for a single word that is no field of ours, or that one article alone says', () => {
    expect(judge(ranked(0.01, 0.01), questionSize('股票')).verdict).toBe('none');
    expect(judge(unsaid(0.1, 0.1), questionSize('股票')).verdict).toBe('none');
    expect(judge([...ranked(0.8), ...unsaid(0.5)], questionSize('发票')).verdict).toBe('found');
  });
});

describe('how much a question tells', () => {
  it('is more for a question about a word than for the word alone', () => {
    expect(questionSize('where is my parcel')).toBeGreaterThan(questionSize('parcel'));
    expect(questionSize('怎么注销')).toBeGreaterThan(questionSize('注销'));
  });

  it('is not more for greetings and courtesies', () => {
    expect(questionSize('您好，打扰一下，发票，谢谢啦')).toBe(questionSize('发票'));
    expect(questionSize('Hello there, refund please, thanks')).toBe(questionSize('refund'));
  });
});

describe('the kind of answer that is asked for', () => {
  it.each([
    ['延保多少钱', ['延保多少钱、能多保多久', '¥99多保1年。'], ['延保保哪些', '正常使用的故障。']],
    ['修好要几天', ['多久能修好', '7个工作日。'], ['怎么申请', '打开App。']],
    ['怎么改地址', ['怎么改', '打开App，点“修改地址”。'], ['改了以后', '运费不变。']],
    ['停产了还能修吗', ['停产的型号还能修吗', '能修。'], ['保修期', '3年。']],
    ['how do I return it', ['How to return an item', 'Open the app.'], ['Refunds', 'The money goes back.']],
    ['can I pay monthly', ['Can I pay monthly?', 'Yes, from ¥1,000.'], ['Gift cards', 'They never expire.']],
  ])('%s', (question, [heading, text], [otherHeading, otherText]) => {
    const fit = kindFitOf(question);
    expect(fit({ headings: [heading ?? ''], text: text ?? '' })).toBeGreaterThan(fit({ headings: [otherHeading ?? ''], text: otherText ?? '' }));
  });
});

describe('the figure that is asked for', () => {
  it.each([
    ['退款要几天', '3–5个工作日到账', '原路退回'],
    ['how long does it take', 'It takes 3–5 working days.', 'It goes back the way you paid.'],
    ['运费多少钱', '不满¥99收¥10', '下单时可以看到'],
    ['how much is it', 'It costs ¥15.', 'Pay in the app.'],
    ['几点关门', '10:00–22:00营业', '欢迎光临'],
  ])('%s', (question, withFigure, without) => {
    expect([figureAskedIn(question)?.(withFigure), figureAskedIn(question)?.(without)]).toEqual([true, false]);
  });

  it('is none when the question asks for none', () => {
    expect(figureAskedIn('怎么退货')).toBeUndefined();
    expect(figureAskedIn('how do I return it')).toBeUndefined();
  });
});

describe('products in a question', () => {
  const names = createProductNames([
    { id: 'purifier-a3', name: { zh: '空气净化器 A3', en: 'Air Purifier A3' }, price: 1, aliases: ['净化器', 'A3', 'purifier'] },
    { id: 'water-w5', name: { zh: '净水器 W5', en: 'Water Purifier W5' }, price: 1, aliases: ['净水机', 'W5', 'water purifier'] },
  ]);
  const named = (text: string) => [...names.namedIn(text)];

  it('are known by name and alias, in either language', () => {
    expect(named('我的净水机漏水')).toEqual(['water-w5']);
    expect(named('Are your purifiers loud?')).toEqual(['purifier-a3']);
    expect(named('净水器Ｗ５和a3哪个好').toSorted()).toEqual(['purifier-a3', 'water-w5']);
  });

  it('are told apart when one name holds another', () => {
    expect(named('the water purifier drips')).toEqual(['water-w5']);
  });

  it('are not seen inside other words', () => {
    expect(named('order a356 by repurifierx')).toEqual([]);
  });
});
