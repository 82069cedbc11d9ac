import { MOMENTS } from './dates.ts';
import { fold } from './fold.ts';
import { digitsForWords } from './number-words.ts';
import { unitAt } from './units.ts';

/** Something in a text that can be looked up in another one: its normal form first, then weaker forms that it includes. */
export type Fact = { readonly kind: 'link' | 'email' | 'phone' | 'code' | 'figure' | 'moment'; readonly forms: readonly string[] };

const TARGET = /\]\(\s*<?([^)\s>]*)[^)]*\)/g;
const EMAIL = /[\p{L}\p{N}_][\p{L}\p{N}_.+-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}/gu;
const ADDRESS = /(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\/\/|(?:javascript|data|vbscript|mailto|tel|sms|file|blob|weixin|alipays?|intent):|www\.)[^\s<>"'()[\]，。；、）】」》]+/g;
// Chinese is often written without a space behind a full stop, so Chinese letters make no domain.
const DOMAIN = /(?<![\p{L}\p{N}@])(?:(?:(?!\p{Script=Han})[\p{L}\p{N}-]){1,63}\.){1,8}(?:(?!\p{Script=Han})\p{L}){2,24}(?:[/?#][^\s<>"'()[\]，。；、）】」》]*)?/gu;
/** A letter and a digit in one word, such as R7 or 2k26-x; or a word longer than any word is. */
const CODE = /(?<![\p{L}\p{N}])(?!m[23](?![a-z0-9]))(?:[a-z]{1,24}[-_]?\d|\d{1,24}[a-z]{1,24}(?<!\dm)[-_]?\d)[a-z0-9_-]*|(?<![a-z0-9+/=_-])[a-z0-9+/=_-]{24,}/gu;
/** Long runs of digits, groups as telephone numbers are written, and digits that stand apart. */
const PHONE = /(?<![\d.,])(?:\+?\d{7,}|\+?\(?\d{2,4}\)?(?:[ .-]{1,2}\d{3,4}){2,3}|\(?0\d{2,3}\)?[ -]?\d{7,8}|(?:\d[ .-]){6,30}\d)(?!\d|,\d{3})/g;
const NUMBER = '(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(万|千(?!克))?';
const FIGURE = new RegExp(`(?<sign>[¥$€£]|(?:rmb|cny|usd|eur) ?)?\\s?(?<![\\d.])${NUMBER}`, 'g');
const BETWEEN = /^ ?(?:-{1,2}|至|到|to(?= )) ?[¥$€£]?\s?(?=\d)/;
const SIGNS: Readonly<Record<string, string>> = { '¥': 'yuan', rmb: 'yuan', cny: 'yuan', $: 'usd', usd: 'usd', '€': 'eur', eur: 'eur', '£': 'gbp' };
/** Addresses as they are said aloud or written around a filter: "name at host dot example", host点example, host[.]example. */
const SPOKEN_AT = /(?<![a-z0-9_.+-])([a-z0-9_.+-]{2,40}) ?(?:艾特|\(at\)|\[at\]| at (?=[a-z0-9-]{2,40} (?:dot|\(dot\)|\[dot\]) )) ?/g;
const SPOKEN_DOT = /(?<![a-z0-9-])([a-z0-9-]{2,40}) ?(?:点(?= ?[a-z]{2})|\(dot\)|\[dot\]|\[\.\]| dot (?=[a-z]{2})) ?/g;
const ORDER_WORDS = /第\d{1,2}步|步骤\d{1,2}|\bstep \d{1,2}\b/g;

/**
 * The facts of a text: links, e-mail addresses, telephone numbers, codes, days and times of day, and figures with what they
 * count. Equal facts have equal forms however they are written: ¥1,299 and 1299元, 7天, 七天 and seven days.
 */
export function factsOf(text: string): Fact[] {
  const facts: Fact[] = [];
  let rest = fold(text)
    .replaceAll(ORDER_WORDS, ' ')
    .replaceAll(SPOKEN_AT, '$1@')
    .replaceAll(SPOKEN_DOT, '$1.');
  const take = (kind: Fact['kind'], pattern: RegExp, forms: (match: readonly (string | undefined)[]) => readonly string[]): void => {
    rest = rest.replaceAll(pattern, (...match: readonly (string | undefined)[]) => {
      facts.push({ kind, forms: forms(match) });
      return '\u0001'.repeat(match[0]?.length ?? 0);
    });
  };
  take('link', TARGET, ([, target = '']) => [linkForm(target)]);
  take('email', EMAIL, ([all = '']) => [`email:${all.replace(/\.+$/, '')}`]);
  take('link', ADDRESS, ([all = '']) => [linkForm(all)]);
  take('link', DOMAIN, ([all = '']) => [linkForm(all)]);
  rest = digitsForWords(rest);
  for (const { pattern, normal } of MOMENTS) take('moment', pattern, normal);
  take('code', CODE, ([all = '']) => [`code:${all.replaceAll(/[-_]/g, '')}`]);
  take('phone', PHONE, ([all = '']) => [`phone:${all.replace(/^\+86/, '').replaceAll(/\D/g, '')}`]);
  return [...facts, ...figuresOf(rest)];
}

/** A link without what does not change where it leads. */
function linkForm(link: string): string {
  return `link:${link.replace(/^https?:\/\//, '').replace(/^mailto:/, '').replace(/[.,;:!?。，]+$/, '').replace(/\/$/, '')}`;
}

type Figure = { readonly value: string; readonly unit: string; readonly start: number; readonly end: number };

function figuresOf(folded: string): Fact[] {
  const figures: Figure[] = [];
  for (const match of folded.matchAll(FIGURE)) {
    // The 3 of m3 counts nothing.
    if (match.index < (figures.at(-1)?.end ?? 0)) continue;
    const end = match.index + match[0].length;
    const sign = SIGNS[(match.groups?.['sign'] ?? '').trim()];
    const unit = unitAt(folded, end);
    figures.push({ value: valueOf(match[2] ?? '', match[3]), unit: sign ?? unit.name, start: match.index, end: end + unit.length });
  }
  return figures.map(({ value, unit, end }, at): Fact => {
    const next = figures[at + 1];
    const joint = BETWEEN.exec(folded.slice(end))?.[0];
    if (next === undefined || joint === undefined || next.start > end + joint.length) return { kind: 'figure', forms: formsOf(value, unit) };
    const own = unit || next.unit;
    return { kind: 'figure', forms: [`range:${value}-${next.value} ${own}`, ...formsOf(value, own)] };
  });
}

function formsOf(value: string, unit: string): readonly string[] {
  return unit === '' ? [`number:${value}`] : [`figure:${value} ${unit}`, `number:${value}`];
}

function valueOf(digits: string, scale: string | undefined): string {
  const factor = scale === '万' ? 10_000 : scale === undefined ? 1 : 1_000;
  return String(Number(digits.replaceAll(',', '')) * factor);
}
