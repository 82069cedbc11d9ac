import { expect } from 'vitest';
import { isBatonError } from '#core/errors.ts';
import type { Message } from '#core/message.ts';
import type { Stage } from './stage.ts';
import { handOf } from './harness.ts';
import { type Part, whetherIt } from './promise.ts';

const SECRET = 'a secret of somebody else';
/** Addresses of other channels, of nobody, and such as somebody makes up who wants to reach further than they may. */
const STRANGE = ['', 'somebody-else', 'terminal:root', '../../etc/passwd', 'https://evil.example/?to=me', 'web/1/2/3/4/5', '__proto__', '🙂\u0000'];

const bySomebody = async ({ stored }: Stage): Promise<Message> => {
  const [asked] = await stored();
  if (!asked) throw new Error('nothing was stored');
  return { ...asked, author: 'bot', text: SECRET };
};

/** Who is reached, and who is not. */
export const addresses: Part = (under) => [
  {
    says: 'gives a person the same address each time',
    async keeps({ harness, accepted }) {
      await harness.say('one');
      await harness.say('two');
      expect(accepted.map(({ address }) => address)).toEqual([harness.address, harness.address]);
    },
  },
  {
    says: 'sends nothing to anybody but the one who is addressed',
    async keeps(stage) {
      const { harness, speak } = stage;
      await harness.say('hello');
      const message = await bySomebody(stage);
      for (const [i, address] of STRANGE.entries()) {
        // A channel that does not reach an address says so: to be tried by whoever does, or never.
        await harness.channel.send(address, { ...message, id: `${message.id}${i}` }).catch((error: unknown) => expect(isBatonError(error), `what it throws for the address ${JSON.stringify(address)}: ${String(error)}`).toBe(true));
      }
      await speak([{ text: 'for you' }]);
      const shown = await harness.read(harness.channel.capabilities.delivery === 'pull' ? 2 : 1);
      expect(shown.at(-1)).toContain('for you');
      expect(shown.join('\n')).not.toContain(SECRET);
    },
  },
  ...whetherIt(
    under,
    'neighbour',
    [
      {
        says: 'keeps two people apart',
        async keeps({ harness, speak, stored }) {
          const other = await handOf(harness, 'neighbour')();
          expect(other.address).not.toBe(harness.address);
          await harness.say('mine', 'outside-mine');
          await other.say('theirs', 'outside-theirs');
          await speak([{ text: 'an answer to me' }]);
          await speak([{ text: 'an answer to them' }], other);
          const first = harness.channel.capabilities.delivery === 'pull' ? 1 : 0;
          expect((await harness.read(first + 1)).slice(first)).toEqual([expect.stringContaining('an answer to me')]);
          expect((await other.read(first + 1)).slice(first)).toEqual([expect.stringContaining('an answer to them')]);
          expect((await stored(other)).filter(({ author }) => author === 'customer').map(({ text }) => text)).toEqual(['theirs']);
        },
      },
    ],
    [
      {
        says: 'has one person only',
        async keeps({ harness, accepted }) {
          for (const text of ['one', 'two', 'three']) await harness.say(text);
          expect(new Set(accepted.map(({ address }) => address)).size).toBe(1);
        },
      },
    ],
  ),
];
