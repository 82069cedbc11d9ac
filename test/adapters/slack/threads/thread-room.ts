import { createDeskCommands } from '#core/desk-commands.ts';
import { readBrief } from '#core/brief/read-brief.ts';
import type { NewHandover } from '#core/change.ts';
import type { Agent, DeskSink } from '#core/ports/desk.ts';
import type { StaffViews } from '#core/ports/staff-views.ts';
import type { Language, Tier } from '#core/protocol.ts';
import { toStaffMessage, toSummary } from '#core/staff-view.ts';
import { transition } from '#core/transition.ts';
import { createPace } from '#adapters/slack/threads/pace.ts';
import { createThreadPump, type ThreadPump } from '#adapters/slack/threads/pump.ts';
import type { Rooms } from '#adapters/slack/threads/rooms.ts';
import { createSlackApi } from '#adapters/slack/slack-api.ts';
import { openTempStore, type TempStore } from '../../../support/temp-store.ts';
import { INTENTS, POLICY } from '../../../support/small-shop.ts';
import { createTestClock, type TestClock } from '../../../support/test-clock.ts';
import { startFakeSlack } from '../fake/index.ts';
import type { FakeChannel, FakeOptions, FakePost, FakeSlack } from '../fake/types.ts';

const LEASE_MS = 10_000;

/** A real store and the real pump against a fake Slack, with a clock that stands still until it is driven. */
export type ThreadRoom = {
  readonly fake: FakeSlack;
  readonly temp: TempStore;
  readonly clock: TestClock;
  readonly channel: FakeChannel;
  readonly sink: DeskSink;
  readonly agent: Agent;
  rooms: Rooms;
  readonly faults: unknown[];
  pump(): ThreadPump;
  /** A customer writes; answers the conversation's id. */
  say(address: string, text: string, more?: { readonly language?: Language; readonly id?: string }): Promise<string>;
  /** The customer waits for a person from now on. */
  handOver(conversationId: string, more?: Partial<NewHandover> & { readonly tier?: Tier; readonly name?: string }): Promise<void>;
  /** Everything that was said to customers is with them. */
  deliver(): Promise<void>;
  /** Drives the clock until this holds, `within` ms of its time at most (120,000). */
  until(holds: () => boolean | Promise<boolean>, within?: number): Promise<void>;
  /** Drives it until nothing is owed any more. */
  settled(within?: number): Promise<void>;
  /** Threads of the channel, oldest first, each with its root first. */
  threads(channel?: FakeChannel): readonly (readonly FakePost[])[];
  /** What people read in a thread. */
  read(thread: readonly FakePost[] | undefined): string;
  /** Ends the process and starts another one on the same data; `isKilled`: without a word. */
  restart(isKilled?: boolean): Promise<void>;
  /** Another process on the same data, which is not alone. */
  startBeside(): Promise<ThreadPump>;
  close(): Promise<void>;
};

