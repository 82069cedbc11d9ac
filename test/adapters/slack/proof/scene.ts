import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Staff } from '#core/ports/access-store.ts';
import { systemClock } from '#worker/clock.ts';
import { type FakeChannel, type FakeOptions, type FakePost, type FakeSlack, type FakeUser, startFakeSlack } from '../fake/index.ts';
import { CHANNEL, openSlackBaton, type SlackBaton, type SlackBatonOptions, type SlackPlace } from './slack-baton.ts';

/** A workspace with one room, one colleague in it, and a Baton connected to it. */
export type Scene = {
  readonly fake: FakeSlack;
  readonly room: FakeChannel;
  readonly place: SlackPlace;
  readonly ann: FakeUser;
  readonly staff: Staff;
  readonly baton: SlackBaton;
  /** A customer asks for a person; resolves to the card that stands in the room, and the conversation's id. */
  handOver(address: string): Promise<{ readonly id: string; readonly card: FakePost }>;
  /** What the customer at an address got, texts in order; each message once. */
  customerSaw(address: string): readonly string[];
  close(): Promise<void>;
};

/** How it begins. `by`: Slack brings things by HTTP at first. */
export type SceneOptions = { readonly fake?: FakeOptions; readonly baton?: Partial<SlackBatonOptions>; readonly by?: 'http' | 'socket' };

/** Opens it. */
export async function openScene({ fake: fakeOptions = {}, baton: batonOptions = {}, by = 'http' }: SceneOptions = {}): Promise<Scene> {
  const fake = await startFakeSlack({ rates: false, ...fakeOptions });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'baton-slack-'));
  const ann = fake.users.add({ name: 'Ann', email: 'ann@example.com', locale: 'en-US' });
  const room = fake.channels.add('service', { members: [ann] });
  const place: SlackPlace = { apiUrl: fake.apiUrl, botToken: fake.botToken, signingSecret: by === 'http' ? fake.signingSecret : '', ...(by === 'socket' ? { appToken: fake.appToken } : {}), room: room.id };
  const baton = await openSlackBaton({ place, dataDir, clock: fakeOptions.clock ?? systemClock, ...batonOptions });
  const staff = await baton.hire('Ann', 'ann@example.com');
  if (by === 'http') await fake.connectTo(baton.eventsUrl);
  else await fake.until(() => fake.sockets.count() === 1);
  return {
    fake, room, place, ann, staff, baton,
    async handOver(address) {
      const before = new Set(fake.posts(room.id).map(({ ts }) => ts));
      await baton.customers.accept({ channel: CHANNEL, address, externalId: `${address}-first`, text: '转人工', language: 'zh' });
      const card = await fake.until(() => fake.posts(room.id).find(({ ts, threadTs }) => threadTs === undefined && !before.has(ts)));
      return { id: baton.store.idOf(CHANNEL, address), card };
    },
    customerSaw: (address) => [...new Map(baton.sent.filter((one) => one.address === address).map(({ message }) => [message.id, message.text])).values()],
    async close() {
      await baton.close();
      await fake.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Everything people read in a thread, replies of the fake's people left out. */
export const readThread = (fake: FakeSlack, card: FakePost): readonly string[] => fake.thread(card.channel, card.ts).filter(({ botId }) => botId !== undefined).map((post) => fake.read(post));
