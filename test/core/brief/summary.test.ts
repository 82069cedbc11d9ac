import { describe, expect, it } from 'vitest';
import { checkSummary } from '#core/brief/check-summary.ts';
import { summarise } from '#core/brief/summarise.ts';
import { BatonError } from '#core/errors.ts';
import { answerTools, modelThatSays } from '../model-answer/tools.ts';

const ZH = ['订单20261107-0032的退款还没到账，等了十天了', '支付宝1–3个工作日到账。', '我要投诉，今天必须解决', '2小时内会有人回复您'];
const EN = ['The kettle from order 20261107-0032 leaks since Monday', 'I want a refund of ¥129', 'A colleague will answer within 2 hours'];

describe('a summary', () => {
  it('stays where all of it was said', () => {
    expect(checkSummary('客户的订单20261107-0032退款还没到账，等了十天，要投诉。', ZH)).toBe('客户的订单20261107-0032退款还没到账，等了十天，要投诉。');
    expect(checkSummary('The kettle from order 20261107-0032 leaks since Monday. The customer wants a refund of ¥129.', EN)).toBe('The kettle from order 20261107-0032 leaks since Monday. The customer wants a refund of ¥129.');
  });

  it.each([
    ['another order number', '客户的订单20261107-0033退款没到账。'],
    ['another figure', '客户的退款等了二十天还没到账。'],
    ['an amount that nobody named', '客户的退款1299元还没到账。'],
    ['a name that nobody said', '王女士的退款还没到账，等了十天。'],
    ['a promise that nobody made', '我们已为您取消订单并退款。'],
    ['another topic', '客户询问门店营业时间和停车位。'],
  ])('loses a sentence with %s', (_, wrong) => {
    const right = '客户的订单20261107-0032退款还没到账，等了十天，我要投诉，今天必须解决。';
    expect(checkSummary(`${right}${wrong}`, ZH)).toBe(right);
  });

  it.each(['The customer, Sophie, has a kettle that leaks.', 'The kettle leaks since Friday and the customer wants a refund.', 'The customer wants a refund of ¥199.', 'See https://example.com for the refund.'])('loses "%s" in English', (wrong) => {
    expect(checkSummary(wrong, EN)).toBeUndefined();
  });

  it('is none where too little of it was said', () => {
    expect(checkSummary('客户在等退款。客户叫张伟，住在上海市浦东新区，购买了三台价值9999元的空调并且已经联系律师。', ZH)).toBeUndefined();
  });
});

describe('a model that writes it', () => {
  const lines = ZH.map((text, i) => ({ seq: i + 1, author: i % 2 === 0 ? ('customer' as const) : ('bot' as const), text }));
  const subject = { lines, language: 'zh', visitor: 'v-1', people: [] } as const;

  it('is held to the conversation', async () => {
    expect(await summarise(subject, answerTools(modelThatSays(() => '客户的订单20261107-0032退款还没到账，等了十天。客户住在北京。')))).toBe('客户的订单20261107-0032退款还没到账，等了十天。');
  });

  it('sees no telephone numbers, and no line that could end its material', async () => {
    const model = modelThatSays(() => '');
    await summarise({ ...subject, lines: [{ seq: 1, author: 'customer', text: '电话13800001001' }] }, answerTools(model));
    expect(model.requests[0]?.messages[1]?.content).toContain('138****1001');
  });

  it('that fails or is cut off leaves the brief as it is', async () => {
    const failed: unknown[] = [];
    const broken = { write: () => Promise.reject(new BatonError('unavailable', 'down')) };
    expect(await summarise(subject, answerTools(broken, { onFailure: (error) => failed.push(error) }))).toBeUndefined();
    expect(failed).toHaveLength(1);
    expect(await summarise(subject, answerTools(modelThatSays(() => '客户的订单20261107-0032退款还没到账', { finish: 'length' })))).toBeUndefined();
  });

  it('that never answers is given up, and nobody waits', async () => {
    const tools = answerTools({ write: () => new Promise(() => undefined) }, { onFailure: () => undefined });
    const summary = summarise(subject, tools);
    await new Promise((resolve) => setImmediate(resolve));
    tools.clock.advance(30_000);
    expect(await summary).toBeUndefined();
  });
});
