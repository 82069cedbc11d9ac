import { describe, expect, it } from 'vitest';
import { plainLine } from '#adapters/console/page/plain-line.ts';

describe('Markdown as one plain line', () => {
  it.each([
    ['签收次日起 **7 天**内可退[1]。', '签收次日起 7 天内可退。'],
    ['# Refunds\n\n- *one*\n- `two`', 'Refunds one two'],
    ['1. 打开 App\n2. 点“退货”', '打开 App 点“退货”'],
    ['See [the app](https://liwu.example/app) [2]', 'See the app'],
    ['> quoted\nsaid', 'quoted said'],
    ['| a | b |\n|---|:-:|\n| c | d |', 'a b c d'],
    ['cut off in **the mid', 'cut off in the mid'],
  ])('%j', (text, plain) => {
    expect(plainLine(text)).toBe(plain);
  });

  it.each(['订单 20261107-0032', '3*4*5 厘米', 'snake_case_name', 'a < b > c', '江浙沪 1~2 天', '价格是 1299.50 元', ''])('leaves the words of people alone: %j', (text) => {
    expect(plainLine(text)).toBe(text);
  });
});
