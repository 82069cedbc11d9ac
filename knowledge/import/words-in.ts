import type { Language } from '#core/language.ts';

/** Enough of a document to know its language, in characters. */
const SAMPLE = 20_000;

/**
 * The language that most of a text is in: a Han character counts like a Latin word. `undefined` when there is neither,
 * or when most letters belong to other scripts, such as kana, Hangul, Cyrillic or Arabic.
 */
export function wordsIn(text: string): Language | undefined {
  const sample = text.slice(0, SAMPLE).replaceAll(/https?:\S+|\]\([^)]*\)|<[^>]*>/g, ' ');
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  const words = count(/\p{Script=Latin}+/gu);
  const others = count(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) + count(/[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Greek}\p{Script=Thai}\p{Script=Devanagari}]+/gu);
  if (han + words === 0 || others > (han + words) / 2) return undefined;
  return han >= words ? 'zh' : 'en';
}
