import type { Language } from '#core/protocol.ts';
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

/** When somebody is back, to stand inside a sentence: 今天 09:00, `tomorrow at 09:00`, `on 3 Sept at 09:00`. */
export function backAt(at: number, now: number, language: Language): string {
  const words = WORDINGS[language];
  const ahead = dayNumber(at) - dayNumber(now);
  const time = clockTime(at, language);
  if (language === 'zh') return `${ahead <= 0 ? words.today : ahead === 1 ? words.tomorrow : dateText(at, now, language)} ${time} `;
  if (ahead <= 0) return `at ${time} today`;
  return ahead === 1 ? `${words.tomorrow} at ${time}` : `on ${dateText(at, now, language)} at ${time}`;
}
