import { describe, expect, it } from 'vitest';
import { dropRefusals } from '#intents/drop-refusals.ts';
import { readText } from '#intents/intent-model.ts';
import { splitClauses } from '#intents/split-requests.ts';
import { shopClassifier } from './shop.ts';

describe('what is refused', () => {
  it.each([
    ['我不是要退货，是想换一台', 'exchange-request', 'return-request'],
    ['想换一台，不是要退货', 'exchange-request', 'return-request'],
    ["I don't want a refund, I want a replacement", 'exchange-request', 'refund-status'],
    ['instead of returning it I want to exchange it', 'exchange-request', 'return-request'],
    ['不是问发票，我想查一下快递到哪了', 'order-tracking', 'invoice-request'],
    ["I'm not asking about my invoice, I'm asking where my parcel is", 'order-tracking', 'invoice-request'],
  ])('does not win: %j means %s, not %s', async (text, wanted, refused) => {
    const ids = (await (await shopClassifier()).understand(text, 'zh')).intents.map(({ id }) => id);
    expect(ids[0]).toBe(wanted);
    expect(ids.slice(0, 1)).not.toContain(refused);
  });

  it.each(['没收到货，我要退款', "I didn't receive my parcel, I want a refund", '不想要了，我要退货', "it doesn't work, send me a new one", '机器不是很好用，想修一下'])(
    'is not what is wrong: %j is read whole',
    (text) => {
      expect(dropRefusals(readText(text))).toBe(readText(text));
    },
  );
});

describe('several requests in one message', () => {
  it.each([
    ['帮我查一下快递到哪里了，另外发票怎么开', ['order-tracking', 'invoice-request']],
    ['I want to cancel my order and can you tell me when my refund arrives', ['order-cancel', 'refund-status']],
  ])('are all named, in the order of the message: %j', async (text, wanted) => {
    const { intents, requests = [] } = await (await shopClassifier()).understand(text, 'zh');
    expect(requests.map(({ intent }) => intent)).toEqual(wanted);
    expect(intents.map(({ id }) => id)).toEqual(expect.arrayContaining(wanted));
    for (const { text: part } of requests) expect(readText(text)).toContain(part);
  });

  it('is one where one thing is asked, and none where nothing fits', async () => {
    const classifier = await shopClassifier();
    expect((await classifier.understand('我的退款什么时候到账', 'zh')).requests).toHaveLength(1);
    expect((await classifier.understand('qwxz vbnm jjkk', 'en')).requests).toEqual([]);
  });

  it.each([
    ['退款多久能到账？另外你们公司的股票代码是多少？', ['你们公司的股票代码是多少']],
    ['How long does a refund take? What is the ticker symbol of your company?', ['what is the ticker symbol of your company']],
    ['退款多久能到账，怎么查？', []],
    ['怎么退货？退货运费谁出？你们会计用什么软件？', ['你们会计用什么软件']],
    ['在吗？退款多久能到账？', []],
    ['下单手快写成老房子了，货还没发吧？能改吗', []],
    ['Been away two months. Can I drink straight from it or run it first?', []],
    ['花呗六期买的，退掉以后剩下那几期还用还吗', []],
    ['你们公司的股票代码是多少？总部有几层楼？', []],
  ])('have beside them the questions that fit nothing, where they can be understood alone: %j', async (text, wanted) => {
    const { unmatched = [] } = await (await shopClassifier()).understand(text, 'zh');
    expect(unmatched.map((part) => part.replace(/^另外/, ''))).toEqual(wanted);
  });

  it('leaves sentences of many clauses alone', () => {
    expect(splitClauses('a b, c d, e f, g h, i j, k l, m n')).toHaveLength(1);
    expect(splitClauses('价格1299.50元')).toHaveLength(1);
  });
});

describe('an ambiguous message', () => {
  it('is never also out of scope', async () => {
    const classifier = await shopClassifier();
    for (const text of ['那个怎么弄', '多少钱', 'how much', '什么时候', '坏了', 'is it included']) {
      const { isAmbiguous = false, isOutOfScope, intents } = await classifier.understand(text, 'zh');
      expect(isAmbiguous && isOutOfScope, text).toBe(false);
      if (isAmbiguous) expect(intents[0]!.confidence - intents[1]!.confidence).toBeLessThan(0.15);
    }
  });
});
