import { count, flag, text } from './arguments.ts';
import { type Method, method, pageOf, readableChannel } from './method.ts';
import { Refusal } from './refusal.ts';
import { channelJson, messageJson } from './shapes.ts';
import type { FakeChannel, FakePost } from './types.ts';
import { channelOf, repliesOf, type Workspace } from './workspace.ts';

const span = { oldest: text.optional(), latest: text.optional(), inclusive: flag.optional(), limit: count.optional(), cursor: text.optional(), include_all_metadata: flag.optional() };

/** Posts between two times; `ts` compare as text, for they all have the same length. */
function within(posts: readonly FakePost[], { oldest = '0', latest, inclusive = false }: { readonly oldest?: string | undefined; readonly latest?: string | undefined; readonly inclusive?: boolean | undefined }): readonly FakePost[] {
  const after = (ts: string): boolean => Number(ts) > Number(oldest) || (inclusive && Number(ts) === Number(oldest));
  const before = (ts: string): boolean => latest === undefined || Number(ts) < Number(latest) || (inclusive && Number(ts) === Number(latest));
  return posts.filter(({ ts }) => after(ts) && before(ts));
}

/** Deleted ones are gone, unless replies hang on them. */
const stands = (channel: FakeChannel, post: FakePost): boolean => !post.deleted || (post.threadTs === undefined && repliesOf(channel, post.ts).length > 0);

const shown = (space: Workspace, channel: FakeChannel, posts: readonly FakePost[], metadata: boolean | undefined) => posts.map((post) => messageJson(space, channel, post, metadata === true));

/** conversations.* */
export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.info': method(3, [], { channel: text, include_locale: flag.optional(), include_num_members: flag.optional() }, (space, args) => ({ channel: channelJson(space, readableChannel(space, args.channel, 'read')) })),
  'conversations.list': method(2, ['channels:read'], { types: text.optional(), exclude_archived: flag.optional(), limit: count.optional(), cursor: text.optional(), team_id: text.optional() }, (space, args) => {
    const types = (args.types ?? 'public_channel').split(',').map((type) => type.trim());
    if (types.includes('private_channel') && !space.scopes.has('groups:read')) throw new Refusal('missing_scope', { needed: 'groups:read', provided: [...space.scopes].join(',') });
    const isMeant = (channel: FakeChannel): boolean => !channel.gone && (channel.isPrivate ? types.includes('private_channel') && channel.members.has(space.bot.userId) : types.includes('public_channel')) && !(args.exclude_archived === true && channel.archived);
    const { page, more } = pageOf([...space.channels.values()].filter(isMeant), args.cursor, args.limit);
    return { channels: page.map((channel) => channelJson(space, channel)), ...more };
  }),
  'conversations.members': method(4, [], { channel: text, limit: count.optional(), cursor: text.optional() }, (space, args) => {
    const { page, more } = pageOf([...readableChannel(space, args.channel, 'read').members], args.cursor, args.limit);
    return { members: page, ...more };
  }),
  'conversations.join': method(3, ['channels:join'], { channel: text }, (space, args) => {
    const channel = channelOf(space, args.channel);
    if (channel.isPrivate) throw new Refusal('method_not_supported_for_channel_type');
    if (channel.archived) throw new Refusal('is_archived');
    channel.members.add(space.bot.userId);
    space.changed();
    return { channel: channelJson(space, channel) };
  }),
  'conversations.history': method(3, [], { channel: text, ...span }, (space, args) => {
    const channel = readableChannel(space, args.channel, 'history');
    const standing = channel.posts.filter((post) => (post.threadTs === undefined || post.broadcast) && stands(channel, post));
    const { page, more } = pageOf(within(standing, args).toReversed(), args.cursor, args.limit, 999);
    return { messages: shown(space, channel, page, args.include_all_metadata), has_more: hasMore(more), pin_count: 0, ...more };
  }),
  'conversations.replies': method(3, [], { channel: text, ts: text, ...span }, (space, args) => {
    const channel = readableChannel(space, args.channel, 'history');
    const root = channel.posts.find((post) => post.ts === args.ts);
    if (!root || !stands(channel, root)) throw new Refusal('thread_not_found');
    // The first post always comes along, whatever the times.
    const all = root.threadTs === undefined ? [root, ...within(repliesOf(channel, root.ts), args)] : [root];
    const { page, more } = pageOf(all, args.cursor, args.limit, 1000, 1000);
    return { messages: shown(space, channel, page, args.include_all_metadata), has_more: hasMore(more), ...more };
  }),
};

const hasMore = (more: Readonly<Record<string, unknown>>): boolean => (more['response_metadata'] as { readonly next_cursor: string }).next_cursor !== '';
