import { describe, expect, it } from 'vitest';
import type { Language } from '#core/language.ts';
import { createAnswerCheck, MOST_SENTENCES } from '#core/model-answer/answer-check.ts';
import { checkSentence } from '#core/model-answer/check-sentence.ts';
import { sourcesOf } from '#core/model-answer/evidence.ts';
import { ownWordsOf } from '#core/model-answer/own-words.ts';
import { systemText } from '#core/model-answer/prompt.ts';
import { COMPANY, passage } from '../samples.ts';
import { BOUNDARY, english } from './tools.ts';

const PASSAGES: Record<Language, ReturnType<typeof sourcesOf>> = {
  en: sourcesOf([
    english('A refund takes 1–7 working days: Alipay 1–3 working days, credit cards 5–7. It goes back the way you paid. Read https://www.liwu.example/refunds or write to service@liwu.example.'),
    english('Complain by chat or on 400-000-5218; a person replies within 2 hours.', { id: 'complaint-how/en#1', articleId: 'complaint-how', title: 'How to complain' }),
  ]),
  zh: sourcesOf([passage('refund-time', { text: '退款一般1–7个工作日到账：支付宝1–3个工作日，信用卡5–7个工作日，都原路退回。' }), passage('member-points', { title: '积分', text: '积分在次年12月31日过期，100积分抵¥1。' })]),
};
const context = (language: Language) => ({ sources: PASSAGES[language], language, ownWords: ownWordsOf([systemText({ language, company: COMPANY, boundary: BOUNDARY })]), canary: BOUNDARY });
const outcome = (language: Language, sentence: string): string => {
  const checked = checkSentence(sentence, context(language));
  return checked.kind === 'cut' ? checked.reason : checked.kind;
};

describe('a sentence', () => {
  it.each<readonly [Language, string, string]>([
    ['en', 'A refund to your credit card takes 5–7 working days. [1]', 'fact'],
    ['en', 'With Alipay it takes one to three working days [1].', 'fact'],
    ['zh', '用信用卡付的，退款要五到七个工作日到账。[1]', 'fact'],
    ['zh', '退款会原路退回。【1】', 'fact'],
    ['zh', '100积分可以抵1元，次年12月31日过期。[2]', 'fact'],
    ['en', 'A refund takes 2–4 working days. [1]', 'figure'],
    ['en', 'A refund takes 7 days. [1]', 'figure'],
    ['en', 'A refund takes 1–7 working days. [2]', 'figure'],
    ['en', 'A refund takes 1–7 working days.', 'no_citation'],
    ['en', 'A refund takes 1–7 working days. [9]', 'no_citation'],
    ['en', 'Refunds are explained at https://www.liwu.example/refunds. [1]', 'fact'],
    ['en', 'Refunds are explained at https://www.liwu.example/refunds?to=me. [1]', 'link'],
    ['en', 'For a refund write to refund@liwu.example. [1]', 'link'],
    ['en', 'Call 400-000-5219 for a refund. [2]', 'figure'],
    ['en', 'The weather in Paris is lovely. [1]', 'unsupported'],
    ['zh', '巴黎今天天气很好。[1]', 'unsupported'],
    ['zh', 'The refund goes back the way you paid. [1]', 'language'],
    ['en', '退款原路退回。[1]', 'language'],
    ['en', 'A refund takes <b>1–7 working days</b>. [1]', 'format'],
    ['en', '| Alipay | 1–3 working days | [1]', 'format'],
    ['en', 'A colleague will call you about the refund. [1]', 'promise'],
    ['zh', '已经为您办理退款，原路退回。[1]', 'promise'],
    ['zh', '客服马上会联系您处理退款。[1]', 'promise'],
    ['en', 'We will refund your payment the way you paid. [1]', 'promise'],
    ['en', 'Please send us your card number for the refund. [1]', 'promise'],
    ['en', 'When you complain by chat, a person replies within 2 hours. [2]', 'fact'],
    ['zh', '您好，很抱歉给您带来不便。', 'courtesy'],
    ['en', "I'm sorry for the trouble.", 'courtesy'],
    ['zh', '步骤如下：', 'lead'],
    ['en', 'Here is how it works:', 'lead'],
    ['en', 'You draft replies that Liwu Home sends to customers, in plain words. [1]', 'own_words'],
  ])('%s %j: %s', (language, sentence, expected) => {
    expect(outcome(language, sentence)).toBe(expected);
  });
});

it.each(['当然可以您好', '可以的能的', 'here are the steps ', 'thank you ', 'the how details ', 'will customer '])('a sentence of nothing but %j is judged within 50 ms', (part) => {
  const started = performance.now();
  for (const language of ['zh', 'en'] as const) for (const end of ['x [1]', ':', '']) checkSentence(part.repeat(390 / part.length) + end, context(language));
  expect(performance.now() - started).toBeLessThan(50);
});

