import type { DayFigures } from './figures.ts';

/** One promise of the day: what was measured, what was promised, and whether it holds. */
export type Verdict = { readonly what: string; readonly measured: number; readonly promised: string; readonly isMet: boolean };

/** So many minutes a day of 7,000 conversations may take. */
const MINUTES = 15;
const USUAL = 7_000;

/** Judges everything that is promised of a day: answers, limits, promises, evenness, order and time. `slower`: how many times as slow it was played; without `minutes`, as for a few hours of it, time is not judged. */
export function judgeDay(figures: DayFigures, { minutes, slower = 1 }: { readonly minutes?: number; readonly slower?: number }): readonly Verdict[] {
  const least = (what: string, measured: number, bound: number): Verdict => ({ what, measured, promised: `at least ${bound}`, isMet: measured >= bound });
  const below = (what: string, measured: number, bound: number): Verdict => ({ what, measured, promised: `under ${bound}`, isMet: measured < bound });
  const none = (what: string, measured: number): Verdict => ({ what, measured, promised: 'none', isMet: measured === 0 });
  return [
    least('first message answered, share', figures.pickUp, 1),
    below('first answer, p95, ms', figures.firstAnswerP95Ms, 300),
    least('time limits kept, share', figures.limitsKept, 0.99),
    least('first replies by the promised time, share', figures.firstReplyKept.all, 0.99),
    least('promised calls and answers in time, share', figures.promisesKept, 0.99),
    least('evenness of work in a shift (Jain), the least', Math.min(1, ...Object.values(figures.fairness)), 0.95),
    none('messages lost', figures.lost),
    none('messages out of order', figures.disordered),
    none('words of the bot beside a person', figures.botWordsBesidePerson),
    ...(minutes === undefined ? [] : [below('minutes that the day took', minutes, MINUTES * slower * Math.max(1, figures.conversations / USUAL))]),
  ];
}
