import type { BotIdentity } from '../bolt.ts';
import type { People } from '../people.ts';
import type { SlackApi } from '../slack-api.ts';

/** What a part of Slack beside the desk, such as the customers' channels, is made with. */
export type SlackParts = { readonly api: SlackApi; readonly people: People; readonly identity: () => BotIdentity };

/**
 * Whoever takes what happens in certain channels. Events come from the journal: one after the other in each thread, again
 * after a crash, and again later while the hook throws `unavailable` or `rate_limited`; effects are made once by `key`.
 */
export type ChannelHook = {
  /** Is this channel the hook's? Then the desk does nothing with it. */
  owns(channel: string): boolean;
  /** A `message` event: new ones, `message_changed` and `message_deleted`; never of apps. */
  message(event: Readonly<Record<string, unknown>>, key: string): Promise<void>;
  /** A press in a message there: the body of `block_actions`. */
  press(body: Readonly<Record<string, unknown>>, key: string): Promise<void>;
};