/** Opens the room; the pump runs. */
export async function openThreadRoom(options: Omit<FakeOptions, 'clock'> = {}): Promise<ThreadRoom> {
  const clock = createTestClock();
  const fake = await startFakeSlack({ ...options, clock });
  const temp = await openTempStore(() => POLICY);
  const channel = fake.channels.add('service');
  const staff = await temp.access.addStaff('李雷', 'agent', clock.now());
  const agent: Agent = { id: staff.id, name: staff.name };
  const { store } = temp;
  const sink = createDeskCommands(store, clock, { policy: () => POLICY, staff: () => Promise.resolve([staff]), article: () => Promise.resolve(undefined) });
  const faults: unknown[] = [];
  const tools = { directory: { find: () => Promise.resolve(undefined), customer: () => Promise.resolve(undefined) }, knowledge: { articles: () => Promise.resolve([]) } };
  const views: StaffViews = {
    async detail(id, reader) {
      const [conversation, transcript, handovers] = [await store.conversation(id), await store.transcript(id, 2_000), await store.handovers(id)];
      if (!conversation) throw new Error('no conversation');
      const handover = handovers.at(-1);
      const open = handover?.endedAt === undefined ? handover : undefined;
      const brief = handover && (await readBrief({ ...tools, intents: INTENTS, company: { zh: '好物', en: 'Good things' }, clock, onError: (error: unknown) => faults.push(error), brief: { policy: () => POLICY } } as unknown as Parameters<typeof readBrief>[0], { conversation, handover, handovers, transcript }, reader.name));
      return { summary: toSummary(conversation, open, transcript.at(-1)?.message), messages: transcript.map((line) => toStaffMessage(line, INTENTS)), ...(brief ? { brief } : {}) };
    },
    summaries: () => Promise.resolve([]),
  };
  const room: { rooms: Rooms } = { rooms: { tiers: {}, teams: {}, fallback: { channel: channel.id, language: 'zh' } } };
  let alive = { is: true };
  let pump = await create(true);

  async function create(isAlone: boolean): Promise<ThreadPump> {
    const mine = { is: true };
    alive = mine;
    const api = await createSlackApi({ token: fake.botToken, apiUrl: fake.apiUrl, timeoutMs: 2_000 });
    // A killed process does nothing more: neither to Slack nor to the store.
    const guard = <T extends object>(target: T): T =>
      new Proxy(target, { get: (of, name) => {
        const value: unknown = Reflect.get(of, name);
        return typeof value === 'function' ? (...args: unknown[]): unknown => (mine.is ? (value as (...all: unknown[]) => unknown).apply(of, args) : new Promise(() => undefined)) : value;
      } });
    const started = createThreadPump({
      store, views, threads: guard(temp.deskThreads), files: temp.files, clock, api: guard(api), rooms: () => room.rooms, language: 'zh', teamName: () => ({ zh: '客服组', en: 'Customer service' }),
      consoleLink: (id) => `https://desk.example/console#conversation=${id}`, isAlone, pace: createPace(clock), onError: (error) => void (mine.is && faults.push(error)),
    });
    await started.start();
    return started;
  }
  let written = 0;
  const until: ThreadRoom['until'] = async (holds, within = 120_000) => {
    for (const end = clock.now() + within; ; clock.advance(150)) {
      await pump.idle();
      if (await holds()) return;
      if (clock.now() > end) throw new Error(`not so within ${within} ms: ${JSON.stringify(pump.status())}`);
    }
  };
  return {
    fake, temp, clock, channel, sink, agent, faults, until,
    get rooms() { return room.rooms; },
    set rooms(value) { room.rooms = value; },
    pump: () => pump,
    async say(address, text, { language = 'zh', id = `x-${++written}` } = {}) {
      return (await store.accept({ channel: 'web', address, externalId: id, text, language }, clock.now())).conversation.id;
    },
    async handOver(conversationId, { tier, name, ...more } = {}) {
      let lease = await store.leaseTurn(clock.now(), LEASE_MS);
      // What others have said is taken up before.
      for (; lease && lease.conversation.id !== conversationId; lease = await store.leaseTurn(clock.now(), LEASE_MS)) await store.commitTurn(lease, { handledSeq: lease.conversation.lastSeq }, clock.now());
      if (!lease) throw new Error('nothing waits to be taken up');
      const customer = tier || name ? { customer: { name: name ?? '', tier: tier ?? ('regular' as const) } } : {};
      await store.commitTurn(lease, { ...customer, handledSeq: lease.conversation.lastSeq, ownership: transition(lease.conversation, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'asks-for-person', words: [], priority: 'normal', team: 'service', dueAt: clock.now() + 600_000, ...more } }, clock.now());
    },
    async deliver() {
      for (let items = await store.takeOutbox(['channel:web'], clock.now(), LEASE_MS, 10); items.length > 0; items = await store.takeOutbox(['channel:web'], clock.now(), LEASE_MS, 10)) {
        for (const item of items) await store.settleOutbox(item, { kind: 'show' }, clock.now());
      }
    },
    settled: (within) => until(() => pump.status().owed === 0, within),
    threads(of = channel) {
      return fake.posts(of.id).filter(({ threadTs }) => threadTs === undefined).map(({ ts }) => fake.thread(of.id, ts));
    },
    read: (thread) => (thread ?? []).map((post) => fake.read(post)).join('\n---\n'),
    async restart(isKilled = false) {
      if (isKilled) {
        alive.is = false;
        void pump.stop();
      } else await pump.stop();
      pump = await create(true);
    },
    startBeside: () => create(false),
    async close() {
      await pump.stop();
      await fake.close();
      await temp.close();
    },
  };
}
