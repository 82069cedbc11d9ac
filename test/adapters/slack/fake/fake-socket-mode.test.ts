import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestClock, type TestClock } from '../../../support/test-clock.ts';
import { type FakeSlack, type FakeUser, startFakeSlack } from './index.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, setLevel: () => undefined, setName: () => undefined, getLevel: () => LogLevel.ERROR };

let clock: TestClock;
let slack: FakeSlack;
let ann: FakeUser;
let room: string;
const apps: App[] = [];
const heard: string[] = [];

async function connect(): Promise<App> {
  const app = new App({ receiver: new SocketModeReceiver({ appToken: slack.appToken, logger: quiet, installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } } }), logger: quiet, clientOptions: { slackApiUrl: slack.apiUrl }, authorize: () => Promise.resolve({ botToken: slack.botToken, botId: slack.bot.botId, botUserId: slack.bot.userId }) });
  app.message(({ message }) => Promise.resolve(void heard.push((message as { text?: string }).text ?? '')));
  app.command('/baton', ({ ack }) => ack({ text: 'here' }));
  apps.push(app);
  await app.start();
  return app;
}

beforeEach(async () => {
  heard.length = 0;
  clock = createTestClock();
  slack = await startFakeSlack({ clock });
  ann = slack.users.add({ name: 'Ann' });
  room = slack.channels.add('support', { members: [ann] }).id;
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.stop()));
  await slack.close();
});

test('events and commands go through a socket, and what came before it waits for it', async () => {
  slack.say(ann, room, 'early');
  await connect();
  slack.say(ann, room, 'hello');
  await slack.until(() => heard.length === 2);
  expect(heard).toEqual(['early', 'hello']);
  await slack.command(ann, '/baton');
  expect(slack.ephemerals(ann).map(({ text }) => text)).toEqual(['here']);
});

test('what a dead line did not acknowledge comes again on the next one', async () => {
  await connect();
  slack.sockets.halfOpen();
  slack.say(ann, room, 'into the void');
  await slack.until(() => slack.deliveries.length === 1 && slack.deliveries[0]?.attempts.length === 1);
  expect(heard).toEqual([]);
  clock.advance(30_000);
  await connect();
  await slack.until(() => heard.length > 0);
  expect(slack.sockets.count()).toBe(1);
});

test('two lines share what comes, and a refreshed one is closed after a while', async () => {
  await connect();
  await connect();
  for (let i = 0; i < 4; i++) slack.say(ann, room, String(i));
  await slack.until(() => heard.length === 4);
  expect(heard.toSorted()).toEqual(['0', '1', '2', '3']);
  slack.sockets.disconnect('refresh_requested');
  await slack.until(() => slack.sockets.count() === 0);
});

test('an address is good once, and needs the app token', async () => {
  const open = (token: string): Promise<{ ok: boolean; url?: string; error?: string }> => fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers: { authorization: `Bearer ${token}` } }).then((response) => response.json() as Promise<{ ok: boolean }>);
  expect(await open(slack.botToken)).toMatchObject({ ok: false, error: 'not_allowed_token_type' });
  const { url = '' } = await open(slack.appToken);
  const first = new WebSocket(url);
  await slack.until(() => slack.sockets.count() === 1);
  const second = new WebSocket(url);
  await new Promise((resolve) => second.addEventListener('error', resolve));
  expect(slack.sockets.count()).toBe(1);
  first.close();
});
