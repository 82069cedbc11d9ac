import { isDate } from './clock.ts';

/** A number that belongs to a person, in its normal form. */
export type PersonalNumber = { readonly kind: 'phone' | 'id-card' | 'bank-card' | 'email'; readonly value: string; readonly start: number; readonly end: number };

const EMAIL = /(?<![\w.+-])[a-z0-9_][\w.+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?![\w])/g;
/** Runs of 11 to 19 digits, perhaps in groups; the last may be the X of a resident ID. */
const LONG = /(?<![\da-z.+])\d(?:[ \-·.]{0,2}\d){10,22}x?(?![\da-z])/g;
const MOBILE = /(?<![\d.]|[a-z](?=\d{12}))(?:\(?(?:\+|00)?86\)?[-\s]{0,2})?(1[3-9](?:[-\s.·]?\d){9})(?!\d)(?!\.\d)/g;
const LANDLINE = /(?<![\da-z-])(?:(?:\+|00)?86[-\s]?)?(\(?0(?:10|2\d|[3-9]\d{2})\)?[-\s]?\d{3,4}[-\s]?\d{4}(?:\s?(?:-|转|ext\.?)\s?\d{1,5})?)(?![\d-])/g;
const ABROAD = /(?<![\d+])\+(?!86)\d{1,3}[-\s.]?\(?\d{1,4}\)?(?:[-\s.]?\d{2,4}){2,4}(?!\d)/g;
const US = /(?<![\d-])(?:1[-\s.])?\(?([2-9]\d{2})\)?[-\s.]\d{3}[-\s.]\d{4}(?![\d-])/g;
const HAN_PHONE = /(?<![零〇一二三四五六七八九幺])[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9}(?![零〇一二三四五六七八九幺])/g;

/** Words just before a number that tell what it is. */
const ID_WORDS = /(?:身份证|证件|id card|id number|id no\.?|identity|national id|resident id)[^\d]{0,12}$/;
const CARD_WORDS = /(?:卡号|银行卡|信用卡|储蓄卡|借记卡|工资卡|账号|账户|尾号|card|account|visa|mastercard|unionpay|银联)[^\d]{0,16}$/;
const ORDER_WORDS = /(?:订单|单号|运单|快递|物流|流水|交易|order|tracking|parcel|waybill|invoice|发票|序列|serial|sn|税号|编号|条码|imei)[^\d]{0,10}$/;
/** First digits of cards and the lengths that they come in (ISO/IEC 7812 issuer ranges in common use). */
const ISSUERS: readonly { readonly prefix: RegExp; readonly lengths: readonly number[] }[] = [
  { prefix: /^62/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(?:35(?:2[89]|[3-8])|6011|64[4-9]|65)/, lengths: [16, 19] },
  { prefix: /^(?:30[0-5]|36|38|39)/, lengths: [14] },
];
const PROVINCES = new Set('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '));
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Is it a resident ID of mainland China: 18 signs, a province, a date of birth, the check sign (GB 11643, ISO 7064 MOD 11-2)? */
export function isResidentId(id: string): boolean {
  if (!hasIdShape(id)) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(id[at]), 0);
  return '10x98765432'[sum % 11] === id[17]?.toLowerCase();
}

function hasIdShape(id: string): boolean {
  if (!/^\d{17}[\dxX]$/.test(id) || !PROVINCES.has(id.slice(0, 2))) return false;
  const year = Number(id.slice(6, 10));
  return year >= 1900 && year <= 2100 && isDate(year, Number(id.slice(10, 12)), Number(id.slice(12, 14)));
}

/** Does the last digit of a number check the others (Luhn, ISO/IEC 7812-1)? */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** E-mail addresses, resident IDs, bank cards and telephone numbers of a text folded in place. Free hotlines (400, 800) are nobody's. */
export function findPersonalNumbers(folded: string): PersonalNumber[] {
  const found: PersonalNumber[] = [];
  const take = (kind: PersonalNumber['kind'], value: string, start: number, length: number) => {
    if (!found.some((other) => start < other.end && other.start < start + length)) found.push({ kind, value, start, end: start + length });
  };
  for (const match of folded.matchAll(EMAIL)) take('email', match[0], match.index, match[0].length);
  for (const match of folded.matchAll(LONG)) {
    const before = folded.slice(Math.max(0, match.index - 30), match.index);
    const kind = kindOfNumber(match[0].replace(/[^\dx]/g, ''), before);
    if (kind !== undefined) take(kind, match[0].replace(/[^\dx]/g, '').toUpperCase(), match.index, match[0].length);
  }
  for (const match of folded.matchAll(MOBILE)) {
    if (/20\d{6}[-\s]?$/.test(folded.slice(Math.max(0, match.index - 10), match.index))) continue;
    take('phone', (match[1] ?? '').replace(/\D/g, ''), match.index, match[0].length);
  }
  for (const match of folded.matchAll(LANDLINE)) take('phone', (match[1] ?? '').replace(/[()\s]/g, '').replace(/转|ext\.?/, '-'), match.index, match[0].length);
  for (const match of folded.matchAll(ABROAD)) take('phone', `+${match[0].replace(/\D/g, '')}`, match.index, match[0].length);
  for (const match of folded.matchAll(US)) if (!/^[48]00$/.test(match[1] ?? '')) take('phone', match[0].replace(/\D/g, ''), match.index, match[0].length);
  for (const match of folded.matchAll(HAN_PHONE)) take('phone', Array.from(match[0], (sign) => '零一二三四五六七八九'.indexOf(sign === '幺' ? '一' : sign === '〇' ? '零' : sign)).join(''), match.index, match[0].length);
  return found;
}

/** What a long number is, by its own signs and by the words before it; an order number that looks like an ID stays an order number. */
function kindOfNumber(digits: string, before: string): 'id-card' | 'bank-card' | undefined {
  const isCalledId = ID_WORDS.test(before);
  const isCalledCard = CARD_WORDS.test(before);
  const isOther = ORDER_WORDS.test(before) && !isCalledId && !isCalledCard;
  if (isOther) return undefined;
  if (digits.length === 18 && (isResidentId(digits) || (isCalledId && hasIdShape(digits)))) return 'id-card';
  if (isCalledId && digits.length === 15) return 'id-card';
  if (digits.includes('x') || digits.length < 13 || digits.length > 19) return undefined;
  const isKnown = ISSUERS.some(({ prefix, lengths }) => prefix.test(digits) && lengths.includes(digits.length));
  return (passesLuhn(digits) && (isKnown || isCalledCard)) || (isCalledCard && digits.length >= 15) ? 'bank-card' : undefined;
}
