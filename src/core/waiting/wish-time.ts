import type { Policy } from '../policy.ts';
import { DAY_NAMES_EN, DAY_NAMES_ZH, readNamedDay } from '../time-limits/named-day.ts';
import { dayAt, momentOf } from '../time-limits/zone.ts';
import type { Wish } from './callback.ts';

const MINUTE_MS = 60_000;
const HAN = '零一二三四五六七八九';
const NUMBER = '\\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|半';
const DAY_NAME = new RegExp(`${DAY_NAMES_ZH}|\\b${DAY_NAMES_EN}`, 'i');

const HALF_DAY = 12 * 60;
/** Hours of which nobody says whether they are of the morning or the afternoon lie between these, minutes after midnight. */
const EARLIEST = 8 * 60;
const LATEST = 21 * 60;

/** Parts of the day, minutes after midnight. */
const PARTS: readonly (readonly [RegExp, number, number])[] = [
  [/早上|早晨|上午|明早|\bmorning\b/i, 9 * 60, 12 * 60],
  [/中午|\b(?:noon|midday|lunch ?time)\b/i, 12 * 60, 14 * 60],
  [/下午|\bafternoon\b/i, 13 * 60, 18 * 60],
  [/晚上|今晚|明晚|傍晚|\b(?:evening|tonight)\b/i, 18 * 60, 21 * 60],
];

const SPAN_ZH = new RegExp(`(${NUMBER})\\s*(个半|个)?\\s*(小时|钟头|分钟)\\s*(?:以后|之后|后|再)`);
const SPAN_EN = /\bin (?:about )?(?:(an?|half an|\d{1,3}|two|three|four|five|ten|twenty|thirty))\s*(hours?|minutes?|min|h)\b/i;
const CLOCK_ZH = new RegExp(`(?<!\\d)(${NUMBER})\\s*(?:点钟?|时|[:：])\\s*(?:(半)|(一刻)|(\\d{1,2}|[一二三四五]?十[一二三四五六七八九]?)分?)?`);
const CLOCK_EN = /\b(?:(?:at|by|around|about|after|from|to|for|until)\s+)?(half past\s+)?(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?::([0-5]\d))?\s*(am|pm|a\.m\.|p\.m\.|o'clock)?(?![\d:%])/gi;
const WORDS_EN: readonly string[] = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const SOME_EN: Readonly<Record<string, number>> = { a: 1, an: 1, 'half an': 0.5, twenty: 20, thirty: 30 };

/**
 * When a customer would like to be called, read from what they write about it: "明天上午10点", "周五下午", "两小时后",
 * "tomorrow at 10", "Friday afternoon", "in two hours". Days lie ahead: a weekday is the next one, an hour that is past is
 * tomorrow's, and one that is neither of the morning nor of the afternoon is of the day. `undefined` where no time is named.
 */
export function readWish(text: string, policy: Pick<Policy, 'timeZone'>, now: number): Wish | undefined {
  // Telephone numbers and addresses are no times, nor is "24/7".
  const said = text.replaceAll(/\S+@\S+/g, ' ').replaceAll(/(?<!\d)24\s*\/\s*7(?!\d)/g, ' ').replaceAll(/\+?\d[\d\s-]{5,}\d/g, ' ').replaceAll('：', ':');
  const span = readSpan(said);
  if (span !== undefined) return { from: now + span * MINUTE_MS };
  const { timeZone } = policy;
  const today = dayAt(now, timeZone);
  const dayName = DAY_NAME.exec(said)?.[0];
  const day = dayName === undefined ? undefined : readNamedDay(dayName, today);
  const part = PARTS.find(([words]) => words.test(said));
  const at = (which: number, minutes: number) => momentOf(which, minutes, timeZone, 'first');
  const clock = readClock(said.replace(dayName ?? '', ' '), part, day !== undefined || part !== undefined);
  if (clock !== undefined) {
    const isOpen = !clock.isSure && part === undefined;
    // Nobody wants to be called at two in the night who does not say so.
    const minute = clock.minute + (isOpen && clock.minute < EARLIEST ? HALF_DAY : 0);
    const first = at(day ?? today, minute);
    if (first > now) return { from: first };
    const later = isOpen && minute + HALF_DAY <= LATEST ? at(day ?? today, minute + HALF_DAY) : first;
    return { from: later > now ? later : at((day ?? today) + (day === undefined || day === today ? 1 : 7), minute) };
  }
  if (part) {
    const which = day ?? (at(today, part[2]) > now ? today : today + 1);
    return { from: at(which, part[1]), to: at(which, part[2]) };
  }
  return day === undefined || day === today ? undefined : { from: at(day, 0), to: at(day + 1, 0) };
}

/** A span from now, minutes. */
function readSpan(said: string): number | undefined {
  const zh = SPAN_ZH.exec(said);
  if (zh) return (readNumber(zh[1] ?? '') + (zh[2] === '个半' ? 0.5 : 0)) * (zh[3] === '分钟' ? 1 : 60);
  const en = SPAN_EN.exec(said);
  if (!en) return undefined;
  const word = (en[1] ?? '').toLowerCase();
  const amount = SOME_EN[word] ?? (WORDS_EN.includes(word) ? WORDS_EN.indexOf(word) : Number(word));
  return amount * (/^h/i.test(en[2] ?? '') ? 60 : 1);
}

/** A time of day, minutes after midnight. A bare English number is one only where a day, a part of it or "at" says so. */
function readClock(said: string, part: (typeof PARTS)[number] | undefined, isTimed: boolean): { readonly minute: number; readonly isSure: boolean } | undefined {
  const shift = (hour: number, minutes: number, half = '') => {
    const isLate = /p/i.test(half) || (half === '' && part !== undefined && part[1] >= 12 * 60);
    const isEarly = /^a/i.test(half);
    if (hour > 24 || minutes > 59) return undefined;
    return { minute: ((isLate && hour < 12 ? hour + 12 : isEarly && hour === 12 ? 0 : hour) % 24) * 60 + minutes, isSure: half !== '' || hour > 12 || /凌晨|半夜/.test(said) };
  };
  const zh = CLOCK_ZH.exec(said);
  if (zh && zh[1] !== '半' && !/^\s*[ap]\.?m/i.test(said.slice(zh.index + zh[0].length))) {
    return shift(readNumber(zh[1] ?? ''), zh[2] ? 30 : zh[3] ? 15 : zh[4] ? readNumber(zh[4]) : 0);
  }
  for (const match of said.matchAll(CLOCK_EN)) {
    const word = (match[2] ?? '').toLowerCase();
    const isSure = match[3] !== undefined || match[4] !== undefined || match[1] !== undefined || /^(?:at|by|around|about|after|from|to|for)\s/i.test(match[0]);
    if (!isSure && !isTimed) continue;
    if (!isSure && !/^\d/.test(word)) continue;
    const hour = WORDS_EN.includes(word) ? WORDS_EN.indexOf(word) : Number(word);
    const found = shift(hour, match[1] ? 30 : Number(match[3] ?? 0), match[4]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readNumber(text: string): number {
  if (text === '半') return 0.5;
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.replace('两', '二').split('十');
  if (ones === undefined) return HAN.indexOf(tens ?? '');
  return (tens === '' ? 1 : HAN.indexOf(tens ?? '')) * 10 + (ones === '' ? 0 : HAN.indexOf(ones));
}
