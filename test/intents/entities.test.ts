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

describe('facts about a person', () => {
  it.each([
    ['身份证110101199003077758', 'id-card', '110101199003077758'],
    ['310104 19870630 009X', 'id-card', '31010419870630009X'],
    ['卡号6222020200012345678', 'bank-card', '6222020200012345678'],
    ['4111 1111 1111 1111', 'bank-card', '4111111111111111'],
    ['座机021-62345678', 'phone', '021-62345678'],
    ['+1 415 555 2671', 'phone', '+14155552671'],
    ['一三八零零零零一零零一', 'phone', '13800001001'],
    ['我叫欧阳娜娜，想问下', 'name', '欧阳娜娜'],
    ['收件人：王芳 电话另发', 'name', '王芳'],
    ['My name is Mary Jones and I need help', 'name', 'Mary Jones'],
    ['寄到浙江省杭州市西湖区文三路100号3幢502，谢谢', 'address', '浙江省杭州市西湖区文三路100号3幢502'],
    ['ship it to 12 Maple Street, Apt 4B please', 'address', '12 maple street, apt 4b'],
  ] as const)('%j tells %s', (text, kind, value) => {
    expect(valuesOf(text, kind)).toEqual([value]);
  });

  it.each([
    ['订单号110101199003077758', 'id-card'],
    ['身份编码 110101199013077758', 'id-card'],
    ['快递单号6222020200012345678', 'bank-card'],
    ['热线400-000-5218', 'phone'],
    ['快递SF8605863506288', 'phone'],
    ['我是老客户了', 'name'],
    ["I'm Very Angry with you", 'phone'],
    ['北京朝阳店几点关门', 'address'],
    ['送货地址能改吗', 'address'],
  ] as const)('%j tells no %s', (text, kind) => {
    expect(valuesOf(text, kind)).toEqual([]);
  });

  it('knows resident IDs by their check sign, cards by Luhn', () => {
    expect(valuesOf('110101199003077759', 'id-card')).toEqual([]);
    expect(valuesOf('6222020200012345679', 'bank-card')).toEqual([]);
  });
});

describe('dates and times seen from Sunday 22 November 2026, noon in Shanghai', () => {
  const clock = { now: Date.UTC(2026, 10, 22, 4), timeZone: 'Asia/Shanghai' };
  const resolved = (text: string) => find(text, clock).flatMap((entity) => entity.resolved ?? []);

  it.each([
    ['上周三买的', '2026-11-11'],
    ['这周五能到吗', '2026-11-20'],
    ['下周一', '2026-11-23'],
    ['三天前下单', '2026-11-19'],
    ['两个月前', '2026-09-22'],
    ['十天后', '2026-12-02'],
    ['上个月', '2026-10'],
    ['11月7号', '2026-11-07'],
    ['1月5号要用', '2027-01-05'],
    ['15号下单的', '2026-11-15'],
    ['last Tuesday', '2026-11-17'],
    ['next Friday', '2026-11-27'],
    ['on Monday', '2026-11-23'],
    ['in two weeks', '2026-12-06'],
    ['on Nov 7th', '2026-11-07'],
    ['13 hours ago', '2026-11-21'],
  ])('%j is %s', (text, day) => {
    expect(resolved(text)).toEqual([day]);
  });

  it.each([
    ['明天下午三点半送', '2026-11-23T15:30'],
    ['今晚八点', '2026-11-22T20:00'],
    ['tomorrow at 3:30 pm', '2026-11-23T15:30'],
    ['next Friday at noon', '2026-11-27T12:00'],
  ])('%j is %s', (text, moment) => {
    expect(resolved(text)).toContain(moment);
  });

  it('reads the day of the time zone', () => {
    const late = { now: Date.UTC(2026, 10, 22, 20), timeZone: 'Asia/Shanghai' };
    expect(find('今天', late)[0]?.resolved).toBe('2026-11-23');
    expect(find('今天', { ...late, timeZone: 'America/New_York' })[0]?.resolved).toBe('2026-11-22');
  });

  it('finds no time in lists and durations', () => {
    for (const text of ['三点建议', '我等了3小时', '差评3点：第一']) expect(valuesOf(text, 'time'), text).toEqual([]);
  });
});
