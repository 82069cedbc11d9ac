import { describe, expect, it } from 'vitest';
import { applyCorrections, valueOf } from '#core/brief/apply-corrections.ts';
import { type HeardCheck, readCheck } from '#core/brief/read-correction.ts';
import { createEntityFinder } from '#intents/entities.ts';

const find = createEntityFinder([]);
const read = (text: string): HeardCheck | undefined => readCheck(text, find(text));

describe('words of a waiting customer', () => {
  it.each(['对', '是的', '没错。', '对的，没问题', '正确', 'yes', "Yes, that's right", 'Correct!', 'looks good'])('"%s" say that it is right', (text) => {
    expect(read(text)).toEqual({ kind: 'right' });
  });

  it.each(['不对', '错了', "that's wrong", 'No,'])('"%s" say that something is wrong, and not yet what', (text) => {
    expect(read(text)).toEqual({ kind: 'wrong' });
  });

  it.each([
    ['不对，订单是0033', '0033'],
    ['不对，订单号是20261107-0033', '20261107-0033'],
    ['订单号写错了，应该是 20261107 0033', '20261107-0033'],
    ['订单不是0032，是0033', '0033'],
    ['不是20261107-0032，是20261107-0033', '20261107-0033'],
    ['No, the order ends in 0033', '0033'],
    ['Sorry, my mistake: order number 20261107-0033', '20261107-0033'],
    ['the order should be 20261107-0033, not 20261107-0032', '20261107-0033'],
  ])('"%s" correct the order', (text, said) => {
    expect(read(text)).toEqual({ kind: 'corrected', corrections: [{ point: 'order', said }] });
  });

  it('correct a telephone number', () => {
    expect(read('更正一下，电话是13800001002')).toEqual({ kind: 'corrected', corrections: [{ point: 'phone', said: '13800001002' }] });
  });

  it('correct what is no fact in the words of the customer', () => {
    expect(read('不对，我要的是换货，不要退款')).toEqual({ kind: 'corrected', corrections: [{ point: 'other', said: '我要的是换货，不要退款'.normalize('NFKC') }] });
  });

  it.each(['还要等多久', '我的订单是20261107-0033', '不是很着急', 'how long will it take', '好的谢谢', 'no rush', '我不是说了吗', '不对啊，怎么还没有人来', 'No, thanks', 'no, why is nobody there?', '是不是没人'])('"%s" are about something else', (text) => {
    expect(read(text)?.kind === 'corrected' || read(text)?.kind === 'right').toBe(false);
  });
});

describe('a correction', () => {
  const facts = [{ kind: 'order', value: '20261107-0032', seq: 2 }, { kind: 'phone', value: '13800001001', seq: 3 }];

  it('takes the place of the old value and keeps it beside', () => {
    expect(applyCorrections(facts, '没收到', [{ point: 'order', said: '0033', at: 1 }]).facts[0]).toEqual({ kind: 'order', value: '20261107-0033', seq: 2, was: '20261107-0032' });
  });

  it('keeps what stood there first, however often it is set right', () => {
    const twice = [{ point: 'order', said: '0033', at: 1 }, { point: 'order', said: '0034', at: 2 }] as const;
    expect(applyCorrections(facts, '', twice).facts[0]).toMatchObject({ value: '20261107-0034', was: '20261107-0032' });
  });

  it('adds what was not known', () => {
    expect(applyCorrections([], '', [{ point: 'email', said: 'lin@example.com', at: 1 }]).facts).toEqual([{ kind: 'email', value: 'lin@example.com', seq: 0, was: '' }]);
  });

  it('changes the request, and keeps what belongs to no fact', () => {
    expect(applyCorrections([], '退款', [{ point: 'request', said: '换货', at: 1 }, { point: 'other', said: '周末不在家', at: 2 }])).toEqual({ facts: [], request: '换货', requestWas: '退款', other: ['周末不在家'] });
  });

  it('drops the wrong one where the right one is known already', () => {
    const both = [{ kind: 'order', value: '20261107-0033', seq: 1 }, { kind: 'order', value: '20261107-0032', seq: 2 }];
    expect(applyCorrections(both, '', [{ point: 'order', said: '20261107-0033', at: 1 }]).facts).toEqual([{ kind: 'order', value: '20261107-0033', seq: 2, was: '20261107-0032' }]);
  });

  it('takes a part of a number only where the whole is known', () => {
    expect([valueOf('order', '0033', ''), valueOf('order', '订单 20261107 0033', ''), valueOf('phone', '138 0000 1002', '')]).toEqual(['0033', '20261107-0033', '13800001002']);
  });
});
