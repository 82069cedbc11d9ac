import { describe, expect, it } from 'vitest';
import { sourcesOf } from '#core/model-answer/evidence.ts';
import { statementsOf } from '#core/model-answer/statements.ts';
import { turnOf } from '#core/model-answer/turned-round.ts';
import { passage } from '../samples.ts';
import { english } from './tools.ts';

const ENGLISH = sourcesOf([
  english(
    'Alipay 1–3 working days, debit cards 3–5, credit cards 5–7.\n\nYou can cancel in the app before the order leaves our warehouse. After that the order can no longer be cancelled. Nobody has to approve it and there is no charge. ' +
      'We inspect the item within 48 hours after it arrives. Faulty: within 15 days, Liwu pays the transport. A refund lowers what you owe. Weekends are not working days. Free from ¥99.',
  ),
]);
const CHINESE = sourcesOf([passage('refund-time', { title: '退款多久到账', text: '支付宝1–3个工作日，借记卡3–5个，信用卡5–7个。订单出库前，随时可以在App里取消，24小时内开始退款。出库以后不能取消。不收取件费。有质量问题，运费栗屋出。工作日不含周末。没有在30分钟内付款的订单会取消。' })]);

describe('words of a passage that say something else', () => {
  it.each([
    ['Alipay takes 5–7 working days.', 'other_figure'],
    ['Credit cards take at least 7 working days.', 'other_figure'],
    ['The order can still be cancelled after it has left our warehouse.', 'turned'],
    ['You can cancel in the app only after the order has left our warehouse.', 'turned'],
    ['Staff have to approve it.', 'turned'],
    ['You inspect the item within 48 hours.', 'turned'],
    ['If it is faulty, you pay the transport.', 'turned'],
    ['A refund raises what you owe.', 'turned'],
    ['Weekends are working days.', 'turned'],
    ['Everybody can cancel an order.', 'turned'],
    ['支付宝5–7个工作日。', 'other_figure'],
    ['信用卡至少7个工作日。', 'other_figure'],
    ['取消后30分钟内开始退款。', 'other_figure'],
    ['出库以后也能取消。', 'turned'],
    ['要收取件费。', 'turned'],
    ['有质量问题，运费由您承担。', 'turned'],
    ['工作日包含周末。', 'turned'],
    ['订单一律可以取消。', 'turned'],
  ])('%s (%s)', (said, turn) => {
    expect(turnOf(said, /\p{Script=Han}/u.test(said) ? CHINESE : ENGLISH)).toBe(turn);
  });

  it.each([
    'With Alipay it takes one to three working days, with a credit card 5–7.',
    'As long as the order has not left our warehouse, you can cancel it in the app.',
    "Once it has left our warehouse, you can't cancel it any more.",
    'No approval is needed and it costs nothing.',
    'If the item is faulty, Liwu pays the transport within 15 days.',
    'Weekends do not count as working days.',
    'Orders from ¥99 are free.',
    '用信用卡付的，5到7个工作日到账。',
    '还没出库的订单，可以在App里取消。',
    '出库后就不能取消了。',
    '取件不收费。',
    '有质量问题的话，运费由栗屋承担。',
    '周末不算工作日。',
  ])('%s is what they say', (said) => {
    expect(turnOf(said, /\p{Script=Han}/u.test(said) ? CHINESE : ENGLISH)).toBeUndefined();
  });
});

it.each(['the order after ', 'not ', '不', '出库前', 'at least 7 ', '7天', 'you pay ', ', and ', '1,', '没未不的', 'before it was left '])('8,000 signs of %j are read within a second', (part) => {
  const text = part.repeat(8_000 / part.length);
  const started = performance.now();
  statementsOf(text);
  turnOf(text.slice(0, 400), sourcesOf([english(text)]));
  expect(performance.now() - started).toBeLessThan(1_000);
});
