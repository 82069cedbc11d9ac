import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE_LENGTH } from '#core/message.ts';
import { cleanText, shorten } from '#core/text.ts';

describe('a text as it is stored', () => {
  it.each([
    ['line ends', 'one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
    ['the empty space around it', ' \n　退款 \t\n', '退款'],
    ['NUL and other control characters', 'a\0b\u0007c\u001B[31md\u0085e\u007F', 'abc[31mde'],
    ['half characters', 'a\uD83Db\uDE00c', 'a\uFFFDb\uFFFDc'],
  ])('is tidied: %s', (_, raw, clean) => {
    expect(cleanText(raw)).toBe(clean);
  });

  it.each(['你好😀👨‍👩‍👧 𠮷', 'a\tb\n\nc', '<b>"quotes" & \'more\'</b>', 'مرحبا'])('keeps %j as it is', (text) => {
    expect(cleanText(text)).toBe(text);
  });

  it.each(['', '   ', '\n\t\r\n', '\0\0', '　'])('is refused when it is blank: %j', (raw) => {
    expect(() => cleanText(raw)).toThrow(expect.objectContaining({ code: 'invalid_input', message: expect.stringMatching(/请写点内容.*please write something/) }));
  });

  it('is refused when it is too long, with its length, the limit and the way out in both languages', () => {
    expect(cleanText('长'.repeat(MAX_MESSAGE_LENGTH))).toHaveLength(MAX_MESSAGE_LENGTH);
    expect(() => cleanText('x'.repeat(20_000))).toThrow(expect.objectContaining({ code: 'too_large', message: expect.stringMatching(/20000.*4000.*分几条.*20000.*4000.*in parts/) }));
  });
});

describe('a shortened text', () => {
  it('is as it was when it is short enough', () => {
    expect(shorten('12345', 5)).toBe('12345');
  });

  it('ends with … and is no longer than the limit', () => {
    expect(shorten('123456', 5)).toBe('1234…');
  });

  it('holds no half characters', () => {
    expect(shorten('123😀56', 5)).toBe('123…');
    expect(shorten('12😀567', 5)).toBe('12😀…');
  });
});
