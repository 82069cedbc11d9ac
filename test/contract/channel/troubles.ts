import { expect } from 'vitest';
import { handOf } from './harness.ts';
import { type Part, whetherIt } from './promise.ts';
import type { Stage, Settled } from './stage.ts';

const said = (count: number): { readonly text: string }[] => Array.from({ length: count }, (_, i) => ({ text: `answer number ${i}.` }));
const sent = (count: number): Settled[] => Array.from({ length: count }, () => 'sent');

/** Everything that the person can read, once the last answer is there; nothing more may come behind it. */
const numbers = async ({ harness }: Stage, count: number): Promise<(string | undefined)[]> => (await harness.read(count)).map((text) => /answer number (\d+)/.exec(text)?.[1]);

/** What happens when the other side asks to wait, is away, or refuses. */
export const troubles: Part = (under) =>
  whetherIt(
    under,
    'trouble',
    [
      {
        says: 'waits as long as the other side asks, and then sends everything in order, once',
        async keeps(stage) {
          await stage.harness.say('hello');
          const { tries } = handOf(stage.harness, 'trouble')({ kind: 'limited', retryAfterMs: 7_000 });
          expect(await stage.speak(said(3))).toEqual(sent(3));
          expect(await numbers(stage, 3)).toEqual(['0', '1', '2']);
          // One try was refused; whoever comes back before the time is over tries more often.
          expect(tries()).toBeLessThanOrEqual(4);
        },
      },
      {
        says: 'gets over an outage: everything arrives in order, once',
        async keeps(stage) {
          await stage.harness.say('hello');
          await stage.speak([{ text: 'answer number 0.' }]);
          handOf(stage.harness, 'trouble')({ kind: 'away', times: 4 });
          expect(await stage.speak(said(4).slice(1))).toEqual(sent(3));
          expect(await numbers(stage, 4)).toEqual(['0', '1', '2', '3']);
        },
      },
      {
        says: 'posts nothing twice when the answer to it is lost',
        async keeps(stage) {
          await stage.harness.say('hello');
          handOf(stage.harness, 'trouble')({ kind: 'answer lost' });
          expect(await stage.speak(said(3))).toEqual(sent(3));
          expect(await numbers(stage, 3)).toEqual(['0', '1', '2']);
        },
      },
      {
        says: 'posts nothing twice that is sent again after a crash',
        async keeps(stage) {
          await stage.harness.say('hello');
          await stage.speak(said(1));
          const message = (await stage.stored()).at(-1);
          if (!message) throw new Error('nothing was said');
          await stage.harness.channel.send(stage.harness.address, message);
          await stage.speak([{ text: 'answer number 1.' }]);
          expect(await numbers(stage, 2)).toEqual(['0', '1']);
        },
      },
      {
        says: 'gives up what is refused for good, and goes on with the next',
        async keeps(stage) {
          await stage.harness.say('hello');
          handOf(stage.harness, 'trouble')({ kind: 'refused' });
          expect(await stage.speak(said(2))).toEqual(['failed', 'sent']);
          expect(await numbers(stage, 1)).toEqual(['1']);
        },
      },
    ],
    [
      {
        says: 'depends on nobody to bring a message',
        async keeps(stage) {
          await stage.harness.say('hello');
          expect(await stage.speak(said(3))).toEqual(sent(3));
        },
      },
    ],
  );
