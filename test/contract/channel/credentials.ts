import { expect } from 'vitest';
import { FORGERIES, handOf } from './harness.ts';
import { forEach, type Part, whetherIt } from './promise.ts';

/** Who may say something in the name of the outside world. */
export const credentials: Part = (under) =>
  whetherIt(
    under,
    'forge',
    forEach(
      FORGERIES.map((how) => [how, how] as const),
      'refuses credentials that are no good, and stores nothing',
      async ({ harness, accepted, stored }, how) => {
        expect(await handOf(harness, 'forge')('let me in', how)).toBe('refused');
        expect(accepted).toEqual([]);
        expect(await stored()).toEqual([]);
        expect(await harness.say('it is really me')).toBe('acknowledged');
        expect((await stored()).map(({ text }) => text)).toEqual(['it is really me']);
      },
    ),
    [
      {
        says: 'needs no credentials',
        keeps({ harness, accepted }) {
          expect(harness.hands.forge).toBeUndefined();
          expect(accepted).toEqual([]);
          return Promise.resolve();
        },
      },
    ],
  );
