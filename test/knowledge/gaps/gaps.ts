import type { Gap } from '#core/gap.ts';

/** Noon of a day, Unix ms. */
export const NOON = Date.UTC(2027, 2, 10, 4);
export const DAY = 24 * 3600_000;

/** A gap that was left so many days before noon. */
export function gap(text: string, daysAgo: number, more: Partial<Gap> = {}): Gap {
  return {
    id: `gap-${text}-${daysAgo}`,
    conversationId: `c-${text}`,
    seq: 1,
    text,
    language: /\p{Script=Han}/u.test(text) ? 'zh' : 'en',
    reason: 'not_found',
    shown: undefined,
    at: NOON - daysAgo * DAY,
    dismissedAt: undefined,
    draft: undefined,
    ...more,
  };
}
