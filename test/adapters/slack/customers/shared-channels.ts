import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBolt, SLACK_PATH } from '#adapters/slack/bolt.ts';
import { writeAddress } from '#adapters/slack/customers/address.ts';
import { createSlackCustomers, type SlackCustomersOptions } from '#adapters/slack/customers/server.ts';
import { runFromJournal } from '#adapters/slack/dispatch.ts';
import { createIntake, SLACK } from '#adapters/slack/inbox/intake.ts';
import { createInboxPump } from '#adapters/slack/inbox/pump.ts';
import { createPeople } from '#adapters/slack/people.ts';
import { createSlackApi } from '#adapters/slack/slack-api.ts';
import { createPace, type Pace } from '#adapters/slack/threads/pace.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import { openJournal } from '#store/journal.ts';
import type { ChannelParts } from '../../../contract/channel/harness.ts';
import { startFakeSlack } from '../fake/index.ts';
import type { FakeChannel, FakeOptions, FakePost, FakeSlack, FakeUser } from '../fake/types.ts';

type Made = ReturnType<typeof createSlackCustomers>;

/** A workspace with a channel that is shared with a customer, and the real way from there to the adapter: Bolt, journal and pump. */
export type SharedChannels = {
  readonly fake: FakeSlack;
  readonly room: FakeChannel;
  readonly customer: FakeUser;
  readonly channel: Made['channel'];
  readonly errors: unknown[];
  /** The address of the conversation in this thread. */
  addressOf(root: FakePost | string): string;
  /** A thread that stands in Slack and of which nothing came in yet. */
  thread(user?: FakeUser): FakePost;
  /** What came of the latest event that Slack has brought, or of this one, once it was worked on: `false` where that failed and will be tried again, or where it was not even taken. */
  outcome(eventId?: string): Promise<boolean>;
  /** What failed is tried again now. */
  tryAgain(eventId: string): void;
  /** What our bot has posted in a thread, as people read it. */
  said(root: FakePost): readonly string[];
  /** Timers that the adapter has open. */
  timers(): number;
  /** Another process with the same Slack and store takes the place of the one that was killed. */
  another(): Made;
  close(): Promise<void>;
};

/** Options that tests may set. */
export type SharedOptions = Partial<Pick<SlackCustomersOptions, 'patienceMs'>> & Pick<FakeOptions, 'rates'> & { readonly desk?: DeskSink; readonly pace?: (clock: Clock) => Pace };

const unescape = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Opens it over a store; the channel is not started yet. */
export async function openSharedChannels({ store, access, files, deskThreads, clock }: ChannelParts, { desk, rates = false, pace, patienceMs = 0 }: SharedOptions = {}): Promise<SharedChannels> {
  const fake = await startFakeSlack({ clock, rates });
  const customer = fake.users.add({ name: 'Ada Acme', teamId: 'TACME', email: 'ada@acme.example', locale: 'zh-CN' });
  const room = fake.channels.add('acme', { isShared: true, members: [customer] });
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const api = await createSlackApi({ token: fake.botToken, apiUrl: fake.apiUrl });
  const identity = () => ({ teamId: fake.team.id, botId: fake.bot.botId, botUserId: fake.bot.userId });
  const people = createPeople({ api, access, clock, language: () => 'zh', identity });
  let open = 0;
  const counted: Clock = {
    now: () => clock.now(),
    after(ms, call) {
      open += 1;
      let isOpen = true;
      const end = (): void => {
        if (isOpen) open -= 1;
        isOpen = false;
      };
      const cancel = clock.after(ms, () => (end(), call()));
      return () => (end(), cancel());
    },
  };
  const make = (): Made =>
    createSlackCustomers(
      {
        store,
        files,
        threads: deskThreads,
        clock: counted,
        channels: [{ channel: room.id, language: 'zh' }],
        desk: () => {
          if (!desk) throw new Error('this test has no desk');
          return desk;
        },
        onError,
        pace: pace?.(clock) ?? createPace(clock, { post: 0 }),
        patienceMs,
      },
      { api, people, identity },
    );
  const made = make();

  const folder = await mkdtemp(path.join(tmpdir(), 'baton-journal-'));
  const journal = openJournal(path.join(folder, 'journal.sqlite'), { onDamage: onError });
  const outcomes = new Map<string, PromiseWithResolvers<boolean>>();
  const outcomeOf = (key: string): PromiseWithResolvers<boolean> => {
    const known = outcomes.get(key) ?? Promise.withResolvers<boolean>();
    outcomes.set(key, known);
    return known;
  };
  const bolt = await createBolt({
    token: fake.botToken,
    signingSecret: fake.signingSecret,
    appToken: '',
    apiUrl: fake.apiUrl,
    identity,
    intake: createIntake({ journal, clock, atOnce: () => Promise.resolve(undefined), passing: () => Promise.resolve(), onKept: () => pump.kick(), onError }),
  });
  const { work, keyOf } = runFromJournal(bolt.app);
  type Fields = Readonly<Record<string, unknown>>;
  bolt.app.event('message', ({ event, body }) => made.hook.message(event as unknown as Fields, keyOf(body)));
  bolt.app.action({ type: 'block_actions' }, ({ body }) => made.hook.press(body as unknown as Fields, keyOf(body)));
  const pump = createInboxPump({
    journal,
    source: SLACK,
    clock,
    work: (entry) =>
      work(entry).then(
        () => outcomeOf(entry.key).resolve(true),
        (error: unknown) => {
          // It is settled when the journal knows when to try again.
          setImmediate(() => outcomeOf(entry.key).resolve(false));
          throw error;
        },
      ),
    onGivenUp: (_, error) => Promise.resolve(onError(error)),
    onError,
  });
  const server = createServer((request, response) => bolt.http?.(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  if (!(await fake.connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}${SLACK_PATH}`))) throw new Error('Slack cannot reach the app');

  const rootOf = (root: FakePost | string): string => (typeof root === 'string' ? root : root.ts);
  return {
    fake,
    room,
    customer,
    channel: made.channel,
    errors,
    addressOf: (root) => writeAddress({ team: fake.team.id, room: room.id, root: rootOf(root) }),
    thread: (user = customer) => fake.say(user, room.id, '(this stood there before)', { times: 0 }),
    async outcome(eventId) {
      const delivery = eventId === undefined ? fake.deliveries.at(-1) : fake.deliveries.findLast(({ id }) => id === eventId);
      if (!delivery) throw new Error('Slack has brought nothing');
      await delivery.settled;
      return delivery.acked && outcomeOf(delivery.kind === 'events_api' ? delivery.id : `press:${String(delivery.body['trigger_id'])}`).promise;
    },
    tryAgain(eventId) {
      outcomes.delete(eventId);
      clock.advance(60_000);
      pump.kick();
    },
    said: (root) =>
      fake
        .thread(room.id, root.ts)
        .filter(({ botId }) => botId !== undefined)
        .map((post) => unescape(fake.read(post))),
    timers: () => open,
    another: make,
    async close() {
      await made.channel.stop();
      await pump.stop();
      await fake.idle();
      await fake.close();
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
      await journal.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
