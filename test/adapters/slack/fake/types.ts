import type { Clock } from '#core/ports/clock.ts';
import type { Trouble } from './trouble.ts';

/** A block as Slack keeps it; each has a `block_id`. */
export type FakeBlock = { readonly type: string; readonly block_id: string; readonly [field: string]: unknown };

/** Somebody in the workspace. */
export type FakeUser = {
  readonly id: string;
  name: string;
  email: string | undefined;
  /** Such as `zh-CN`. */
  locale: string;
  presence: 'active' | 'away';
  /** A shared channel brings people of other companies. */
  readonly teamId: string;
  readonly isBot: boolean;
  deleted: boolean;
};

/** What a new user may have. */
export type NewUser = { readonly id?: string; readonly name: string; readonly email?: string; readonly locale?: string; readonly presence?: 'active' | 'away'; readonly teamId?: string; readonly isBot?: boolean };

/** A file in the workspace. */
export type FakeFile = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly bytes: Uint8Array;
  /** Who uploaded it. */
  readonly user: string;
  /** Where it is shared, ids of channels. */
  readonly channels: string[];
};

/** A message in a channel as Slack keeps it. */
export type FakePost = {
  readonly channel: string;
  /** `1732258800.000100` */
  readonly ts: string;
  /** The thread it stands in; absent for top-level messages. */
  readonly threadTs: string | undefined;
  /** Who wrote it; our app posts as its bot user. */
  readonly user: string;
  /** Set when an app posted it. */
  readonly botId: string | undefined;
  readonly subtype: string | undefined;
  text: string;
  blocks: readonly FakeBlock[];
  metadata: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> } | undefined;
  readonly files: readonly FakeFile[];
  /** Emoji name → ids of the users. */
  readonly reactions: Map<string, Set<string>>;
  /** Of the last edit. */
  editedTs: string | undefined;
  deleted: boolean;
  /** Also sent to the channel (`reply_broadcast`). */
  readonly broadcast: boolean;
};

/** A channel of the workspace. */
export type FakeChannel = {
  readonly id: string;
  name: string;
  readonly isPrivate: boolean;
  /** Shared with another company. */
  readonly isShared: boolean;
  archived: boolean;
  /** Deleted altogether: `channel_not_found`. */
  gone: boolean;
  /** Ids of users; our bot's id is among them while it is in the channel. */
  readonly members: Set<string>;
  readonly posts: FakePost[];
};

/** A message that only one person sees. */
export type FakeEphemeral = { readonly channel: string; readonly user: string; readonly ts: string; readonly threadTs: string | undefined; readonly text: string; readonly blocks: readonly FakeBlock[] };

/** An open modal or App Home. */
export type FakeView = {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly user: string;
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly title: string;
  readonly blocks: readonly FakeBlock[];
  readonly submit: string | undefined;
  readonly notifyOnClose: boolean;
  readonly hash: string;
  readonly rootId: string;
  readonly previousId: string | undefined;
};

/** What became of one try to bring something to the app. */
export type FakeAttempt = {
  readonly retry: number;
  readonly by: 'http' | 'socket';
  /** Of the clock, ms. */
  readonly at: number;
  /** Real time until the answer, ms. */
  took: number | undefined;
  /** HTTP status, 200 for an acknowledged envelope; `undefined` while none came (or never). */
  status: number | undefined;
  body: string | undefined;
};

/** Something that Slack brings to the app, with its tries. */
export type FakeDelivery = {
  /** `event_id`, or an id of ours for interactivity and commands. */
  readonly id: string;
  readonly kind: 'events_api' | 'interactive' | 'slash_commands';
  readonly body: Readonly<Record<string, unknown>>;
  readonly attempts: readonly FakeAttempt[];
  /** Has it been acknowledged in time? */
  readonly acked: boolean;
  /** Resolves when it is acknowledged or given up. */
  readonly settled: Promise<void>;
};

/** What somebody sees who pressed, submitted or typed a command. */
export type FakeOutcome = {
  /** In time, with 200. Otherwise people see a warning sign. */
  readonly ok: boolean;
  readonly status: number | undefined;
  /** Real time, ms. */
  readonly ms: number;
  /** Parsed body of the answer, if there was one. */
  readonly answer: Readonly<Record<string, unknown>> | undefined;
  /** Errors under the fields of a modal, by block_id. */
  readonly errors: Readonly<Record<string, string>> | undefined;
  readonly triggerId: string;
};

/** One call to the Web API. */
export type FakeCall = {
  readonly method: string;
  /** Of the clock, ms. */
  readonly at: number;
  readonly args: Readonly<Record<string, unknown>>;
  /** `ok`, the fault's name, or what trouble was made. */
  result: string;
};

/** How people send a message. */
export type Saying = {
  /** Into this thread. */
  readonly thread?: string | FakePost;
  readonly files?: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[];
  /** Delivered so many times, all at once; 1 at first. */
  readonly times?: number;
};

/** How an event is brought. */
export type Sending = {
  /** Delivered so many times with the same event_id, all at once. */
  readonly times?: number;
  /** The event_id; a new one at first. */
  readonly eventId?: string;
  /** As the n-th retry. */
  readonly retry?: number;
  /** No retries when it is not acknowledged. */
  readonly once?: boolean;
  /** Unsigned, signed wrongly, or so many seconds old. HTTP only. */
  readonly signature?: 'missing' | 'wrong' | 'reserialised' | { readonly ageSeconds: number };
};

