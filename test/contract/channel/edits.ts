import { expect } from 'vitest';
import { BatonError } from '#core/errors.ts';
import type { MessageChange } from '#core/message.ts';
import { handOf } from './harness.ts';
import { type Part, whetherIt } from './promise.ts';
import type { Stage } from './stage.ts';

const first = ({ harness }: Stage): number => (harness.channel.capabilities.delivery === 'pull' ? 1 : 0);

const NEXT = ['还有别的问题吗？', '祝您愉快。'];

/** An agent says something and changes it, or takes it back, and says two things more. */
async function sayAndChange(stage: Stage, change: MessageChange): Promise<void> {
  const { harness, speak, commit, stored } = stage;
  await harness.say('hello');
  await speak([{ author: 'agent', text: '您的退款是 500 元。', extras: { agentName: '陈静' } }]);
  await harness.read(first(stage) + 1);
  const message = (await stored()).at(-1);
  if (!message) throw new Error('nothing was said');
  // A channel without edits gets a correction as a message of its own; a removal brings nothing.
  await commit({ edits: [{ messageId: message.id, change }] });
  await speak(NEXT.map((text) => ({ author: 'agent', text, extras: { agentName: '陈静' } })));
}

/** What was changed or taken back after it was sent, by staff and by the customer. */
export const edits: Part = (under) => [
  {
    says: 'brings what an agent changes to the customer, as a correction in words where nothing can be changed',
    async keeps(stage) {
      await sayAndChange(stage, { kind: 'text', text: '您的退款是 50 元。' });
      if (stage.harness.channel.capabilities.edits) {
        const shown = await stage.readOn(first(stage), 3);
        expect(shown).toEqual(['您的退款是 50 元。', ...NEXT].map((text) => expect.stringContaining(text) as string));
        expect(shown.join('\n')).not.toContain('500 元');
        return;
      }
      const shown = await stage.readOn(first(stage), 4);
      expect(shown).toEqual(['500 元', '您的退款是 50 元。', ...NEXT].map((text) => expect.stringContaining(text) as string));
      expect(shown[1], 'a correction says that it is one').toMatch(/更正|更改|修改|[Cc]orrect/);
    },
  },
  {
    says: 'takes away what an agent takes back, and lets it be where nothing can be taken away',
    async keeps(stage) {
      await sayAndChange(stage, { kind: 'removed' });
      if (stage.harness.channel.capabilities.edits) {
        const shown = (await stage.readOn(first(stage), 2)).join('\n');
        expect(shown).not.toContain('500 元');
        expect(shown).toContain(NEXT[0]);
        return;
      }
      const shown = await stage.readOn(first(stage), 3);
      expect(shown).toEqual(['500 元', ...NEXT].map((text) => expect.stringContaining(text) as string));
    },
  },
  ...whetherIt(
    under,
    'change',
    [
      {
        says: 'hands on what the customer changes, under the id of the message, before it acknowledges',
        async keeps({ harness, edits: handed, stored, accepted, log }) {
          await harness.say('我的订单是 A1', 'outside-1');
          log.length = 0;
          log.push(await handOf(harness, 'change')('outside-1', '我的订单是 A2'));
          expect(log).toEqual(['stored', 'acknowledged']);
          expect(handed).toMatchObject([{ channel: harness.channel.name, address: harness.address, externalId: accepted[0]?.externalId, change: { kind: 'text', text: '我的订单是 A2' } }]);
          expect((await stored()).map(({ text }) => text)).toEqual(['我的订单是 A2']);
        },
      },
      {
        says: 'does not acknowledge a change that is not stored',
        async keeps({ harness, fail, stored }) {
          await harness.say('我的订单是 A1', 'outside-1');
          fail(new BatonError('unavailable', 'no space'));
          expect(await handOf(harness, 'change')('outside-1', '我的订单是 A2')).toBe('refused');
          fail(undefined);
          expect(await handOf(harness, 'change')('outside-1', '我的订单是 A2')).toBe('acknowledged');
          expect((await stored()).map(({ text }) => text)).toEqual(['我的订单是 A2']);
        },
      },
    ],
    [
      {
        says: 'never changes what the customer said',
        async keeps({ harness, edits: handed, stored }) {
          for (const text of ['one', 'two']) await harness.say(text);
          expect(handed).toEqual([]);
          expect((await stored()).some(({ editedAt }) => editedAt !== undefined)).toBe(false);
        },
      },
    ],
  ),
  ...whetherIt(
    under,
    'remove',
    [
      {
        says: 'hands on what the customer takes back',
        async keeps({ harness, edits: handed, stored }) {
          await harness.say('我的密码是 1234', 'outside-1');
          expect(await handOf(harness, 'remove')('outside-1')).toBe('acknowledged');
          expect(handed).toMatchObject([{ address: harness.address, change: { kind: 'removed' } }]);
          expect((await stored()).map(({ text }) => text)).toEqual(['']);
        },
      },
    ],
    [
      {
        says: 'never takes back what the customer said',
        async keeps({ harness, stored }) {
          await harness.say('one');
          expect((await stored()).map(({ text, removedAt }) => [text, removedAt])).toEqual([['one', undefined]]);
        },
      },
    ],
  ),
];
