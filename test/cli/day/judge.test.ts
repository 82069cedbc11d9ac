import { describe, expect, it } from 'vitest';
import { type DayFigures, toFigures } from '#cli/bench/day/figures.ts';
import { judgeDay } from '#cli/bench/day/judge.ts';

const QUIET: DayFigures = { ...toFigures([], [], { handovers: [], conversations: 0, untaken: 0, unsent: 0, messages: 0, megabytes: 0 }, { isOpen: () => true, endsAt: 0 }), conversations: 7_000, firstAnswerP95Ms: 120 };
const broken = (figures: Partial<DayFigures>, time = { minutes: 12, slower: 1 }): readonly string[] => judgeDay({ ...QUIET, ...figures }, time).flatMap(({ what, isMet }) => (isMet ? [] : [what]));

describe('the judge of a day', () => {
  it('finds nothing broken in a day on which everything was kept', () => {
    expect(broken({})).toEqual([]);
  });

  it('finds each promise that was broken, one by one', () => {
    const faults: readonly Partial<DayFigures>[] = [
      { pickUp: 0.9999 },
      { firstAnswerP95Ms: 300 },
      { limitsKept: 0.98 },
      { firstReplyKept: { all: 0.98 } },
      { promisesKept: 0.9 },
      { fairness: { 'service 09:00': 1, 'vip 08:00': 0.9 } },
      { lost: 1 },
      { disordered: 1 },
      { botWordsBesidePerson: 1 },
    ];
    const found = faults.map((fault) => broken(fault));
    expect(found.map((each) => each.length)).toEqual(faults.map(() => 1));
    expect(new Set(found.flat()).size).toBe(faults.length);
  });

  it('gives 7,000 conversations fifteen minutes, fewer no less, more in proportion, and a day that is played slower its time', () => {
    expect(broken({}, { minutes: 15, slower: 1 })).toEqual(['minutes that the day took']);
    expect(broken({ conversations: 300 }, { minutes: 14.9, slower: 1 })).toEqual([]);
    expect(broken({ conversations: 14_000 }, { minutes: 29, slower: 1 })).toEqual([]);
    expect(broken({}, { minutes: 29, slower: 2 })).toEqual([]);
  });
});
