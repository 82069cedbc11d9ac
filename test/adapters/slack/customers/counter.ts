import { createDeskCommands } from '#core/desk-commands.ts';
import type { Change } from '#core/change.ts';
import type { Message } from '#core/message.ts';
import type { Agent, DeskSink } from '#core/ports/desk.ts';
import { createSink } from '#core/take-in.ts';
import { type Settled, sendAll } from '../../../contract/channel/stage.ts';
import { POLICY } from '../../../support/small-shop.ts';
import { openTempStore, type TempStore } from '../../../support/temp-store.ts';
import { createTestClock, type TestClock } from '../../../support/test-clock.ts';
import type { FakePost, FakeUser } from '../fake/types.ts';
import { openSharedChannels, type SharedChannels, type SharedOptions } from './shared-channels.ts';

/** A shared channel over a real store, with a colleague of ours in it. */
export type Counter = SharedChannels & {
  readonly temp: TempStore;
  readonly clock: TestClock;
  readonly desk: DeskSink;
  /** The colleague, in Baton and in Slack. */
  readonly agent: Agent;
  readonly colleague: FakeUser;
  /** The customer says something, as a message of its own or in a thread; resolves when it was worked on. */
  ask(text: string, root?: FakePost): Promise<FakePost>;
  idOf(root: FakePost): string;
  messages(root: FakePost): Promise<Message[]>;
  /** Says or changes something in the conversation, and sends it. */
  commit(root: FakePost, change: Change): Promise<Settled[]>;
  send(): Promise<Settled[]>;
  leave(): Promise<void>;
};

/** Opens it, and takes messages in. */
export async function openCounter(options: Omit<SharedOptions, 'desk'> = {}): Promise<Counter> {
  const clock = createTestClock();
  const temp = await openTempStore(() => POLICY);
  const { store, access, files, deskThreads } = temp;
  const staff = await access.addStaff('李雷', 'agent', clock.now());
  await access.setEmail(staff.id, 'lilei@shop.example');
  const desk = createDeskCommands(store, clock, { policy: () => POLICY, staff: () => access.staff(), article: () => Promise.resolve(undefined) });
  const shared = await openSharedChannels({ store, access, files, deskThreads, clock }, { ...options, desk });
  const { fake, room, customer, channel, addressOf, outcome } = shared;
  const colleague = fake.users.add({ name: 'Li Lei', email: 'lilei@shop.example', locale: 'zh-CN' });
  await channel.start(createSink(store, clock, (text) => text));
  const idOf = (root: FakePost): string => store.idOf(channel.name, addressOf(root));
  const send = (): Promise<Settled[]> => sendAll(store, clock, channel);
  return {
    ...shared,
    temp,
    clock,
    desk,
    agent: { id: staff.id, name: staff.name },
    colleague,
    async ask(text, root) {
      const post = fake.say(customer, room.id, text, root ? { thread: root } : {});
      if (!(await outcome())) throw new Error('it was not taken');
      return post;
    },
    idOf,
    messages: async (root) => (await store.transcript(idOf(root), 200)).map(({ message }) => message),
    async commit(root, change) {
      await store.update(idOf(root), () => change, clock.now());
      return send();
    },
    send,
    async leave() {
      await shared.close();
      await temp.close();
    },
  };
}
