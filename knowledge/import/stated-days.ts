import { isDay } from '#core/article.ts';
import type { Refusal, StatedHead } from './read-result.ts';

/**
 * Under which names files state the days of a document: properties of Word and PDF files, `<meta>` of pages and columns
 * of tables, folded. When a file was made, changed or printed says nothing of these days.
 */
export const DAY_NAMES = {
  validFrom: ['validfrom', 'effectivefrom', 'effectivedate', '生效日期', '生效日'],
  review: ['reviewby', 'reviewdate', 'nextreview', 'nextreviewdate', '复审日期', '复查日期', '下次复查'],
} as const;

/** A name as it is compared: lower case without spaces and signs. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The days among the properties of a file, by their names; a refusal where one of them is no day. */
export function statedDays(properties: Iterable<readonly [name: string, value: string]>): Pick<StatedHead, 'validFrom' | 'review'> | Refusal {
  const days: { validFrom?: string; review?: string } = {};
  for (const [name, value] of properties) {
    const field = (['validFrom', 'review'] as const).find((each) => (DAY_NAMES[each] as readonly string[]).includes(foldName(name)));
    if (field === undefined || value.trim() === '') continue;
    const day = dayOf(value);
    if (day === undefined) return { reason: 'bad-head', message: `has the property “${name}” with “${value.trim().slice(0, 40)}”, which is no day; write it as 2027-05-31 or take it out` };
    days[field] ??= day;
  }
  return days;
}

/** The day of `2027-05-31`, with a time or without, `2027/5/31`, `2027年5月31日`, or `D:20270531…` of PDF. */
function dayOf(value: string): string | undefined {
  const [, year = '', month = '', date = ''] = /^(?:D:(\d{4})(\d{2})(\d{2}))/.exec(value.trim()) ?? /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)/.exec(value.trim()) ?? [];
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}