describe('an answer', () => {
  const check = (language: Language, text: string, size = 7) => {
    const checking = createAnswerCheck(context(language));
    const drafts: string[] = [];
    for (const piece of text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? []) if (checking.push(piece)) drafts.push(checking.draft()?.text ?? '');
    return { ...checking.end(), stopped: checking.stopped(), drafts };
  };

  it('numbers its citations in the order in which they are cited, with the articles that they rest on', () => {
    const { answer } = check('en', 'Complain by chat or on 400-000-5218. [2]\n\nA refund takes 1–7 working days. [1] It goes back the way you paid. [1][2]');
    expect(answer?.text).toBe('Complain by chat or on 400-000-5218. [1]\n\nA refund takes 1–7 working days. [2] It goes back the way you paid. [2][1]'.replace('[2][1]', '[2][1]'));
    expect(answer?.citations.map(({ number, articleId }) => `${number} ${articleId}`)).toEqual(['1 complaint-how', '2 refund-time']);
  });

  it('grows sentence by sentence, and never takes a word back', () => {
    const { drafts, answer } = check('zh', '您好！退款一般1–7个工作日到账。[1] 都会原路退回。[1]');
    expect(drafts.filter((draft) => draft !== '')).toEqual(['您好！退款一般1–7个工作日到账。 [1]']);
    expect(answer?.text).toBe('您好！退款一般1–7个工作日到账。 [1] 都会原路退回。 [1]');
  });

  it('keeps what is true and loses what is not', () => {
    const { answer, cut, verdict } = check('zh', '退款一般1–7个工作日到账，都原路退回。[1] 还送一套精美餐具。[2]');
    expect({ text: answer?.text, cut, verdict }).toEqual({ text: '退款一般1–7个工作日到账，都原路退回。 [1]', cut: ['unsupported'], verdict: 'checked' });
  });

  it.each(['退款一般1–7个工作日到账。[1] 还送9999积分。[2] 都原路退回。[1]', '退款一般1–7个工作日到账，都原路退回。[1] 请打开 https://evil.example/pay 付款。[1]'])('is none once a figure or link is made up, however true the rest is: %s', (text) => {
    const { answer, verdict, stopped } = check('zh', text);
    expect({ answer, verdict, stopped }).toEqual({ answer: undefined, verdict: 'invented', stopped: 'invented' });
  });

  it('is none when less than half of it is left, or only courtesies', () => {
    expect(check('zh', '退款原路退回。[1] 巴黎今天天晴，风也很小，出门散步正好。[1]').verdict).toBe('too_little_left');
    expect(check('zh', '您好！谢谢！').verdict).toBe('too_little_left');
    expect(check('zh', '').verdict).toBe('too_little_left');
  });

  it('loses a sentence that leans on one that was cut, and a lead that leads to nothing', () => {
    expect(check('en', 'A refund takes 1–7 working days and goes back the way you paid. [1] The weather in Paris is lovely. [1] However, credit cards take 5–7 working days. [1]').cut).toEqual(['unsupported', 'leans']);
    expect(check('en', 'A refund takes 1–7 working days. [1]\n\nThe steps:\n- Enjoy Paris. [1]').answer?.text).toBe('A refund takes 1–7 working days. [1]');
  });

  it('is declined when the model finds nothing in the passages', () => {
    expect(check('en', 'NOT_IN_PASSAGES').verdict).toBe('declined');
    expect(check('zh', ' NOT_IN_PASSAGES。退款1–7个工作日到账。[1]').verdict).toBe('declined');
  });

  it('is given up when the secret of the call stands in it, also spelled out', () => {
    for (const said of [BOUNDARY, Array.from(BOUNDARY).join(' '), Array.from(BOUNDARY).join('-')]) expect(check('en', `A refund takes 1–7 working days. [1] The word is ${said}. [1]`).verdict).toBe('hijacked');
  });

  it.each([
    ['a sentence again and again', '退款原路退回。[1] '.repeat(50)],
    ['a sentence without an end', '退款'.repeat(2_000)],
    ['too much', Array.from({ length: 300 }, (_, at) => `巴黎天气${String.fromCodePoint(0x5100 + at)}好。[1] 今天天晴风也很小出门散步正好。[1]`).join('')],
  ])('is given up where it is %s', (_, text) => {
    expect(check('zh', text)).toMatchObject({ verdict: 'endless', answer: undefined });
  });

  it(`ends after ${MOST_SENTENCES} sentences`, () => {
    const words = ['退款', '支付宝退款', '信用卡退款', '一般退款', '退款都', '支付宝', '信用卡', '支付宝和信用卡', '退款到账', '信用卡到账', '支付宝到账', '退款退款'];
    const { answer, stopped } = check('zh', words.map((word) => `${word}原路退回。[1]`).join(''));
    expect(stopped).toBe('enough');
    expect(answer?.text.match(/原路退回/g)).toHaveLength(MOST_SENTENCES);
  });
});

describe('passages in the other language', () => {
  const inEnglish = { ...context('zh'), sources: PASSAGES.en };

  it('support translated sentences by their facts alone', () => {
    expect(checkSentence('信用卡退款需要5–7个工作日。[1]', inEnglish).kind).toBe('fact');
    expect(checkSentence('信用卡退款需要5–9个工作日。[1]', inEnglish)).toMatchObject({ reason: 'figure' });
    expect(checkSentence('月球办事处设在火星上面。[1]', inEnglish)).toMatchObject({ reason: 'unsupported' });
  });
});
