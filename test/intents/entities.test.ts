import { describe, expect, it } from 'vitest';
import type { Entity } from '#core/understanding.ts';
import { createEntityFinder } from '#intents/entities.ts';

const find = createEntityFinder([
  { id: 'purifier-a3', aliases: ['空气净化器 A3', '空气净化器', 'A3', 'air purifier'] },
  { id: 'lock-l2', aliases: ['智能门锁', 'L2'] },
]);
const valuesOf = (text: string, kind: Entity['kind']) => find(text).filter((entity) => entity.kind === kind).map(({ value }) => value);

describe('facts in a message', () => {
  it.each([
    ['订单20261107-0032到哪了', '20261107-0032'],
    ['order 20261107 0032', '20261107-0032'],
    ['２０２６１１０７－００３２', '20261107-0032'],
    ['单号202611070032', '20261107-0032'],
    ['订单号：SF1234567890', 'SF1234567890'],
  ])('order number in %j', (text, value) => {
    expect(valuesOf(text, 'order')).toEqual([value]);
  });

  it.each([
    ['我的手机13800001001', '13800001001'],
    ['138 0000 1001', '13800001001'],
    ['call me at +86 138-0000-1001 please', '13800001001'],
    ['電話１３８００００１００１', '13800001001'],
  ])('mobile number in %j', (text, value) => {
    expect(valuesOf(text, 'phone')).toEqual([value]);
  });

  it.each(['138000010012', '1380000100', '23800001001'])('no mobile number in %j', (text) => {
    expect(valuesOf(text, 'phone')).toEqual([]);
  });

  it.each([
    ['¥1,299.50', '1299.5 CNY'],
    ['退我300块钱', '300 CNY'],
    ['差价200元', '200 CNY'],
    ['about 1299 yuan', '1299 CNY'],
    ['RMB 45', '45 CNY'],
    ['it was $25', '25 USD'],
    ['2万元', '20000 CNY'],
  ])('amount in %j', (text, value) => {
    expect(valuesOf(text, 'amount')).toEqual([value]);
  });

  it.each([
    ['2026年11月7日下单', '2026-11-07'],
    ['11月7号买的', '--11-07'],
    ['on Nov 7th, 2026', '2026-11-07'],
    ['三天前', '3 days ago'],
    ['3 days ago', '3 days ago'],
    ['上周三', 'last wednesday'],
    ['last Wednesday', 'last wednesday'],
    ['昨天', 'yesterday'],
  ])('date in %j', (text, value) => {
    expect(valuesOf(text, 'date')).toEqual([value]);
  });

  it('mail address, product and others side by side, each with its place in the text', () => {
    const text = '空气净化器A3，订单20261107-0032，邮箱 Lin.Xiao@Example.com，昨天付了¥1,299';
    const entities = find(text);
    expect(entities.map(({ kind, value }) => [kind, value])).toEqual([
      ['product', 'purifier-a3'],
      ['order', '20261107-0032'],
      ['email', 'lin.xiao@example.com'],
      ['date', 'yesterday'],
      ['amount', '1299 CNY'],
    ]);
    for (const entity of entities) expect(text.slice(entity.start, entity.end)).toBe(entity.text);
  });

  it('takes Latin product names only as whole words', () => {
    expect(valuesOf('A33 and xA3', 'product')).toEqual([]);
    expect(valuesOf('my a-3 hums', 'product')).toEqual(['purifier-a3']);
  });
});
