import { describe, expect, it } from 'vitest';
import { readScore, readWish, readYesNo } from '#core/care/read-words.ts';
import { careRules } from './care-shop.ts';

describe('a rating in words', () => {
  it.each([
    ['5', 5], ['5分', 5], ['５分', 5], ['我给5分', 5], ['五星好评', 5], ['4/5', 4], ['四分', 4], ['3 stars', 3], ['three', 3], ['I give 2', 2], ['1分！', 1],
    ['very good', 5], ['Very good, thank you!', 5], ['非常满意', 5], ['很好，谢谢', 5], ['好评', 5], ['满意', 4], ['good', 4], ['一般', 3], ['还行吧', undefined], ['okay', 3], ['不满意', 2], ['not very good', 2], ['差评', 1], ['太差了', 1], ['terrible', 1], ['very bad service', 1],
  ])('%s is %s', (text, score) => {
    expect(readScore(text, [1, 5])).toBe(score);
  });

  it.each(['谢谢', '5分钟后到吗', '好的吗？', '我的订单 20261107-0032 呢', '6', '0', '12', 'is it good?', '满意的话怎么退款', 'I want 5 pieces', ''])('%j is none', (text) => {
    expect(readScore(text, [1, 5])).toBeUndefined();
  });

  it('has a wider scale for recommendations, and then only figures', () => {
    expect([readScore('10', [0, 10]), readScore('0分', [0, 10]), readScore('九分', [0, 10]), readScore('很好', [0, 10]), readScore('11', [0, 10])]).toEqual([10, 0, 9, undefined, undefined]);
  });
});

describe('yes and no', () => {
  it.each([['是的', 'yes'], ['解决了', 'yes'], ['Yes.', 'yes'], ['还没有', 'no'], ['没解决', 'no'], ['No', 'no'], ['也许', undefined], ['是不是退款了', undefined]])('%s is %s', (text, value) => {
    expect(readYesNo(text)).toBe(value);
  });
});

describe('a wish about care messages', () => {
  it.each(['退订', 'TD', 'td ', '请退订', '退订，谢谢', 'Stop messages', 'please unsubscribe', 'STOP', '别再发消息了'])('%j stops them', async (text) => {
    expect(readWish(text, (await careRules()).consent)).toBe('stop');
  });

  it.each(['我要退订单', '退订后钱什么时候到', 'how do I stop the machine', 'td 20261107', 'stop it, my fridge is burning'])('%j does not', async (text) => {
    expect(readWish(text, (await careRules()).consent)).toBeUndefined();
  });

  it('begins them, and wishes on the birthday, by words of their own', async () => {
    const { consent } = await careRules();
    expect([readWish('同意接收', consent), readWish('Start messages', consent), readWish('同意生日祝福', consent), readWish('同意', consent)]).toEqual(['start', 'start', 'birthday', undefined]);
  });
});
