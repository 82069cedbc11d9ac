import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createDeskCommands } from '#core/desk-commands.ts';
import type { Conversation } from '#core/conversation.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import type { StaffViews } from '#core/ports/staff-views.ts';
import { toStaffMessage, toSummary } from '#core/staff-view.ts';
import { transition } from '#core/transition.ts';
import { createSlackDesk, type SlackDesk, type SlackOptions } from '#adapters/slack/server.ts';
import { createPace } from '#adapters/slack/threads/pace.ts';
import { openJournal } from '#store/journal.ts';
import { systemClock } from '#worker/clock.ts';
import { openTempStore, type TempStore } from '../../support/temp-store.ts';
import { createSmallKnowledge, INTENTS, POLICY } from '../../support/small-shop.ts';
import { type FakeChannel, type FakeOptions, type FakePost, type FakeSlack, type FakeUser, startFakeSlack } from './fake/index.ts';

/** The real Slack desk with the real Bolt over a real store, connected to a fake Slack by HTTP or Socket Mode. */
export type SlackRoom = {
  readonly fake: FakeSlack;
  readonly temp: TempStore;
  readonly slack: SlackDesk;
  readonly channel: FakeChannel;
  /** What would take the steps of the staff; give another one to `start`. */
  readonly sink: DeskSink;
  /** Chen Jing, an agent, and Wang, a lead, with who they are in Slack. */
  readonly chen: { readonly staff: Staff; readonly user: FakeUser };
  readonly wang: { readonly staff: Staff; readonly user: FakeUser };
  readonly faults: unknown[];
  /** Address at which Slack reaches the desk. */
  readonly url: string;
  start(sink?: DeskSink): Promise<void>;
  /** A customer writes and waits for a person; answers with the conversation's card as soon as it stands. */
  handOver(address: string, text: string): Promise<{ readonly id: string; readonly card: FakePost }>;
  /** The conversation as it is stored. */
  conversation(id: string): Promise<Conversation>;
  /** What was said in it, by author and who sees it: `agent/staff: …`. */
  said(id: string): Promise<string[]>;
  /** Resolves when this holds; looked at after every commit and every change in Slack. */
  until<T>(look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T>;
  close(): Promise<void>;
};

const LEASE_MS = 10_000;

/** What can be other in a room. */
export type RoomOptions = FakeOptions & {
  readonly by?: 'http' | 'socket' | 'nothing';
  readonly desk?: Partial<SlackOptions>;
  /** A store that somebody else closes. */
  readonly temp?: TempStore;
};

/** Opens a room; the desk is made and not started. */
export async function openSlackRoom({ by = 'http', desk: others = {}, temp: given, ...options }: RoomOptions = {}): Promise<SlackRoom> {
  const clock = systemClock;
  const fake = await startFakeSlack({ rates: false, ...options });
  const temp = given ?? (await openTempStore(() => POLICY));
  const { store, access } = temp;
  const channel = fake.channels.add('service');
  const people = async (name: string, role: Staff['role'], email: string, locale: string): Promise<{ staff: Staff; user: FakeUser }> => {
    const staff = await access.addStaff(name, role, clock.now());
    await access.setEmail(staff.id, email);
    const user = fake.users.add({ name, email, locale });
    channel.members.add(user.id);
    return { staff, user };
  };
  const chen = await people('陈静', 'agent', 'chen@example.com', 'zh-CN');
  const wang = await people('Wang', 'lead', 'wang@example.com', 'en-US');
  const sink = createDeskCommands(store, clock, { policy: () => POLICY, staff: () => access.staff(), article: () => Promise.resolve(undefined) });
  const faults: unknown[] = [];
  const views: StaffViews = {
    async detail(id) {
      const [conversation, transcript, handovers] = [await store.conversation(id), await store.transcript(id, 2_000), await store.handovers(id)];
      if (!conversation) throw new Error('no conversation');
      const handover = handovers.at(-1);
      return { summary: toSummary(conversation, handover?.endedAt === undefined ? handover : undefined, transcript.at(-1)?.message), messages: transcript.map((line) => toStaffMessage(line, INTENTS)) };
    },
    summaries: (conversations) => Promise.all(conversations.map(async (each) => toSummary(each, (await store.openHandovers()).find(({ conversationId }) => conversationId === each.id), undefined))),
  };
  const journal = openJournal(path.join(temp.folder, 'journal.sqlite'), { onDamage: (aside) => faults.push(new Error(aside)) });
  const slack = await createSlackDesk({
    store,
    access,
    views,
    clock,
    journal,
    threads: temp.deskThreads,
    files: temp.files,
    knowledge: await createSmallKnowledge(),
    company: { zh: '小店', en: 'Small Shop' },
    teams: () => POLICY.teams,
    macros: () => [{ id: 'hello', title: { zh: '问候', en: 'Greeting' }, text: { zh: '您好，我是{agent}。', en: 'Hello, this is {agent}.' } }],
    publicUrl: () => 'https://baton.test',
    isAlone: true,
    // Slack's own pace has tests of its own.
    pace: { ...createPace(clock), went: () => undefined },
    keys: { botToken: fake.botToken, signingSecret: by === 'http' ? fake.signingSecret : '', appToken: by === 'socket' ? fake.appToken : '', apiUrl: fake.apiUrl },
    file: { language: 'zh', customers: [], rooms: { tiers: {}, teams: {}, fallback: { channel: channel.id, language: 'zh' } } },
    onTroubles: () => undefined,
    onError: (error) => void faults.push(error),
    ...others,
  });
  const server = createServer((request, response) => slack.http(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  let written = 0;
  let isClosed = false;
  const room: SlackRoom = {
    fake, temp, slack, channel, sink, chen, wang, faults, url,
    async start(given = sink) {
      await slack.desk.start(given);
      if (by === 'http' && !(await fake.connectTo(url))) throw new Error('Slack could not verify the address');
      if (by === 'socket') await fake.until(() => fake.sockets.count() > 0);
    },
    async handOver(address, text) {
      const before = new Set(fake.posts(channel.id).map(({ ts }) => ts));
      const { conversation } = await store.accept({ channel: 'web', address, externalId: `x-${++written}`, text, language: 'zh' }, clock.now());
      const lease = await store.leaseTurn(clock.now(), LEASE_MS);
      if (!lease) throw new Error('nothing waits to be taken up');
      await store.commitTurn(lease, { handledSeq: lease.conversation.lastSeq, ownership: transition(lease.conversation, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'asks-for-person', words: [], priority: 'normal', team: 'service', dueAt: clock.now() + 600_000 } }, clock.now());
      const card = await room.until(() => fake.posts(channel.id).find((post) => !before.has(post.ts) && post.threadTs === undefined));
      await room.until(async () => (await temp.deskThreads.at('slack', channel.id, card.ts)) !== undefined);
      return { id: conversation.id, card };
    },
    async conversation(id) {
      const found = await store.conversation(id);
      if (!found) throw new Error('no conversation');
      return found;
    },
    said: async (id) => (await store.transcript(id, 500)).map(({ message }) => `${message.author}/${message.visibility}: ${message.text}`),
    async until(look) {
      for (const end = Date.now() + 5_000; Date.now() < end; ) {
        const found = await look();
        if (found !== undefined && found !== false) return found;
        // A commit or a change in Slack, whichever comes first; a look every now and then costs nothing.
        const next = Promise.withResolvers<void>();
        const stop = store.subscribe(() => next.resolve());
        const cancel = clock.after(20, () => next.resolve());
        await next.promise;
        stop();
        cancel();
      }
      throw new Error(`it never came to that; faults: ${faults.map(String).join('; ')}`);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await slack.desk.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await journal.close();
      if (!given) await temp.close();
      await fake.close();
    },
  };
  return room;
}
