import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startCare } from '#src/compose-care.ts';
import { carePolicy } from './core/care/care-shop.ts';
import { openTempStore, type TempStore } from './support/temp-store.ts';
import { createTestClock } from './support/test-clock.ts';

let temp: TempStore;
beforeEach(async () => {
  temp = await openTempStore();
});
afterEach(() => temp.close());

it('says in one line of the log how many customers the directory could not be asked about', async () => {
  const clock = createTestClock();
  const policy = await carePolicy();
  for (const customerId of ['c-1', 'c-2', 'c-3']) {
    const { conversation } = await temp.store.accept({ channel: 'web', address: customerId, externalId: customerId, text: '同意接收', language: 'zh', customerId }, clock.now());
    await temp.store.update(conversation.id, () => ({ care: { consent: [{ scope: 'care', isGiven: true, wording: '同意' }] } }), clock.now());
  }
  const line = Promise.withResolvers<string>();
  const log = pino({ level: 'warn' }, { write: (text: string) => line.resolve(text) });
  const directory = { find: (id: string) => (id === 'c-2' ? Promise.resolve(undefined) : Promise.reject(new Error('no answer'))) };
  const care = startCare({ ...temp, directory, policy: () => policy, clock, log });
  clock.advance(60_000);
  expect(JSON.parse(await line.promise)).toMatchObject({ conversation: temp.store.idOf('web', 'c-1'), count: 2, err: { message: expect.stringContaining('no answer') } });
  care.stop();
});
