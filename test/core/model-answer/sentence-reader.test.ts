import { describe, expect, it } from 'vitest';
import { createSentenceReader } from '#core/model-answer/sentence-reader.ts';

/** All sentences of a text that comes in pieces of so many signs. */
function read(text: string, size: number): string[] {
  const reader = createSentenceReader();
  const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()].map(({ text: own, after }) => `${after === 'paragraph' ? '¶' : after === 'line' ? '↵' : ''}${own}`);
}

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['退款3天到账。[1] 原路退回。[2]', ['退款3天到账。[1]', '原路退回。[2]']],
  ['退款3天到账[1]。原路退回[2]！', ['退款3天到账[1]。', '原路退回[2]！']],
  ['It takes 3.5 days. [1][2] That is all. [1]', ['It takes 3.5 days. [1][2]', 'That is all. [1]']],
  ['Press e.g. the key. Then wait.', ['Press e.g. the key.', 'Then wait.']],
  ['步骤如下：\n1. 打开App。[1]\n2. 点退货。[1]\n\n之后等待。[2]', ['步骤如下：', '↵1. 打开App。[1]', '↵2. 点退货。[1]', '¶之后等待。[2]']],
  ['1. Open the app. [1]\n2. Tap Return. [1]', ['1. Open the app. [1]', '↵2. Tap Return. [1]']],
  ['“可以退。”他说。', ['“可以退。”', '他说。']],
  ['没有句号的一句', ['没有句号的一句']],
  ['真的吗？！是的。【1】好。', ['真的吗？！', '是的。【1】', '好。']],
  ['', []],
];

describe('reading sentences', () => {
  it.each(CASES)('cuts %j the same way however it arrives', (text, sentences) => {
    for (const size of [1, 2, 5, 100]) expect(read(text, size)).toEqual(sentences);
  });

  it('gives a sentence as soon as the next one begins', () => {
    const reader = createSentenceReader();
    expect(reader.push('退款3天到账。[1')).toEqual([]);
    expect(reader.push(']')).toEqual([]);
    expect(reader.push('另').map(({ text }) => text)).toEqual(['退款3天到账。[1]']);
    expect(reader.waiting()).toBe(1);
  });
});
