import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerDirectory, CustomerRecord } from '#core/ports/customer-directory.ts';

/** A directory as its contract needs it. */
export type DirectoryUnderTest = {
  readonly name: string;
  /** A directory that knows these customers and nobody else. */
  readonly create: (customers: readonly CustomerRecord[]) => Promise<CustomerDirectory>;
};

const PEOPLE: readonly CustomerRecord[] = [
  {
    id: 'c-1',
    name: '林晓岚',
    tier: 'vip',
    language: 'zh',
    since: '2021-03-18',
    manager: '周敏',
    orders: [{ number: '20261116-0032', product: 'aircon-k3', status: 'shipped', date: '2026-11-16' }],
    notes: ['请先发消息，不要直接打电话。'],
  },
  { id: 'c-2', name: 'Sophie Laurent', tier: 'key', language: 'en', orders: [], notes: [] },
  { id: 'C-1', name: 'Somebody else', tier: 'small', language: 'en', orders: [], notes: [] },
];
const STRANGERS = ['c-3', '', ' ', 'c-1 ', 'c', '林晓岚', '__proto__', 'constructor', 'toString', "' or 1=1 --", '\u0000', '\ud800', 'x'.repeat(100_000)];

/** What every customer directory promises. */
export function describeDirectory({ name, create }: DirectoryUnderTest): void {
  describe(`${name} keeps what a customer directory promises`, () => {
    let directory: CustomerDirectory;
    beforeAll(async () => {
      directory = await create(PEOPLE);
    });

    it.each(PEOPLE)('knows everything about $id', async (person) => {
      expect(await directory.find(person.id)).toMatchObject(person);
    });

    it.each(STRANGERS)('knows nobody as %j', async (id) => {
      expect(await directory.find(id)).toBeUndefined();
    });

    it('answers many at once, each with its own', async () => {
      const ids = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 'c-1' : 'c-2'));
      expect((await Promise.all(ids.map((id) => directory.find(id)))).map((found) => found?.id)).toEqual(ids);
    });
  });
}
