import { describe, expect, it } from 'vitest';
import { seenUpTo } from '#adapters/web/widget/seen.ts';

describe('what a customer has seen', () => {
  it.each([
    ['nothing', [], 100, 0],
    ['all that is above the fold', [{ cursor: 1, top: 10 }, { cursor: 2, top: 90 }], 100, 2],
    ['not what is below', [{ cursor: 1, top: 10 }, { cursor: 2, top: 101 }], 100, 1],
    ['not a changed message beyond one that is still below', [{ cursor: 5, top: 10 }, { cursor: 3, top: 200 }], 100, 0],
    ['a changed message, when everything is in sight', [{ cursor: 5, top: 10 }, { cursor: 3, top: 50 }], 100, 5],
  ])('%s', (_, places, fold, cursor) => {
    expect(seenUpTo(places, fold)).toBe(cursor);
  });
});