/** Which options the fake begins with. */
export type FakeOptions = {
  /** Limits, retries, trigger ids and time stamps go by it; the machine's clock at first. */
  readonly clock?: Clock;
  /** Scopes of the bot token; everything that Slack has for what the fake knows at first. */
  readonly scopes?: readonly string[];
  /** Are calls limited in rate? On at first: posts 1/s/channel, tiers by minute. Bursts: how many posts go at once before the limit bites (3). `tiers: false` leaves only the posting limit. */
  readonly rates?: false | { readonly burst?: number; readonly perSecond?: number; readonly tiers?: boolean };
  /** Seed of everything random (`trouble.random429`). */
  readonly seed?: number;
  /** Our app gets events; the types it subscribed to. All at first. */
  readonly subscriptions?: readonly string[];
};

/** A workspace of Slack on loopback, strict as Slack is. */
export type FakeSlack = {
  /** For `slackApiUrl` / SLACK_API_URL; ends with `/api/`. */
  readonly apiUrl: string;
  /** Of the app: `xoxb-…`, `xapp-…`, and the signing secret. */
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly team: { readonly id: string; readonly domain: string };
  readonly bot: { readonly userId: string; readonly botId: string; readonly appId: string };
  readonly clock: Clock;

  /** Channels; `add` puts our bot and everybody given into it. */
  readonly channels: {
    add(name: string, more?: { readonly id?: string; readonly isPrivate?: boolean; readonly isShared?: boolean; readonly members?: readonly FakeUser[]; readonly withoutBot?: true }): FakeChannel;
    /** By id or name. Throws an `Error` where there is none. */
    get(idOrName: string): FakeChannel;
    /** Each tells the app as Slack does: channel_rename, channel_archive, channel_unarchive, channel_left, member_joined_channel, channel_deleted. */
    rename(idOrName: string, name: string): void;
    archive(idOrName: string): void;
    unarchive(idOrName: string): void;
    /** Throws our bot out. */
    removeBot(idOrName: string): void;
    inviteBot(idOrName: string): void;
    deleteChannel(idOrName: string): void;
  };
  readonly users: {
    add(user: NewUser): FakeUser;
    get(id: string): FakeUser;
    all(): readonly FakeUser[];
  };

  /** Every post of a channel that is not deleted, by ts; threads included. */
  posts(channel: string): readonly FakePost[];
  /** A thread with its root first; deleted ones are left out. */
  thread(channel: string, ts: string): readonly FakePost[];
  /** Everything a person reads in a post, view or ephemeral message: text of all blocks (or the text), button labels in `[ ]`, file names. */
  read(seen: FakePost | FakeEphemeral | FakeView): string;
  /** What only this user saw, oldest first. */
  ephemerals(user?: FakeUser): readonly FakeEphemeral[];
  /** Modals a user has open, the topmost last. */
  modals(user: FakeUser): readonly FakeView[];
  /** What App Home shows a user. */
  home(user: FakeUser): FakeView | undefined;
  /** Files of the workspace, also those that are not shared. */
  files(): readonly FakeFile[];
  /** Resolves as soon as `look` gives something other than `undefined` or `false`; looked at again after every change. Rejects after `within` ms of real time (5,000). */
  until<T>(look: () => T | undefined | false, within?: number): Promise<T>;

  /** Somebody writes; the event is on its way. */
  say(user: FakeUser, channel: string, text: string, how?: Saying): FakePost;
  /** Changes one's own message (`message_changed`). */
  edit(post: FakePost, text: string): void;
  /** Takes one away (`message_deleted`), also somebody else's or the bot's, as admins can. */
  remove(post: FakePost): void;
  react(user: FakeUser, post: FakePost, name: string): void;
  /** Presses a button or chooses in a menu. `value`: the chosen option's value, or what the button carries anyway. Throws an `Error` when there is no such element. */
  press(user: FakeUser, where: FakePost | FakeEphemeral | FakeView, actionId: string, value?: string): Promise<FakeOutcome>;
  /** Fills in the topmost modal and sends it: values by action_id (text, option values, user ids). */
  submit(user: FakeUser, values?: Readonly<Record<string, string | readonly string[]>>): Promise<FakeOutcome>;
  /** Closes the topmost modal (tells the app only with `notify_on_close`). */
  dismiss(user: FakeUser): Promise<void>;
  command(user: FakeUser, text: string, how?: { readonly channel?: string }): Promise<FakeOutcome>;
  /** Looks at the app's Home (`app_home_opened`). */
  openHome(user: FakeUser): void;

  /** Brings any event. */
  sendEvent(event: Readonly<Record<string, unknown> & { type: string }>, how?: Sending): FakeDelivery;
  /** Everything that was brought or will be, oldest first. */
  readonly deliveries: readonly FakeDelivery[];
  /** Resolves when nothing is under way to the app. */
  idle(): Promise<void>;

  /** Events, interactivity and commands go to this address from now on, signed. Checks it by a signed `url_verification` first; `false` when that is not answered. */
  connectTo(url: string, signingSecret?: string): Promise<boolean>;
  /** Open sockets of Socket Mode. While there is one, everything goes by sockets. */
  readonly sockets: {
    count(): number;
    /** `warning` or `refresh_requested`; the latter closes the socket 10 s later if the app has not. */
    disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
    /** All open sockets stay open and are dead: nothing goes out, no pong, what comes is lost. */
    halfOpen(): void;
    /** Torn without a close frame. */
    tear(): void;
  };
  readonly trouble: Trouble;
  /** Every call to the Web API, oldest first. */
  readonly calls: readonly FakeCall[];
  close(): Promise<void>;
};
