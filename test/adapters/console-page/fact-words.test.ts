import { describe, expect, it } from 'vitest';
import { sayAmount, sayDate, sayFact } from '#adapters/console/page/fact-words.ts';

const pair = (value: string): string[] => [sayDate(value, 'zh'), sayDate(value, 'en')];

describe('facts in the reader’s language', () => {
  it.each([
    ['2026-11-07', '2026年11月7日', '7 Nov 2026'],
    ['--02-29', '2月29日', '29 Feb'],
    ['yesterday', '昨天', 'yesterday'],
    ['last weekend', '上周末', 'last weekend'],
    ['last wednesday', '上周三', 'last Wednesday'],
    ['next sunday', '下周日', 'next Sunday'],
    ['friday', '周五', 'Friday'],
    ['1 week ago', '1 周前', '1 week ago'],
    ['3 months ago', '3 个月前', '3 months ago'],
    ['some days ago', '几天前', 'some days ago'],
    ['in 2 days', '2 天后', 'in 2 days'],
  ])('the date %s', (value, zh, en) => {
    expect(pair(value)).toEqual([zh, en]);
  });

  it('a date of another form stays as it is', () => {
    expect(pair('since always')).toEqual(['since always', 'since always']);
    expect(pair('5 days')).toEqual(['5 days', '5 days']);
  });

  it('amounts have their sign and their thousands', () => {
    expect([sayAmount('1299 CNY', 'zh'), sayAmount('1299.5 CNY', 'en')]).toEqual(['¥1,299', '¥1,299.50']);
    expect([sayAmount('25 USD', 'zh'), sayAmount('25 USD', 'en')]).toEqual(['25 美元', 'US$25']);
    expect(sayAmount('a lot', 'en')).toBe('a lot');
  });

  it('everything else is what the customer wrote', () => {
    expect(sayFact('order', '2026-11-07', 'zh')).toBe('2026-11-07');
    expect(sayFact('name', 'yesterday', 'zh')).toBe('yesterday');
  });
});
