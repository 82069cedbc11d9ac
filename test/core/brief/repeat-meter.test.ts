import { describe, expect, it } from 'vitest';
import { createRepeatMeter } from '#core/brief/repeats.ts';
import type { CustomerDirectory, CustomerRecord } from '#core/ports/customer-directory.ts';
import type { PastHandover } from '#core/ports/past-case-store.ts';
import { INTENTS, message, MINUTE, NOON, understanding } from '../samples.ts';

const order = { kind: 'order', value: '20261107-0032', text: '20261107-0032', start: 0, end: 13 } as const;
const NOBODY: CustomerDirectory = { find: async () => undefined };
/** A handover in which the agent asks for an order number, which the customer has given or not. */
const ended = (id: string, endedAt: number, isRepeated: boolean): PastHandover => ({
  id,
  conversationId: `c-${id}`,
  segment: 1,
  customerId: 'c-1',
  customerName: '',
  corrections: [],
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
  const meter = createRepeatMeter({ recent: async () => [{ id: 'a', endedAt: NOON }], read: async () => answers.shift() ?? expect.fail('read once too often') }, INTENTS, NOBODY);
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
    NOBODY,
  );
  expect(await meter.measure(NOON)).toEqual({ since: NOON, from: NOON, to: NOON + MINUTE, isCut: false, answered: 2, repeated: 1, rate: 0.5, kinds: { order: 1 } });
  all.push(ended('c', NOON + 2 * MINUTE, true));
  expect(await meter.measure(NOON)).toMatchObject({ answered: 3, repeated: 2, kinds: { order: 2 } });
  expect(read).toEqual(['a', 'b', 'c']);
  expect(await meter.measure(NOON + MINUTE)).toMatchObject({ answered: 2, repeated: 1, rate: 0.5 });
  expect(await meter.measure(NOON + 10 * MINUTE)).toMatchObject({ from: null, to: null, answered: 0, rate: null, kinds: {} });
});

describe('what the directory knew', () => {
  const record = (...dates: string[]): CustomerRecord => ({ id: 'c-1', name: '', tier: 'regular', language: 'zh', notes: [], orders: dates.map((date, i) => ({ number: `20261107-000${i}`, product: '冰箱', status: 'shipped', date })) });
  const measure = async (directory: CustomerDirectory) => {
    const meter = createRepeatMeter({ recent: async () => [{ id: 'a', endedAt: NOON }], read: async () => [ended('a', NOON, false)] }, INTENTS, directory);
    return { meter, first: await meter.measure(NOON) };
  };

  it('counts as shown where it was the only order at the time of the handover', async () => {
    const day = (days: number): string => new Date(NOON + days * 24 * 60 * MINUTE).toISOString().slice(0, 10);
    expect((await measure({ find: async () => record(day(-5), day(3)) })).first).toMatchObject({ repeated: 1, kinds: { order: 1 } });
    expect((await measure({ find: async () => record(day(-5), day(-3)) })).first).toMatchObject({ repeated: 0 });
    expect((await measure({ find: async () => record(day(3)) })).first).toMatchObject({ repeated: 0 });
  });

  it('is asked for again where the directory is down, and only then', async () => {
    let asked = 0;
    let isDown = true;
    const { meter, first } = await measure({
      find: async () => {
        asked += 1;
        if (isDown) throw new Error('down');
        return record('2026-11-01');
      },
    });
    expect(first).toMatchObject({ answered: 1, repeated: 0 });
    isDown = false;
    expect(await meter.measure(NOON)).toMatchObject({ answered: 1, repeated: 1 });
    expect(await meter.measure(NOON)).toMatchObject({ repeated: 1 });
    expect(asked).toBe(2);
  });

  it('is not asked for where no order number was', async () => {
    const { lines, ...rest } = ended('a', NOON, false);
    const meter = createRepeatMeter({ recent: async () => [{ id: 'a', endedAt: NOON }], read: async () => [{ ...rest, lines: lines.map((one) => ({ ...one, message: { ...one.message, text: '您好' } })) }] }, INTENTS, { find: () => expect.fail('asked in vain') });
    expect(await meter.measure(NOON)).toMatchObject({ answered: 1, repeated: 0 });
  });
});

it('says so where there are more handovers than are counted, and which days are', async () => {
  const many = Array.from({ length: 5_001 }, (_, i) => ended(`h-${i}`, NOON + (5_001 - i) * MINUTE, false));
  const byId = new Map(many.map((one) => [one.id, one]));
  const meter = createRepeatMeter({ recent: async (_since, limit) => many.slice(0, limit), read: async (ids) => ids.flatMap((id) => byId.get(id) ?? []) }, INTENTS, NOBODY);
  expect(await meter.measure(NOON)).toMatchObject({ since: NOON, answered: 5_000, isCut: true, from: NOON + 2 * MINUTE, to: NOON + 5_001 * MINUTE });
});
