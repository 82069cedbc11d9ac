import { BatonError } from '#core/errors.ts';
import type { ChannelAdapter, ChannelSink } from '#core/ports/channel-adapter.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import type { DeskThreads } from '#core/ports/desk-threads.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { Store } from '#core/ports/store.ts';
import type { ChannelHook, SlackParts } from '../inbox/hook.ts';
import { toPlainText } from '../inbox/plain-text.ts';
import type { SlackCustomerChannel } from '../slack-file.ts';
import { createAsking } from '../threads/asking.ts';
import { createPace, type Pace } from '../threads/pace.ts';
import { SLACK_CUSTOMERS } from './address.ts';
import { createBringFiles } from './bring-files.ts';
import { createBringer } from './bring.ts';
import { createPosts } from './posts.ts';
import { createTake } from './take.ts';

/** What the customers' channels are made with. */
export type SlackCustomersOptions = {
  readonly store: Store;
  readonly files: FileStore;
  readonly threads: DeskThreads;
  readonly clock: Clock;
  /** The channels that are shared with customers (slack.yaml, `customers`). */
  readonly channels: readonly SlackCustomerChannel[];
  /** Where replies of colleagues go that they write in a customer's thread. Throws `unavailable` while the desk starts or stops. */
  readonly desk: () => DeskSink;
  readonly onError: (error: unknown) => void;
  /** How fast Slack is asked; Slack's own limits where it is left out. */
  readonly pace?: Pace;
  /** Whose turn comes later than this is tried again by the outbox, ms. */
  readonly patienceMs?: number;
};

/** Two thirds of the time that the outbox waits for a channel, less what a slow Slack takes. */
const PATIENCE_MS = 4_000;

/**
 * Customers in channels of Slack that are shared with them: a channel of Baton (a thread is a conversation), and the hook by
 * which the Slack app hands over what happens there.
 */
export function createSlackCustomers({ channels, pace, patienceMs = PATIENCE_MS, ...options }: SlackCustomersOptions, slack: SlackParts): { readonly channel: ChannelAdapter; readonly hook: ChannelHook } {
  const { clock, threads, files, onError } = options;
  const byId = new Map(channels.map((each) => [each.channel, each]));
  let sink: ChannelSink | undefined;
  const asking = createAsking(slack.api, pace ?? createPace(clock), clock);
  const posts = createPosts(asking, clock, patienceMs);
  const bringer = createBringer({
    posts,
    files: createBringFiles({ asking, threads, files, clock, onError }, posts),
    clock,
    languageOf: (room) => byId.get(room)?.language,
    plain: ({ text, blocks }) => toPlainText(text, blocks, slack.people.nameOf),
  });
  const hook = createTake({
    ...options,
    ...slack,
    shared: (room) => byId.get(room),
    sink: () => {
      if (!sink) throw new BatonError('unavailable', 'Baton is starting or stopping.', { retryAfterMs: 1_000 });
      return sink;
    },
  });
  return {
    hook,
    channel: {
      name: SLACK_CUSTOMERS,
      capabilities: { saysItIsAi: false, delivery: 'push', quickReplies: true, links: false, edits: true, files: true, showsPassedOn: false },
      start(given) {
        sink = given;
        return Promise.resolve();
      },
      ...bringer,
      stop() {
        sink = undefined;
        posts.stop();
        return Promise.resolve();
      },
    },
  };
}
