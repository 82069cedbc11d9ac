import { afterEach, expect, test } from 'vitest';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
afterEach(() => scene.close());

test('S2: wrong, missing and stale signatures and a body written again are refused, and nothing is stored', async () => {
  let put = 0;
  scene = await openScene({ baton: { wrapJournal: (journal) => ({ ...journal, put: (...entry) => (put++, journal.put(...entry)) }) } });
  const { id, card } = await scene.handOver('v-1');
  const before = put;
  const event = { type: 'message', channel: scene.room.id, user: scene.ann.id, text: 'forged', ts: scene.fake.clock.now() / 1000 + '', thread_ts: card.ts, channel_type: 'channel' };
  for (const signature of ['wrong', 'missing', 'reserialised', { ageSeconds: 301 }] as const) {
    const delivery = scene.fake.sendEvent(event, { signature, once: true });
    await delivery.settled;
    expect(delivery.attempts.map(({ status }) => status)).toEqual([401]);
  }
  expect(put).toBe(before);
  expect((await scene.baton.store.transcript(id, 50)).map(({ message }) => message.text)).not.toContain('forged');
});

test('S2: without a signing secret nothing is taken by HTTP, however it is signed', async () => {
  scene = await openScene({ by: 'socket' });
  const open = { type: 'url_verification', challenge: 'c' };
  for (const headers of [{}, { 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)) }]) {
    const answer = await fetch(scene.baton.eventsUrl, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(open) });
    expect(answer.status).toBe(401);
  }
});
