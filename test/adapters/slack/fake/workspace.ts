import type { Clock } from '#core/ports/clock.ts';
import { Refusal } from './refusal.ts';
import type { FakeCall, FakeChannel, FakeEphemeral, FakeFile, FakeOptions, FakePost, FakeUser, FakeView, Sending } from './types.ts';

/** Scopes that a fake's bot has unless told otherwise. */
export const ALL_SCOPES = [
  'app_mentions:read', 'channels:history', 'channels:join', 'channels:read', 'chat:write', 'commands', 'files:read', 'files:write',
  'groups:history', 'groups:read', 'reactions:read', 'reactions:write', 'team:read', 'users:read', 'users:read.email',
] as const;

/** A right to open a modal, or an address to answer at, given out with something that a person did. */
export type Ticket = { readonly user: string; readonly at: number; readonly channel: string | undefined; readonly post: FakePost | FakeEphemeral | undefined; uses: number };

/** Everything that the fake keeps. */
export type Workspace = {
  readonly clock: Clock;
  readonly options: FakeOptions;
  readonly team: { readonly id: string; readonly domain: string };
  readonly bot: { readonly userId: string; readonly botId: string; readonly appId: string };
  readonly botToken: string;
  readonly appToken: string;
  signingSecret: string;
  /** What calls with the bot token are refused with; `undefined` while it is good. */
  tokenFault: string | undefined;
  readonly scopes: Set<string>;
  readonly channels: Map<string, FakeChannel>;
  readonly users: Map<string, FakeUser>;
  readonly files: Map<string, FakeFile>;
  readonly ephemerals: FakeEphemeral[];
  /** Open modals by user, the topmost last. */
  readonly modals: Map<string, FakeView[]>;
  readonly homes: Map<string, FakeView>;
  /** By trigger id, and by the last part of a response_url. */
  readonly triggers: Map<string, Ticket>;
  readonly responses: Map<string, Ticket>;
  readonly calls: FakeCall[];
  /** Where the fake listens, such as `http://127.0.0.1:40000`. */
  origin: string;
  /** A new id, such as `C0000000A1`. */
  id(prefix: string): string;
  /** A new ts of a channel: later than all before. */
  ts(channel: string): string;
  /** Brings an event to the app if it subscribed to it. */
  emit(event: Readonly<Record<string, unknown> & { type: string }>, how?: Sending): void;
  /** Something has changed. */
  changed(): void;
  readonly watchers: Set<() => void>;
};

/** An empty workspace with our bot in it. */
export function createWorkspace(options: FakeOptions, clock: Clock): Workspace {
  let ids = 1000;
  const last = new Map<string, number>();
  const watchers = new Set<() => void>();
  const id = (prefix: string): string => `${prefix}0FAKE${(ids++).toString(36).toUpperCase().padStart(5, '0')}`;
  const team = { id: id('T'), domain: 'fake' };
  const bot = { userId: id('U'), botId: id('B'), appId: id('A') };
  const users = new Map<string, FakeUser>([[bot.userId, { id: bot.userId, name: 'baton', email: undefined, locale: 'en-US', presence: 'active', teamId: team.id, isBot: true, deleted: false }]]);
  return {
    clock, options, team, bot, users, watchers, id,
    botToken: `xoxb-${id('1')}-fake`,
    appToken: `xapp-1-${bot.appId}-fake`,
    signingSecret: 'fake-signing-secret-0123456789ab',
    tokenFault: undefined,
    scopes: new Set(options.scopes ?? ALL_SCOPES),
    channels: new Map(), files: new Map(), ephemerals: [], modals: new Map(), homes: new Map(), triggers: new Map(), responses: new Map(), calls: [],
    origin: '',
    ts(channel) {
      const micros = Math.max(clock.now() * 1000, (last.get(channel) ?? 0) + 100);
      last.set(channel, micros);
      return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
    },
    emit: () => undefined,
    changed: () => [...watchers].forEach((look) => look()),
  };
}

/** A channel by its id. Refuses with `channel_not_found` where there is none, or a private one without our bot. */
export function channelOf(space: Workspace, id: string): FakeChannel {
  const channel = space.channels.get(id);
  if (!channel || channel.gone || (channel.isPrivate && !channel.members.has(space.bot.userId))) throw new Refusal('channel_not_found');
  return channel;
}

/** A post of a channel that is not deleted. */
export const postOf = (channel: FakeChannel, ts: string): FakePost | undefined => channel.posts.find((post) => post.ts === ts && !post.deleted);

/** Its replies, oldest first, without deleted ones. */
export const repliesOf = (channel: FakeChannel, root: string): readonly FakePost[] => channel.posts.filter((post) => post.threadTs === root && post.ts !== root && !post.deleted);

/** Somebody by id. Refuses with `user_not_found`. */
export function userOf(space: Workspace, id: string): FakeUser {
  const user = space.users.get(id);
  if (!user) throw new Refusal('user_not_found');
  return user;
}
