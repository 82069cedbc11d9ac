import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestClock, type TestClock } from '../../../support/test-clock.ts';
import { judge } from './judge.ts';
import { openScene, readThread, type Scene } from './scene.ts';
import { CHANNEL } from './slack-baton.ts';

let scene: Scene;
let clock: TestClock;
let card: Awaited<ReturnType<Scene['handOver']>>['card'];
let driving: NodeJS.Timeout;

beforeEach(async () => {
  clock = createTestClock();
  // The clock of Baton and of Slack runs about fifty times as fast as the machine.
  driving = setInterval(() => clock.advance(250), 5);
  scene = await openScene({ fake: { clock } });
  ({ card } = await scene.handOver('v-1'));
});
afterEach(async () => {
  clearInterval(driving);
  await scene.close();
});

/** Looks until something holds; what it took of the clock, ms. */
async function takes(holds: () => Promise<boolean>): Promise<number> {
  const began = clock.now();
  for (const late = performance.now() + 20_000; !(await holds()); ) {
    if (performance.now() > late) throw new Error('it never came');
    await new Promise((resolve) => void setImmediate(resolve));
  }
  return clock.now() - began;
}

const troubles = async (): Promise<readonly string[]> => (await scene.baton.slack.status()).troubles.map(({ what }) => what);

const TROUBLES: readonly { readonly name: string; readonly what: string; readonly make: () => void; readonly mend: () => void }[] = [
  { name: 'an archived room', what: 'room', make: () => scene.fake.channels.archive(scene.room.id), mend: () => scene.fake.channels.unarchive(scene.room.id) },
  { name: 'a room that the app was removed from', what: 'room', make: () => scene.fake.channels.removeBot(scene.room.id), mend: () => scene.fake.channels.inviteBot(scene.room.id) },
  { name: 'a revoked token', what: 'token', make: () => scene.fake.trouble.revokeToken(), mend: () => scene.fake.trouble.restoreToken() },
  { name: 'a scope that was taken away', what: 'scope', make: () => scene.fake.trouble.removeScope('chat:write'), mend: () => scene.fake.trouble.addScope('chat:write') },
  { name: 'a Slack that cannot be reached', what: 'away', make: () => scene.fake.trouble.refuse(), mend: () => scene.fake.trouble.clear() },
];

test.for(TROUBLES)('S6: $name is noticed within a minute, nothing is lost meanwhile, and all stands there in order when it is mended', async ({ what, make, mend }) => {
  make();
  const marks = ['#a-1#', '#a-2#', '#a-3#'];
  for (const mark of marks) await scene.baton.customers.accept({ channel: CHANNEL, address: 'v-1', externalId: mark, text: `${mark} 在吗`, language: 'zh' });
  expect(await takes(async () => (await troubles()).includes(what))).toBeLessThanOrEqual(60_000);
  mend();
  await takes(async () => readThread(scene.fake, card).join('\n').includes('#a-3#') && (await troubles()).length === 0);
  expect(judge({ acknowledged: marks.map((mark) => ({ mark, lane: 't' })), standing: new Map([['t', readThread(scene.fake, card).slice(1)]]) })).toEqual([]);
});

test('S6: a renamed room goes on as before', async () => {
  scene.fake.channels.rename(scene.room.id, 'service-desk');
  await scene.baton.customers.accept({ channel: CHANNEL, address: 'v-1', externalId: 'm-2', text: '#r-1#', language: 'zh' });
  await takes(async () => readThread(scene.fake, card).join('\n').includes('#r-1#'));
  expect(await troubles()).toEqual([]);
});
