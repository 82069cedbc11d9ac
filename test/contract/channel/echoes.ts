import { expect } from 'vitest';
import { handOf } from './harness.ts';
import { type Part, whetherIt } from './promise.ts';

/** What comes from us, or from other programs, is nothing that a customer has said. */
export const ownMessages: Part = (under) => [
  {
    says: 'does not take what it has sent for something that the customer says',
    async keeps({ harness, speak, accepted, stored }) {
      await harness.say('hello');
      await speak([{ text: 'an answer', extras: { quickReplies: [{ label: 'yes', text: 'yes' }] } }]);
      await harness.read(harness.channel.capabilities.delivery === 'pull' ? 2 : 1);
      expect(accepted).toHaveLength(1);
      expect((await stored()).filter(({ author }) => author === 'customer')).toHaveLength(1);
    },
  },
  ...whetherIt(
    under,
    'echo',
    (['own', 'of another program'] as const).map((whose) => ({
      says: `takes in no message that is ${whose === 'own' ? 'its own' : whose}`,
      async keeps({ harness, accepted, stored }) {
        await harness.say('hello');
        await handOf(harness, 'echo')('I am a program', whose);
        expect(accepted.map(({ text }) => text)).toEqual(['hello']);
        await harness.say('and then?');
        expect((await stored()).map(({ text }) => text)).toEqual(['hello', 'and then?']);
      },
    })),
    [
      {
        says: 'never hears what programs say',
        keeps({ harness }) {
          expect(harness.hands.echo).toBeUndefined();
          return Promise.resolve();
        },
      },
    ],
  ),
];
