import { describe, expect, it } from 'vitest';
import { readWordList } from '#intents/vectors/word-list.ts';

const listOf = (...words: readonly string[]) => readWordList(Buffer.from(words.join('\n')));

describe('a list of words', () => {
  it('knows the row of every word and of no other, in all scripts', () => {
    const words = ['a', 'refund', 'refunds', 'ｱ', '退', '退货', '退货单', 'é', '😀', 'gift card'];
    const list = listOf(...words);
    expect(words.map((word) => list.rowOf(word))).toEqual(words.map((_, row) => row));
    expect(['', 'b', 'refun', 'refundss', '货', '货单', 'e', 'refund\nrefunds', '\ud83d', '\ude00'].map((word) => list.rowOf(word))).toEqual(Array.from({ length: 10 }, () => undefined));
    expect([...list]).toEqual(words);
    expect(list.length).toBe(words.length);
  });

  it('finds each of many words', () => {
    const words = Array.from({ length: 5_000 }, (_, at) => `w${(at * 7919).toString(36)}`);
    const list = listOf(...words);
    expect(words.every((word, row) => list.rowOf(word) === row)).toBe(true);
    expect(list.rowOf('w')).toBeUndefined();
  });

  it('takes the last row of a word that stands twice', () => {
    expect(listOf('same', 'other', 'same').rowOf('same')).toBe(2);
  });

  it('holds nothing longer than a word can be', () => {
    expect(listOf('x'.repeat(255)).rowOf('x'.repeat(100_000))).toBeUndefined();
  });
});
