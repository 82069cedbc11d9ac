import { describe, expect, it } from 'vitest';
import type { CustomerStory } from '#cli/bench/day/customer.ts';
import { toFigures } from '#cli/bench/day/figures.ts';
import type { StoredHandover } from '#store/stored-day.ts';

const MINUTE = 60_000;
const ALWAYS = { isOpen: () => true, endsAt: 100 * MINUTE };
const seen = { state: 'closed', deliveredSeq: 1, wasHandedOver: false, hasPerson: false, wordsOfPeople: 0, disordered: 0, botWordsBesidePerson: 0 } as const;
const caller = { number: 0, arrivesAt: 0, language: 'zh', tier: 'regular', matter: 'question', mood: 'calm', says: ['x'], patience: 1, thinks: 1, answers: [] } as const;
const story = (more: Partial<CustomerStory> = {}): CustomerStory => ({ caller, ackMs: [2], seen, hasGivenUp: false, wasPromised: false, hasRated: false, firstAnswerMs: 10, ...more });
const handover = (more: Partial<StoredHandover>): StoredHandover => ({ tier: 'regular', team: 'service', reason: 'asked', openedAt: 0, dueAt: 10 * MINUTE, ...more });
const stored = (handovers: readonly StoredHandover[]) => ({ handovers, conversations: 2, untaken: 0, unsent: 0, messages: 4, megabytes: 1 });

describe('the figures of a day', () => {
  it('count who was answered, and how soon', () => {
    const { firstAnswerMs: _, ...silent } = story();
    expect(toFigures([story(), story({ firstAnswerMs: 30 }), story({ firstAnswerMs: 20 }), silent], [], stored([]), ALWAYS)).toMatchObject({ conversations: 4, pickUp: 0.75, firstAnswerP50Ms: 20, firstAnswerP95Ms: 30 });
  });

  it('tell waits by tier and promises kept, of those handed over while people were there', () => {
    const handovers = [
      handover({ tier: 'vip', claimedAt: MINUTE, firstReplyAt: 2 * MINUTE, dueAt: 5 * MINUTE, endedAt: 9 * MINUTE }),
      handover({ claimedAt: 4 * MINUTE, firstReplyAt: 11 * MINUTE, escalatedAt: 10 * MINUTE }),
      handover({ endedAt: 8 * MINUTE }),
      handover({ openedAt: -MINUTE, claimedAt: 500 * MINUTE, firstReplyAt: 501 * MINUTE, dueAt: 600 * MINUTE }),
    ];
    const figures = toFigures([], [], stored(handovers), { isOpen: ({ openedAt }) => openedAt >= 0, endsAt: 0 });
    expect(figures.waitMinutes).toEqual({ vip: { count: 1, p50: 1, p95: 1, longest: 1 }, regular: { count: 2, p50: 4, p95: 4, longest: 4 } });
    expect(figures.firstReplyKept).toMatchObject({ vip: 1, regular: 0.5, all: 0.6667 });
    expect([figures.gaveUp, figures.gaveUpAtNight, figures.limitsKept]).toEqual([0.3333, 0, 0.75]);
  });

  it('tell which promises to reach somebody fell due and were kept, and how the moods fared', () => {
    const ended = (how: 'done' | 'cancelled' | 'not_reached', at: number) => ({ how, at, by: 'x' });
    const handovers = [{ until: 50 * MINUTE, ended: ended('done', 40 * MINUTE) }, { until: 50 * MINUTE, ended: ended('done', 51 * MINUTE) }, { until: 50 * MINUTE, ended: ended('cancelled', 60 * MINUTE) }, { until: 90 * MINUTE }, { until: 101 * MINUTE }].map((callback) => handover({ callback }));
    const figures = toFigures([story({ wasPromised: true, seen: { ...seen, wasHandedOver: true } }), story()], [], stored(handovers), ALWAYS);
    expect([figures.promised, figures.promisesDue, figures.promisesKept]).toEqual([1, 3, 0.3333]);
    expect(figures.moods).toMatchObject({ calm: { count: 2, handedOver: 0.5 }, furious: { count: 0 } });
    // Who agreed to be reached later neither waits in the line nor is owed first words by the time that was said before.
    const called = handover({ claimedAt: 61 * MINUTE, firstReplyAt: 61 * MINUTE, endedAt: 62 * MINUTE, callback: { until: 90 * MINUTE, ended: ended('done', 61 * MINUTE) } });
    expect(toFigures([], [], stored([called]), ALWAYS)).toMatchObject({ waitMinutes: { regular: { count: 0 } }, firstReplyKept: { all: 1 }, promisesKept: 1 });
  });

  it('say how evenly the work lay on the agents of a shift', () => {
    const shift = { name: 'a', team: 'service', from: '09:00', to: '17:00' } as const;
    const agent = (served: number) => ({ shift, served, shiftMs: 100, busyMs: 50, refused: { not_allowed_now: 1 } });
    expect(toFigures([], [agent(4), agent(4)], stored([]), ALWAYS)).toMatchObject({ fairness: { 'service 09:00': 1 }, occupancy: 0.5, servedByAgents: 8, troubles: { 'agent: not_allowed_now': 2 } });
    expect(toFigures([], [agent(8), agent(0)], stored([]), ALWAYS).fairness).toEqual({ 'service 09:00': 0.5 });
  });
});
