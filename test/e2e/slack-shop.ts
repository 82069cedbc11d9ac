import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Request } from 'playwright-core';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import { openStore } from '#store/open-store.ts';
import { type FakeChannel, type FakePost, type FakeSlack, type FakeUser, startFakeSlack } from '../adapters/slack/fake/index.ts';
import { readEvents } from '../support/event-reader.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { PROJECT } from '../support/project-files.ts';
import { launchBrowser, watchTrouble } from './browser.ts';
import { makeOpenHours } from '../support/open-hours.ts';

/** The sample shop as `npm start` serves it, with its staff in Slack and its customers in a browser. */
export type SlackShop = {
  readonly fake: FakeSlack;
  readonly baton: ServedBaton;
  readonly browser: Browser;
  /** Rooms: of complaints, of VIPs, and of everything else. */
  readonly rooms: { readonly complaints: FakeChannel; readonly vip: FakeChannel; readonly service: FakeChannel };
  readonly chen: FakeUser;
  readonly wu: FakeUser;
  /** Looks after some VIPs. */
  readonly zhou: FakeUser;
  /** What went wrong in customers' browsers. */
  readonly trouble: readonly string[];
  /** A customer's own browser. `told` is everything that Baton has told it up to and with `last`, read from its stream anew. */
  newCustomer(): Promise<{ readonly context: BrowserContext; told(last: string): Promise<string> }>;
  /** The card that stands in a room, once there is one. */
  card(room: FakeChannel): Promise<FakePost>;
  /** The post of a thread, or the card, that people read with these words in it, once it is there. */
  reads(card: FakePost, words: string | RegExp): Promise<FakePost>;
  /** Everything that people read in a thread, the card first. */
  thread(card: FakePost): string;
  close(): Promise<void>;
};

/** How long something may take to get through to Slack, at Slack's pace, ms. */
const WITHIN = 15_000;

/** Opens it; chen and wu have said nothing of how they are there, so that nobody is given a conversation without asking. */
export async function openSlackShop(): Promise<SlackShop> {
  const [folder, fake] = await Promise.all([makeLearnedFolder('slack'), startFakeSlack()]);
  const person = (name: string, email: string): FakeUser => fake.users.add({ name, email, locale: 'zh-CN' });
  const [chen, wu, zhou] = [person('陈静', 'chen@example.com'), person('吴迪', 'wu@example.com'), person('周敏', 'zhou@example.com')];
  const members = [chen, wu, zhou];
  const rooms = { complaints: fake.channels.add('complaints', { members }), vip: fake.channels.add('vip', { members }), service: fake.channels.add('service', { members }) };
  const file = path.join(folder, 'slack.yaml');
  await writeFile(file, `language: zh\nrooms:\n  tiers: { vip: ${rooms.vip.id} }\n  teams: { complaints: ${rooms.complaints.id} }\n`);
  await hire(folder, members);
  const intents = await makeOpenHours(folder);
  for (const name of ['service-language.yaml', 'macros.yaml']) await cp(path.join(PROJECT, 'intents', name), path.join(intents, name));
  const [baton, browser] = await Promise.all([
    serveBaton({ DATA_DIR: folder, INTENTS_DIR: intents, SLACK_BOT_TOKEN: fake.botToken, SLACK_SIGNING_SECRET: fake.signingSecret, SLACK_CHANNEL: rooms.service.id, SLACK_FILE: file, SLACK_API_URL: fake.apiUrl }),
    launchBrowser(),
  ]);
  if (!(await fake.connectTo(`${baton.url}/slack/events`))) throw new Error('Baton does not answer Slack.');
  const trouble: string[] = [];
  const reads: SlackShop['reads'] = (card, words) =>
    fake.until(() => fake.thread(card.channel, card.ts).find((post) => (typeof words === 'string' ? fake.read(post).includes(words) : words.test(fake.read(post)))), WITHIN);
  return {
    fake, baton, browser, rooms, chen, wu, zhou, trouble, reads,
    async newCustomer() {
      const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 860 } });
      watchTrouble(context, trouble);
      let key: string | undefined;
      context.on('request', (request: Request) => (key ??= request.url().includes('/api/web/events') ? request.headers()['authorization'] : undefined));
      return { context, told: (last) => readStream(baton.url, key ?? '', last) };
    },
    card: (room) => fake.until(() => fake.posts(room.id).find(({ threadTs }) => threadTs === undefined), WITHIN),
    thread: (card) => fake.thread(card.channel, card.ts).map((post) => fake.read(post)).join('\n--\n'),
    async close() {
      await browser.close();
      await baton.stop();
      await fake.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function hire(dataDir: string, people: readonly FakeUser[]): Promise<void> {
  const { store, access } = await openStore({ dataDir, desks: [], onTrouble: () => undefined });
  for (const { name, email = '' } of people) {
    const { id } = await access.addStaff(name, 'agent', Date.now());
    await access.setEmail(id, email);
  }
  await store.close();
}

/** What a stream that is opened anew brings, as it comes through the wire. */
async function readStream(url: string, key: string, last: string): Promise<string> {
  const ended = new AbortController();
  const stream = readEvents(await fetch(`${url}/api/web/events?after=0`, { headers: { authorization: key, accept: 'text/event-stream' }, signal: ended.signal }));
  const events = await stream.until(({ data }) => JSON.stringify(data).includes(last));
  ended.abort();
  return JSON.stringify(events.map(({ data }) => data));
}
