import type { Language } from '#core/protocol.ts';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const UNITS: Readonly<Record<string, string>> = { minute: '分钟', hour: '小时', day: '天', week: '周', month: '个月' };
const NAMED: Readonly<Record<string, string>> = { today: '今天', yesterday: '昨天', tomorrow: '明天', 'last weekend': '上周末', 'this weekend': '这周末' };

/** A date in normal form (`2026-11-07`, `--11-07`, `yesterday`, `3 days ago`, `last wednesday`) in the reader's language; anything else as it is. */
export function sayDate(value: string, language: Language): string {
  const [, year = '', month = '', day = ''] = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(value) ?? [];
  if (month !== '') return calendarDate(year, Number(month), Number(day), language);
  if (language === 'en') return value.replace(new RegExp(`\\b(?:${DAYS.join('|')})\\b`), (name) => name.charAt(0).toUpperCase() + name.slice(1));
  return NAMED[value] ?? weekday(value) ?? distance(value) ?? value;
}

/** An amount in normal form (`1299 CNY`, `25 USD`) as people write it; anything else as it is. */
export function sayAmount(value: string, language: Language): string {
  const [, digits = '', currency = ''] = /^(\d+(?:\.\d+)?) (CNY|USD)$/.exec(value) ?? [];
  if (digits === '') return value;
  const number = Number(digits).toLocaleString('en', { minimumFractionDigits: digits.includes('.') ? 2 : 0 });
  if (currency === 'CNY') return `¥${number}`;
  return language === 'zh' ? `${number} 美元` : `US$${number}`;
}

/** A fact of the brief in the reader's language: dates and amounts are codes, everything else are the customer's words. */
export function sayFact(kind: string, value: string, language: Language): string {
  if (kind === 'date') return sayDate(value, language);
  return kind === 'amount' ? sayAmount(value, language) : value;
}

function calendarDate(year: string, month: number, day: number, language: Language): string {
  const known = year !== '-';
  if (language === 'zh') return `${known ? `${year}年` : ''}${month}月${day}日`;
  // A leap year, so that 29 February has a name too.
  const at = Date.UTC(known ? Number(year) : 2024, month - 1, day);
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', ...(known ? { year: 'numeric' } : {}) }).format(at);
}

function weekday(value: string): string | undefined {
  const [, which = '', name = ''] = /^(?:(last|next) )?(\w+day)$/.exec(value) ?? [];
  const day = DAYS.indexOf(name);
  if (day < 0) return undefined;
  return `${which === 'last' ? '上' : which === 'next' ? '下' : ''}周${'日一二三四五六'.charAt(day)}`;
}

function distance(value: string): string | undefined {
  const [, ahead, count = '', unit = '', ago] = /^(in )?(\d+|some) (\w+?)s?( ago)?$/.exec(value) ?? [];
  const counted = UNITS[unit];
  if (counted === undefined || (ahead === undefined) === (ago === undefined)) return undefined;
  return `${count === 'some' ? '几' : `${count} `}${counted}${ago === undefined ? '后' : '前'}`;
}
