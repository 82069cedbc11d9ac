import type { Entity } from '#core/understanding.ts';
import { findDates } from './dates.ts';
import { foldInPlace } from './fold-text.ts';
import { createProductFinder } from './product-finder.ts';
import type { Product } from './product-finder.ts';

/** Finds the facts of a text, in order of their place, without overlaps. */
export type EntityFinder = (text: string) => Entity[];

/** Longest text that is searched for facts, in UTF-16 code units. */
const LONGEST_SEARCHED = 20_000;

const ORDER = /(?<![\d-])(20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\s?[-–—－]?\s?(\d{4})(?![\d-])/g;
const NAMED_ORDER = /(?:订单(?:编号|号码?|号是)?|单号|order(?: number| no\.?| id)?)\s?[:：#是为]?\s?#?([a-z]{0,4}\d[\da-z-]{4,22}\d)(?![\da-z])/g;
const EMAIL = /(?<![\w.+-])[a-z0-9][\w.+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?![\w])/g;
const PHONE = /(?<![\d.])(?:(?:\+|00)?86[-\s]?)?(1[3-9]\d)[-\s]?(\d{4})[-\s]?(\d{4})(?![\d])/g;
const NUMBER = '(\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?|\\d{1,9}(?:\\.\\d{1,2})?)';
const AMOUNT_BEFORE = new RegExp(`(¥|rmb|cny|人民币|us\\$|\\$)\\s?${NUMBER}(?:\\s?(万|千|k)(?![a-z]))?`, 'g');
const AMOUNT_AFTER = new RegExp(`(?<![\\d.])${NUMBER}\\s?(万|千)?\\s?(元|块钱|块|圆|人民币|yuan|rmb|cny|kuai|美元|美金|dollars?|usd|bucks)(?![a-z])`, 'g');

/**
 * A finder of order numbers (`20261107-0032`), mainland mobile numbers (11 digits), e-mail addresses, amounts
 * (`1299 CNY`, `25 USD`), dates (see `findDates`) and products (their ids). Offsets are those of the text as written.
 */
export function createEntityFinder(products: readonly Product[]): EntityFinder {
  const findProducts = createProductFinder(products);
  return (text) => {
    const folded = foldInPlace(text.slice(0, LONGEST_SEARCHED));
    const found: Entity[] = [];
    const take = (kind: Entity['kind'], value: string, start: number, length: number) => {
      const end = start + length;
      if (found.some((other) => start < other.end && other.start < end)) return;
      found.push({ kind, value, text: text.slice(start, end), start, end });
    };
    const takeAll = (kind: Entity['kind'], pattern: RegExp, valueOf: (match: RegExpExecArray) => string | undefined) => {
      for (const match of folded.matchAll(pattern)) {
        const value = valueOf(match);
        if (value !== undefined) take(kind, value, match.index, match[0].length);
      }
    };
    takeAll('email', EMAIL, (match) => match[0]);
    takeAll('order', ORDER, (match) => `${match[1]}-${match[2]}`);
    takeAll('phone', PHONE, (match) => `${match[1]}${match[2]}${match[3]}`);
    for (const match of folded.matchAll(NAMED_ORDER)) {
      const number = match[1] ?? '';
      take('order', number.toUpperCase(), match.index + match[0].length - number.length, number.length);
    }
    takeAll('amount', AMOUNT_BEFORE, (match) => amount(match[2], match[3], /\$/.test(match[1] ?? '')));
    takeAll('amount', AMOUNT_AFTER, (match) => amount(match[1], match[2], /美|dollar|usd|buck/.test(match[3] ?? '')));
    for (const date of findDates(folded)) take('date', date.value, date.start, date.end - date.start);
    for (const product of findProducts(folded)) take('product', product.value, product.start, product.end - product.start);
    return found.toSorted((a, b) => a.start - b.start);
  };
}

function amount(digits = '', unit: string | undefined, isDollar: boolean): string {
  const times = unit === '万' ? 10_000 : unit === undefined ? 1 : 1_000;
  return `${Math.round(Number(digits.replaceAll(',', '')) * times * 100) / 100} ${isDollar ? 'USD' : 'CNY'}`;
}
