import { SLACK_CUSTOMERS } from '#adapters/slack/customers/address.ts';
import { CUSTOMER_WORDS } from '#adapters/slack/customers/words.ts';
import type { Answer, ChannelHarness, Trouble } from '../../../contract/channel/harness.ts';
import { describeChannel } from '../../../contract/channel-adapter.contract.ts';
import type { FakePost, FakeUser, Sending } from '../fake/types.ts';
import { openSharedChannels, type SharedChannels } from './shared-channels.ts';

/** As Slack's own programs write what people type. */
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const POST = 'chat.postMessage';

describeChannel({
  name: `the channel ${SLACK_CUSTOMERS} of customers in Slack`,
  lacks: {},
  async create(parts) {
    const slack = await openSharedChannels(parts);
    const { fake, room, channel } = slack;
    const ada = personIn(slack, slack.customer);
    const since = (first: number): number => fake.calls.slice(first).filter(({ method }) => method === POST).length;
    return {
      channel,
      address: ada.address,
      say: ada.say,
      read: ada.read,
      hands: {
        neighbour: () => Promise.resolve(personIn(slack, fake.users.add({ name: 'Ben Bright', teamId: 'TBRIGHT' }))),
        change: (id, text) => ada.bring(`${id} changed to ${text}`, () => fake.edit(ada.post(id), escape(text))),
        remove: (id) => ada.bring(`${id} removed`, () => fake.remove(ada.post(id))),
        attach: (files, text, id) => ada.bring(id ?? text + files.map(({ name }) => name).join(), () => void fake.say(slack.customer, room.id, escape(text), { thread: ada.root, files })),
        async forge(text, how) {
          const signature = { forged: 'reserialised', missing: 'missing', stale: { ageSeconds: 301 }, 'made with another secret': 'wrong' } as const satisfies Record<typeof how, Sending['signature']>;
          const delivery = fake.sendEvent({ type: 'message', channel: room.id, channel_type: 'channel', user: slack.customer.id, team: 'TACME', text, ts: '1795406400.999999', thread_ts: ada.root.ts }, { signature: signature[how], once: true });
          await delivery.settled;
          return delivery.acked ? 'acknowledged' : 'refused';
        },
        async echo(text, whose) {
          const bot = whose === 'own' ? { user: fake.bot.userId, bot_id: fake.bot.botId, app_id: fake.bot.appId } : { user: 'UOTHERBOT', bot_id: 'BOTHER', subtype: 'bot_message', username: 'weather' };
          const delivery = fake.sendEvent({ type: 'message', channel: room.id, channel_type: 'channel', text, ts: '1795406400.999999', thread_ts: ada.root.ts, ...bot });
          await delivery.settled;
        },
        async received(count) {
          const files = () => fake.thread(room.id, ada.root.ts).flatMap((post) => (post.botId === undefined ? [] : post.files));
          await fake.until(() => files().length >= count);
          return files();
        },
        trouble(trouble) {
          const first = fake.calls.length;
          makeTrouble(slack, trouble, parts.clock.now());
          return { tries: () => since(first) };
        },
      },
      leftOpen: () => slack.timers(),
      close: () => slack.close(),
    } satisfies ChannelHarness;

    function makeTrouble({ fake: { trouble } }: SharedChannels, given: Trouble, now: number): void {
      switch (given.kind) {
        case 'limited':
          return trouble.limit(Infinity, given.retryAfterMs / 1000, (method) => method === POST && parts.clock.now() < now + given.retryAfterMs);
        case 'away':
          return trouble.fail(given.times, POST);
        case 'answer lost':
          return trouble.dropAnswers(1, POST);
        case 'refused':
          // With its blocks, and in words alone.
          return trouble.answer('msg_too_long', 2, POST);
      }
    }
  },
});

/** Somebody of another company who writes in a thread of theirs. */
function personIn({ fake, room, addressOf, thread, outcome, tryAgain, said }: SharedChannels, user: FakeUser) {
  const root = thread(user);
  const posts = new Map<string, FakePost>();
  const brought = new Map<string, string>();
  const refused = new Set<string>();
  let made = 0;
  /** Does something in Slack, or Slack brings the event again that came of it. */
  const bring = async (name: string, act: () => void): Promise<Answer> => {
    const told = fake.ephemerals(user).length;
    const before = refused.has(name) ? undefined : brought.get(name);
    const known = before === undefined ? undefined : fake.deliveries.findLast(({ id }) => id === before);
    if (known) {
      const again = fake.sendEvent(known.body['event'] as { type: string }, { eventId: known.id });
      await again.settled;
      if (!again.acked) return 'refused';
      if (!(await outcome(known.id))) tryAgain(known.id);
    } else {
      act();
      brought.set(name, fake.deliveries.at(-1)?.id ?? '');
    }
    const isDone = await outcome(brought.get(name));
    // What the customer is told that they must say otherwise is not said again by Slack but by them.
    const isRefused = fake.ephemerals(user).slice(told).some(({ text }) => text.includes(CUSTOMER_WORDS.notTaken.zh));
    if (isRefused) refused.add(name);
    else refused.delete(name);
    return isDone && !isRefused ? 'acknowledged' : 'refused';
  };
  return {
    address: addressOf(root),
    root,
    bring,
    post(id: string): FakePost {
      const post = posts.get(id);
      if (!post) throw new Error(`nothing was said as ${id}`);
      return post;
    },
    say: (text: string, id = `own-${(made += 1)}`) => bring(id, () => void posts.set(id, fake.say(user, room.id, escape(text), { thread: root }))),
    async read(count: number) {
      await fake.until(() => said(root).length >= count);
      return [...said(root)];
    },
  };
}
