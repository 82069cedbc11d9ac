import type { CallbackView, Language } from '#core/protocol.ts';
import { WORDINGS } from './i18n.ts';

const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };

function dayNumber(at: number): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/** Are two times (Unix ms) on the same day where the reader is? */
export function sameDay(one: number, other: number): boolean {
  return dayNumber(one) === dayNumber(other);
}

/** Hours and minutes such as 09:05, in the reader's time zone. */
export function clockTime(at: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

function dateText(at: number, now: number, language: Language): string {
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(LOCALES[language], { month: language === 'zh' ? 'long' : 'short', day: 'numeric', ...year }).format(at);
}

/** The heading of a day in the conversation: today, yesterday or a date. */
export function dayLabel(at: number, now: number, language: Language): string {
  const age = dayNumber(now) - dayNumber(at);
  if (age === 0) return WORDINGS[language].today;
  return age === 1 ? WORDINGS[language].yesterday : dateText(at, now, language);
}

/** The clock of a time zone at a moment, such as `2026-09-03, 14:00`. */
function clockIn(at: number, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-CA', { ...(timeZone ? { timeZone } : {}), dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' }).format(at);
}

/**
 * The name of the reader's time zone where its clock differs at that moment from the company's, or where the company's
 * zone is not known; otherwise undefined. What the assistant writes is in the company's time.
 */
export function zoneName(at: number, companyZone: string | undefined, language: Language): string | undefined {
  if (companyZone && clockIn(at) === clockIn(at, companyZone)) return undefined;
  return new Intl.DateTimeFormat(LOCALES[language], { hour: 'numeric', timeZoneName: 'shortGeneric' }).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
}

/**
 * When somebody is back, to stand inside a sentence: 今天 09:00, `tomorrow at 09:00`, `on 3 Sept at 09:00`; in the
 * reader's time zone, which is named where `zoneName` finds that it must be.
 */
export function backAt(at: number, now: number, language: Language, companyZone: string | undefined): string {
  const words = WORDINGS[language];
  const ahead = dayNumber(at) - dayNumber(now);
  const time = clockTime(at, language);
  const zone = zoneName(at, companyZone, language);
  if (language === 'zh') return `${ahead <= 0 ? words.today : ahead === 1 ? words.tomorrow : dateText(at, now, language)} ${time}${zone ? `（${zone}）` : ' '}`;
  const aside = zone ? ` (${zone})` : '';
  if (ahead <= 0) return `at ${time}${aside} today`;
  return `${ahead === 1 ? words.tomorrow : `on ${dateText(at, now, language)}`} at ${time}${aside}`;
}

/** When somebody is promised to be reached, to stand inside a sentence: 明天 10:00–10:30, `tomorrow at 10:00–10:30`; without a time of their own, by when. */
export function promiseText({ from, until, isTimed }: Pick<CallbackView, 'from' | 'until' | 'isTimed'>, language: Language, now: number, companyZone: string | undefined): string {
  const begin = backAt(from, now, language, companyZone);
  const end = backAt(until, now, language, companyZone).trimEnd();
  if (!isTimed) return language === 'zh' ? `最迟${end}` : `${end} at the latest`;
  if (sameDay(from, until)) return begin.replace(clockTime(from, language), `${clockTime(from, language)}–${clockTime(until, language)}`).trimEnd();
  return language === 'zh' ? `${begin.trimEnd()}到${end}之间` : `between ${begin} and ${end}`;
}
