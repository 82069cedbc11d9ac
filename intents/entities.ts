import type { Entity } from '#core/understanding.ts';
import { findAddresses } from './addresses.ts';
import type { Clock } from './clock.ts';
import { findDates } from './dates.ts';
import { foldInPlace } from './fold-text.ts';
import { findNames } from './names.ts';
import { findPersonalNumbers } from './personal-numbers.ts';
import { createProductFinder } from './product-finder.ts';
import type { Product } from './product-finder.ts';
import { findTimes } from './times.ts';

/** Finds the facts of a text, in order of their place, without overlaps; relative dates are resolved where a clock is given. */
export type EntityFinder = (text: string, clock?: Clock) => Entity[];

/** Longest text that is searched for facts, in UTF-16 code units. */
const LONGEST_SEARCHED = 20_000;
/** Facts after these are not told. */
const MOST_FACTS = 200;

const ORDER = /(?<![\d-])(20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\s?[-–—－]?\s?(\d{4})(?![\d-]|\s?\d{4})/g;
const NAMED_ORDER = /(?:订单(?:编号|号码?|号是)?|单号|order(?: number| no\.?| id)?)\s?[:：#是为]{0,2}\s?#?([a-z]{0,4}\d[\da-z-]{4,22}\d)(?![\da-z])/g;
const NUMBER = '(\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?|\\d{1,9}(?:\\.\\d{1,2})?)';
const AMOUNT_BEFORE = new RegExp(`(¥|rmb|cny|人民币|us\\$|\\$)\\s?${NUMBER}(?:\\s?(万|千|k)(?![a-z]))?`, 'g');
const AMOUNT_AFTER = new RegExp(`(?<![\\d.])${NUMBER}\\s?(万|千)?\\s?(元|块钱|块|圆|人民币|yuan|rmb|cny|kuai|美元|美金|dollars?|usd|bucks)(?![a-z])`, 'g');

/**
 * A finder of order numbers (`20261107-0032`), telephone numbers, resident IDs, bank cards, e-mail and postal addresses,
 * names, amounts (`1299 CNY`, `25 USD`), dates (see `findDates`), times (`15:00`) and products (their ids). Offsets are
 * those of the text as written.
 */
export function createEntityFinder(products: readonly Product[]): EntityFinder {
  const findProducts = createProductFinder(products);
  return (text, clock) => {
    const searched = text.slice(0, LONGEST_SEARCHED);
    const folded = foldInPlace(searched);
    const found: Entity[] = [];
    const take = (kind: Entity['kind'], value: string, start: number, end: number, resolved?: string) => {
      if (found.length >= MOST_FACTS || found.some((other) => start < other.end && other.start < end)) return;
      found.push({ kind, value, text: text.slice(start, end), start, end, ...(resolved === undefined ? {} : { resolved }) });
    };
    const numbers = findPersonalNumbers(folded);
    for (const { kind, value, start, end } of numbers) if (kind !== 'phone') take(kind, value, start, end);
    for (const match of folded.matchAll(ORDER)) take('order', `${match[1]}-${match[2]}`, match.index, match.index + match[0].length);
    for (const { kind, value, start, end } of numbers) if (kind === 'phone' && !isNamedOrder(folded, start)) take(kind, value, start, end);
    for (const match of folded.matchAll(NAMED_ORDER)) {
      const end = match.index + match[0].length;
      take('order', (match[1] ?? '').toUpperCase(), end - (match[1] ?? '').length, end);
    }
    // An address ends where a number of another kind begins.
    const unspoken = found.reduce((rest, { start, end }) => `${rest.slice(0, start)}${'\n'.repeat(end - start)}${rest.slice(end)}`, folded);
    for (const { value, start, end } of findAddresses(unspoken)) take('address', value, start, end);
    for (const { value, start, end } of findNames(searched, folded)) take('name', value, start, end);
    for (const match of folded.matchAll(AMOUNT_BEFORE)) take('amount', amount(match[2], match[3], /\$/.test(match[1] ?? '')), match.index, match.index + match[0].length);
    for (const match of folded.matchAll(AMOUNT_AFTER)) take('amount', amount(match[1], match[2], /美|dollar|usd|buck/.test(match[3] ?? '')), match.index, match.index + match[0].length);
    const dates = findDates(folded, clock);
    for (const date of dates) take('date', date.value, date.start, date.end, date.day);
    for (const { minute, start, end } of findTimes(folded)) {
      const value = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const day = dates.find((date) => date.end <= start && start - date.end < 5)?.day;
      take('time', value, start, end, day?.length === 10 ? `${day}T${value}` : undefined);
    }
    for (const product of findProducts(folded)) take('product', product.value, product.start, product.end);
    return found.toSorted((a, b) => a.start - b.start);
  };
}

/** Is the number that begins here called an order's or a parcel's number? */
function isNamedOrder(folded: string, start: number): boolean {
  return /(?:订单(?:编号|号码?|号是)?|单号|order(?: number| no\.?| id)?|tracking(?: number| no\.?)?)\s?[:：#是为]{0,2}\s?$/.test(folded.slice(Math.max(0, start - 20), start));
}

function amount(digits = '', unit: string | undefined, isDollar: boolean): string {
  const times = unit === '万' ? 10_000 : unit === undefined ? 1 : 1_000;
  return `${Math.round(Number(digits.replaceAll(',', '')) * times * 100) / 100} ${isDollar ? 'USD' : 'CNY'}`;
}
