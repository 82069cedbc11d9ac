import type { Bilingual } from '../language.ts';
import type { ExpectedWait } from '../protocol.ts';
import type { Span } from './estimate.ts';

/** Nobody knows waiting times to the minute: only these are named. */
const STEPS: readonly number[] = [0, 1, 2, 3, 5, 10, 15, 20, 30, 40, 50, 60, 90, 120];
const MINUTE_MS = 60_000;

/** A span in minutes that can be named: its beginning rounded down and its end up; without an end above two hours. */
export function roundSpan({ from, to }: Span): ExpectedWait {
  const begin = STEPS.findLast((step) => step * MINUTE_MS <= from) ?? 0;
  const end = STEPS.find((step) => step > 0 && step * MINUTE_MS >= to && step > begin);
  return { fromMinutes: begin, ...(end === undefined ? {} : { toMinutes: end }) };
}

/** A range as people say it: 大约 5 到 10 分钟, `about 5 to 10 minutes`. */
export function sayWait({ fromMinutes: from, toMinutes: to }: ExpectedWait): Bilingual {
  if (to === undefined) return { zh: `${Math.max(60, from)} 分钟以上`, en: `more than ${Math.max(60, from)} minutes` };
  if (to <= 1) return { zh: '一分钟左右', en: 'about a minute' };
  if (from === 0) return { zh: `${to} 分钟以内`, en: `less than ${to} minutes` };
  return { zh: `大约 ${from} 到 ${to} 分钟`, en: `about ${from} to ${to} minutes` };
}
