import { afterEach, describe, expect, it } from 'vitest';
import { watchHealth } from '#adapters/slack/health.ts';
import { createSlackApi } from '#adapters/slack/slack-api.ts';
import { sayTrouble } from '#adapters/slack/trouble-words.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { type FakeSlack, startFakeSlack } from './fake/index.ts';
import { openSlackRoom } from './slack-room.ts';

describe('the connection to Slack', () => {
  let fake: FakeSlack;
  afterEach(() => fake.close());

  it('is looked at every half a minute: what is lost is noticed within a minute, named, and heals by itself', async () => {
    const clock = createTestClock();
    fake = await startFakeSlack({ rates: false });
    const room = fake.channels.add('service');
    const api = await createSlackApi({ token: fake.botToken, apiUrl: fake.apiUrl });
    const changes = [Promise.withResolvers<readonly string[]>()];
    const health = watchHealth({ api: () => api, clock, rooms: () => [room.id], requests: () => undefined, onChange: (troubles) => changes.at(-1)?.resolve(troubles.map(({ what, detail }) => `${what}: ${detail}`)) });
    const within = async (make: () => void): Promise<readonly string[]> => {
      const next = Promise.withResolvers<readonly string[]>();
      changes.push(next);
      make();
      for (let seconds = 0; seconds < 60; seconds += 15) {
        clock.advance(15_000);
        await health.look();
      }
      return next.promise;
    };
    await health.look();
    expect(await changes[0]?.promise).toEqual([]);
    expect(health.identity()).toMatchObject({ botId: fake.bot.botId, botUserId: fake.bot.userId, teamId: fake.team.id });
    expect(await within(() => fake.channels.archive(room.id))).toEqual(['room: #service (is_archived)']);
    expect(await within(() => fake.channels.unarchive(room.id))).toEqual([]);
    expect(await within(() => fake.channels.removeBot(room.id))).toEqual([expect.stringMatching(/^room: #service/)]);
    expect(await within(() => fake.channels.inviteBot(room.id))).toEqual([]);
    expect(await within(() => fake.trouble.removeScope('reactions:write'))).toEqual(['scope: reactions:write']);
    expect(await within(() => fake.trouble.addScope('reactions:write'))).toEqual([]);
    expect(await within(() => fake.trouble.revokeToken(true))).toEqual([expect.stringMatching(/^token: /)]);
    expect(await within(() => fake.trouble.restoreToken())).toEqual([]);
    expect(await within(() => fake.trouble.refuse())).toEqual([expect.stringMatching(/^away: /)]);
    expect(await within(() => fake.trouble.clear())).toEqual([]);
    health.stop();
    expect(clock.waiting()).toBe(0);
  });

  it('says when a room of the staff is read by another company; channels of customers are meant to be', async () => {
    fake = await startFakeSlack({ rates: false });
    const [staff, customers] = [fake.channels.add('service', { isShared: true }), fake.channels.add('acme', { isShared: true })];
    const api = await createSlackApi({ token: fake.botToken, apiUrl: fake.apiUrl });
    const health = watchHealth({ api: () => api, clock: createTestClock(), rooms: () => [staff.id, customers.id], mayBeShared: (channel) => channel === customers.id, requests: () => undefined, onChange: () => undefined });
    await health.look();
    expect(health.troubles()).toMatchObject([{ what: 'shared', detail: '#service (is_ext_shared)' }]);
    health.stop();
  });

  it('is told to leads in words with the next step', () => {
    expect(sayTrouble({ what: 'room', detail: '#service (is_archived)', since: 0 }).en).toContain('#service (archived)');
    fake = { close: () => Promise.resolve() } as FakeSlack;
  });
});

describe('without a signing secret and without an app token', () => {
  it('nothing is taken, whatever its signature, and that is said', async () => {
    const room = await openSlackRoom({ by: 'nothing' });
    try {
      await room.start();
      const answer = await fetch(room.url, { method: 'POST', body: '{"type":"url_verification","challenge":"x"}', headers: { 'content-type': 'application/json' } });
      expect(answer.status).toBe(401);
      const status = await room.until(async () => {
        const found = await room.slack.status();
        return found.state === 'trouble' && found;
      });
      expect(status).toMatchObject({ in: [], troubles: [{ what: 'requests' }] });
    } finally {
      await room.close();
    }
  });
});
