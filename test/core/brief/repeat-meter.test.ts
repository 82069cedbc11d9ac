import { expect, it } from 'vitest';
import { createRepeatMeter } from '#core/brief/repeats.ts';
import type { PastHandover } from '#core/ports/past-case-store.ts';
import { INTENTS, message, MINUTE, NOON, understanding } from '../samples.ts';

const order = { kind: 'order', value: '20261107-0032', text: '20261107-0032', start: 0, end: 13 } as const;
/** A handover in which the agent asks for an order number, which the customer has given or not. */
const ended = (id: string, endedAt: number, isRepeated: boolean): PastHandover => ({
  id,
  conversationId: `c-${id}`,
  segment: 1,
  customerName: '',
  closeReason: 'resolved',
  rating: undefined,
  openedAt: NOON,
  endedAt,
  lines: [
    { message: message({ seq: 1, text: '退款没到', at: NOON }), understanding: understanding({ entities: isRepeated ? [order] : [] }) },
    { message: message({ seq: 2, author: 'agent', text: '请问您的订单号是多少？', at: NOON + MINUTE }), understanding: undefined },
  ],
});

it('a handover whose words are still on their way is read again', async () => {
  const { lines, ...rest } = ended('a', NOON, true);
  const answers: (readonly PastHandover[])[] = [[], [{ ...rest, lines: lines.slice(0, 1) }], [{ ...rest, lines }]];
  const meter = createRepeatMeter({ recent: async () => [{ id: 'a', endedAt: NOON }], read: async () => answers.shift() ?? expect.fail('read once too often') }, INTENTS);
  expect(await meter.measure(NOON)).toMatchObject({ answered: 0, rate: null });
  expect(await meter.measure(NOON)).toMatchObject({ answered: 0, rate: null });
  expect(await meter.measure(NOON)).toMatchObject({ answered: 1, rate: 1 });
  expect(await meter.measure(NOON)).toMatchObject({ answered: 1, rate: 1 });
});

it('the repeat-yourself rate reads each handover once, and forgets those that are too old', async () => {
  const all = [ended('a', NOON, true), ended('b', NOON + MINUTE, false)];
  const read: string[] = [];
  const meter = createRepeatMeter(
    {
      recent: async (since) => all.filter(({ endedAt }) => endedAt >= since),
      read: async (ids) => {
        read.push(...ids);
        return all.filter(({ id }) => ids.includes(id));
      },
    },
    INTENTS,
  );
  expect(await meter.measure(NOON)).toEqual({ since: NOON, answered: 2, repeated: 1, rate: 0.5, kinds: { order: 1 } });
  all.push(ended('c', NOON + 2 * MINUTE, true));
  expect(await meter.measure(NOON)).toMatchObject({ answered: 3, repeated: 2, kinds: { order: 2 } });
  expect(read).toEqual(['a', 'b', 'c']);
  expect(await meter.measure(NOON + MINUTE)).toMatchObject({ answered: 2, repeated: 1, rate: 0.5 });
  expect(await meter.measure(NOON + 10 * MINUTE)).toMatchObject({ answered: 0, rate: null, kinds: {} });
});
