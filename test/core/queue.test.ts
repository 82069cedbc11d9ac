import { describe, expect, it } from 'vitest';
import { placeInQueue, sortQueue } from '#core/queue.ts';
import { handover, NOON } from './samples.ts';

/** A handover that was opened and is due so long after noon, ms. */
const waiting = (id: string, priority: 'urgent' | 'high' | 'normal' | 'low', openedAt: number, team = 'service', dueAt = 1_000) =>
  handover({ id, conversationId: `conversation of ${id}`, priority, openedAt: NOON + openedAt, dueAt: NOON + dueAt, team });

const late = waiting('late', 'normal', 9);
const early = waiting('early', 'normal', 1);
const urgent = waiting('urgent', 'urgent', 20, 'complaints');
const high = waiting('high', 'high', 15);
const low = waiting('low', 'low', 0);
const all = [late, early, urgent, low, high];

describe('the queue', () => {
  it('goes by priority, then by who has waited longest where all are due at the same time', () => {
    expect(sortQueue(all).map(({ id }) => id)).toEqual(['urgent', 'high', 'early', 'late', 'low']);
  });

  it('goes by what is due first before it goes by waiting time, and by priority before both', () => {
    const overdue = waiting('overdue', 'low', 0, 'service', -50);
    const soon = waiting('soon', 'normal', 10, 'service', 500);
    expect(sortQueue([early, overdue, late, soon, urgent]).map(({ id }) => id)).toEqual(['urgent', 'soon', 'early', 'late', 'overdue']);
    expect(placeInQueue('conversation of soon', [early, late, soon])).toBe(1);
  });

  it('is the same for everybody who looks, also where two came at the same moment', () => {
    const twins = [waiting('b', 'high', 3), waiting('a', 'high', 3)];
    expect(sortQueue(twins)).toEqual(sortQueue(twins.toReversed()));
  });

  it('holds nobody who has been taken or has gone, and leaves the list it was given as it is', () => {
    const given = [{ ...early, claimedAt: NOON }, { ...high, endedAt: NOON }, low, late];
    expect(sortQueue(given).map(({ id }) => id)).toEqual(['late', 'low']);
    expect(given.map(({ id }) => id)).toEqual(['early', 'high', 'low', 'late']);
  });

  it('gives a customer a place among those who wait for the same team', () => {
    const place = (id: string) => placeInQueue(`conversation of ${id}`, all);
    expect([place('high'), place('early'), place('late'), place('low'), place('urgent')]).toEqual([1, 2, 3, 4, 1]);
  });

  it('has no place for those who do not wait', () => {
    expect(placeInQueue('nobody', all)).toBeUndefined();
    expect(placeInQueue('conversation of early', [{ ...early, claimedAt: NOON }, late])).toBeUndefined();
  });
});
