import { describe, expect, it } from 'vitest';
import { scrollTarget } from '#adapters/web/widget/scroll-plan.ts';
import type { Frame, PlacedMessage } from '#adapters/web/widget/scroll-plan.ts';

const VIEW = 400;
const frame = (height: number, top: number): Frame => ({ top, view: VIEW, height });
/** A question that was sent under an answer longer than the view; the list is 2,000 px long. */
const asked: readonly PlacedMessage[] = [
  { own: false, top: 900, height: 980 },
  { own: true, top: 1900, height: 40 },
];

/** An answer of `height` px that ends `below` px above the end of a list of 3,000 px. */
const answer = (height: number, below = 20): PlacedMessage => ({ own: false, top: 3000 - below - height, height });
const inSight = (target: number | undefined, message: PlacedMessage): boolean => target !== undefined && target <= message.top && message.top + message.height <= target + VIEW;

describe('the customer’s own message', () => {
  it('always comes into sight, also when the reader had scrolled up', () => {
    for (const follows of [true, false]) expect(scrollTarget('own', frame(2000, 300), asked, follows)).toBe(1600);
  });

  it('stays in sight while it is taken up and somebody types, however long the answer before it was', () => {
    expect(scrollTarget('other', frame(2000, 1600), asked, true)).toBe(1600);
    expect(scrollTarget('other', frame(2050, 1600), asked, true)).toBe(1650);
  });
});

describe('an answer', () => {
  it('is shown wholly where it fits', () => {
    for (const height of [60, 300, 380, 400]) {
      const message = answer(height);
      expect(inSight(scrollTarget('reply', frame(3000, 2000), [message], true), message), `${height}`).toBe(true);
    }
  });

  it('is shown from its start where it is longer than the view', () => {
    const message = answer(900);
    const target = scrollTarget('reply', frame(3000, 1500), [message], true) ?? Infinity;
    expect(target).toBeLessThanOrEqual(message.top);
    expect(message.top - target).toBeLessThan(VIEW / 4);
  });

  it('is still shown from its start after states, typing and new sizes', () => {
    const message = answer(900);
    const target = scrollTarget('reply', frame(3000, 1500), [message], true) ?? 0;
    expect(scrollTarget('other', frame(3000, target), [message], true)).toBe(target);
    expect(scrollTarget('other', frame(3200, target), [message], true)).toBe(target);
    expect(scrollTarget('other', frame(3200, target), [message], false)).toBeUndefined();
  });

  it('makes room for what comes below it as far as its start stays in sight', () => {
    const short = answer(100);
    expect(scrollTarget('other', frame(3150, 2600), [short], true)).toBe(2750);
    expect(inSight(scrollTarget('other', frame(3900, 2600), [short], true), short)).toBe(true);
  });

  it('never takes a reader who has read on back to its start', () => {
    expect(scrollTarget('other', frame(3000, 2600), [answer(900)], true)).toBe(2600);
  });

  it('does not move a reader who has scrolled up', () => {
    expect(scrollTarget('reply', frame(3000, 100), [answer(60)], false)).toBeUndefined();
  });
});

it('a list that is shorter than the view stays at its beginning', () => {
  expect(scrollTarget('own', frame(200, 0), [], true)).toBe(0);
  expect(scrollTarget('reply', frame(200, 0), [{ own: false, top: 20, height: 60 }], true)).toBe(0);
});
