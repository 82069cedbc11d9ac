import { describe, expect, it } from 'vitest';
import { cutText, splitText } from '#adapters/slack/threads/split.ts';
import { escape, escapeName, toMrkdwn } from '#adapters/slack/threads/mrkdwn.ts';

const SEGMENTS = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const boundaries = (text: string): ReadonlySet<number> => new Set([...Array.from(SEGMENTS.segment(text), ({ index }) => index), text.length]);

/** Texts without an end of line or sentence anywhere, so that every cut is a forced one. */
const HARD: readonly (readonly [string, string])[] = [
  ['families', '👨‍👩‍👧‍👦'.repeat(5_500)],
  ['flags', '🇨🇳🇩🇪'.repeat(7_500)],
  ['skin tones and hearts', '👍🏽❤️'.repeat(10_000)],
  ['ideographs outside the first plane', '𠮷野家'.repeat(15_000)],
  ['accents', 'é̂'.repeat(20_000)],
  ['mixed', '退款 👩🏻‍🚀 & <b> 𠮷'.repeat(3_600)],
];

describe('a long text', () => {
  it.each(HARD)('of %s is cut under the limit and never inside a character', (_, text) => {
    for (const measure of [(part: string) => part.length, (part: string) => escape(part).length]) {
      const parts = splitText(text, 2_900, measure);
      expect(parts.join('')).toBe(text);
      expect(Math.max(...parts.map(measure))).toBeLessThanOrEqual(2_900);
      const whole = boundaries(text);
      let at = 0;
      for (const part of parts) {
        expect(whole.has(at)).toBe(true);
        at += part.length;
      }
      expect(parts.length).toBeLessThanOrEqual(Math.ceil(measure(text) / 2_500));
    }
  });

  it('is cut after a line, else a sentence, else a word, where one ends near the limit', () => {
    expect(splitText(`${'a'.repeat(80)}\n${'b'.repeat(50)}`, 100)).toEqual([`${'a'.repeat(80)}\n`, 'b'.repeat(50)]);
    expect(splitText(`${'退'.repeat(70)}。${'款'.repeat(50)}`, 100)).toEqual([`${'退'.repeat(70)}。`, '款'.repeat(50)]);
    expect(splitText(`${'c'.repeat(60)} ${'d'.repeat(50)}`, 100)).toEqual([`${'c'.repeat(60)} `, 'd'.repeat(50)]);
  });

  it('ends even where one character is longer than everything that is allowed', () => {
    const monster = `e${'\u0301'.repeat(5_000)}`;
    expect(splitText(monster, 1_000).join('')).toBe(monster);
  });

  it('is left as it is when it fits, and shortened to whole characters where only its beginning is shown', () => {
    expect(splitText('您好', 10)).toEqual(['您好']);
    expect(splitText('', 10)).toEqual(['']);
    expect(cutText('您好', 10)).toBe('您好');
    expect(cutText('👨‍👩‍👧‍👦'.repeat(3), 24)).toBe('👨‍👩‍👧‍👦👨‍👩‍👧‍👦…');
  });
});

describe('words of others', () => {
  it('cannot call anybody, link anywhere or end a code', () => {
    expect(escape('<!channel> <@U1> <https://evil.example|bank> & &amp;')).toBe('&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil.example|bank&gt; &amp; &amp;amp;');
    expect(escapeName('*王*\n<!here> `x`')).toBe('王 &lt;!here&gt; x');
    expect(toMrkdwn('see [here](javascript:alert(1)) <!everyone> [a|b](https://x.example/a|b)')).not.toMatch(/<(?!https:\/\/)|javascript:\S*\|/);
    expect(toMrkdwn('`<!here>`\n```\n<@U1>\n```')).toBe('`&lt;!here&gt;`\n```\n&lt;@U1&gt;\n```');
  });

  it('of an answer keep their form', () => {
    expect(toMrkdwn('## 退货\n**7 天内** 可以 *全额* 退\n- 登录 [我的订单](https://shop.example/o?a=1&b=2)\n1. 选 ~~换~~ 退\n> 注意\n2 * 3 * 4 = 24')).toBe(
      '*退货*\n*7 天内* 可以 _全额_ 退\n• 登录 <https://shop.example/o?a=1&amp;b=2|我的订单>\n1. 选 ~换~ 退\n> 注意\n2 * 3 * 4 = 24',
    );
    expect(toMrkdwn('```js\na < b')).toBe('```\na &lt; b\n```');
  });
});
