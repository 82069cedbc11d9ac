import { expect } from 'vitest';
import { type Part, whetherIt } from './promise.ts';

/** What comes twice. */
export const redelivery: Part = (under) =>
  whetherIt(
    under,
    'outsideIds',
    [
      {
        says: 'hands on the same outside id unchanged, so that a message that comes again is stored once',
        async keeps({ harness, accepted, stored }) {
          expect([await harness.say('好', 'outside-1'), await harness.say('好', 'outside-1'), await harness.say('好', 'outside-2')]).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
          expect(await stored()).toHaveLength(2);
          expect(new Set(accepted.map(({ externalId }) => externalId)).size).toBe(2);
        },
      },
      {
        says: 'stores a message once that comes several times at the same moment',
        async keeps({ harness, stored }) {
          const answers = await Promise.all(Array.from({ length: 4 }, () => harness.say('好', 'outside-1')));
          expect(answers).toEqual(['acknowledged', 'acknowledged', 'acknowledged', 'acknowledged']);
          expect(await stored()).toHaveLength(1);
        },
      },
    ],
    [
      {
        says: 'gives each message an id of its own',
        async keeps({ harness, accepted, stored }) {
          for (const id of ['outside-1', 'outside-1', 'outside-2']) expect(await harness.say('好', id)).toBe('acknowledged');
          expect(await stored()).toHaveLength(3);
          expect(new Set(accepted.map(({ externalId }) => externalId)).size).toBe(3);
        },
      },
    ],
  );
