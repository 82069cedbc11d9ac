import { z } from 'zod';
import { flag, json, text } from './arguments.ts';
import { checkMessageBlocks } from './blocks.ts';
import { tellChanged, tellDeleted, tellPosted } from './events.ts';
import { type Method, method, writableChannel } from './method.ts';
import { Refusal } from './refusal.ts';
import { messageJson } from './shapes.ts';
import type { FakeBlock, FakeChannel, FakePost } from './types.ts';
import { channelOf, postOf, repliesOf, type Workspace } from './workspace.ts';

/** Somebody's id as a channel stands for the app's direct messages with them (docs.slack.dev, chat.postMessage: App Home's Messages tab). */
function directWith(space: Workspace, id: string): FakeChannel | undefined {
  const user = space.users.get(id);
  if (!user) return undefined;
  if (user.deleted || user.isBot) throw new Refusal('channel_not_found');
  const direct = `D${id.slice(1)}`;
  const known = space.channels.get(direct);
  if (known) return known;
  const made: FakeChannel = { id: direct, name: direct, isPrivate: true, isShared: false, archived: false, gone: false, members: new Set([space.bot.userId, id]), posts: [] };
  space.channels.set(direct, made);
  return made;
}

/** Text beyond this is cut. */
const MOST_TEXT = 40_000;

const metadataShape = z.strictObject({ event_type: z.string().regex(/^[\w.-]{1,255}$/), event_payload: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))])) });

/** Message metadata; `undefined` where none was given, `{}` takes it away. */
function checkMetadata(value: unknown): FakePost['metadata'] {
  if (value === undefined || JSON.stringify(value) === '{}') return undefined;
  const result = metadataShape.safeParse(value);
  if (!result.success) throw new Refusal('invalid_metadata_format', { messages: result.error.issues.map(({ message, path }) => `${message} [json-pointer:/metadata/${path.join('/')}]`) });
  if (JSON.stringify(value).length > 16_000) throw new Refusal('metadata_too_large');
  return result.data;
}

/** Words and blocks of a message: something must be there. */
function checkContent(words: string | undefined, blocks: unknown): { readonly text: string; readonly blocks: readonly FakeBlock[] } {
  const checked = blocks === undefined ? [] : checkMessageBlocks(blocks);
  if ((words === undefined || words === '') && checked.length === 0) throw new Refusal('no_text');
  return { text: (words ?? '').slice(0, MOST_TEXT), blocks: checked };
}

function checkThread(channel: FakeChannel, ts: string | undefined): void {
  if (ts === undefined) return;
  const root = channel.posts.find((post) => post.ts === ts);
  // Under a deleted message with replies its thread goes on.
  if (!root || (root.deleted && repliesOf(channel, ts).length === 0)) throw new Refusal('thread_not_found');
  if (root.threadTs !== undefined) throw new Refusal('cannot_reply_to_message');
}

/** Puts a message of our bot into a channel. */
export function addBotPost(space: Workspace, channel: FakeChannel, more: Pick<FakePost, 'text' | 'blocks' | 'threadTs'> & Partial<Pick<FakePost, 'metadata' | 'files' | 'broadcast'>>): FakePost {
  const post: FakePost = {
    channel: channel.id, ts: space.ts(channel.id), user: space.bot.userId, botId: space.bot.botId, subtype: undefined, metadata: undefined, files: [], reactions: new Map(), editedTs: undefined, deleted: false, broadcast: false, ...more,
  };
  channel.posts.push(post);
  tellPosted(space, channel, post);
  space.changed();
  return post;
}

/** Our own message that may be changed. */
function ownPost(space: Workspace, channel: FakeChannel, ts: string, refusal: string): FakePost {
  const post = postOf(channel, ts);
  if (!post) throw new Refusal('message_not_found');
  if (post.botId !== space.bot.botId) throw new Refusal(refusal);
  return post;
}

/** Changes a message and tells so. */
export function changePost(space: Workspace, channel: FakeChannel, post: FakePost, change: Partial<Pick<FakePost, 'text' | 'blocks' | 'metadata'>>): void {
  const before = messageJson(space, channel, post);
  Object.assign(post, change);
  post.editedTs = space.ts(channel.id);
  tellChanged(space, channel, post, before);
  space.changed();
}

/** Takes a message away and tells so. */
export function removePost(space: Workspace, channel: FakeChannel, post: FakePost): void {
  const before = messageJson(space, channel, post);
  post.deleted = true;
  if (post.threadTs === undefined && repliesOf(channel, post.ts).length > 0) tellChanged(space, channel, post, before);
  else tellDeleted(space, channel, post, before);
  space.changed();
}

const looks = { parse: text.optional(), link_names: flag.optional(), unfurl_links: flag.optional(), unfurl_media: flag.optional(), mrkdwn: flag.optional() };

/** chat.* */
export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': method('post', ['chat:write'], { channel: text, text: text.optional(), blocks: json.optional(), thread_ts: text.optional(), reply_broadcast: flag.optional(), metadata: json.optional(), ...looks }, (space, args) => {
    const channel = directWith(space, args.channel) ?? writableChannel(space, args.channel);
    const content = checkContent(args.text, args.blocks);
    const metadata = checkMetadata(args.metadata);
    checkThread(channel, args.thread_ts);
    const post = addBotPost(space, channel, { ...content, metadata, threadTs: args.thread_ts, broadcast: args.reply_broadcast === true });
    return { channel: channel.id, ts: post.ts, message: messageJson(space, channel, post, true) };
  }),
  'chat.update': method(3, ['chat:write'], { channel: text, ts: text, text: text.optional(), blocks: json.optional(), metadata: json.optional(), reply_broadcast: flag.optional(), parse: text.optional(), link_names: flag.optional() }, (space, args) => {
    const channel = channelOf(space, args.channel);
    if (channel.archived) throw new Refusal('is_archived');
    const post = ownPost(space, channel, args.ts, 'cant_update_message');
    if (!channel.members.has(space.bot.userId)) throw new Refusal('not_in_channel');
    if ((args.text?.length ?? 0) > MOST_TEXT) throw new Refusal('msg_too_long');
    // What is not named stays.
    const blocks = args.blocks === undefined ? post.blocks : checkMessageBlocks(args.blocks);
    if ((args.text ?? post.text) === '' && blocks.length === 0) throw new Refusal('no_text');
    const metadata = checkMetadata(args.metadata);
    changePost(space, channel, post, { text: args.text ?? post.text, blocks, ...(args.metadata === undefined ? {} : { metadata }) });
    return { channel: channel.id, ts: post.ts, text: post.text, message: messageJson(space, channel, post, true) };
  }),
  'chat.delete': method(3, ['chat:write'], { channel: text, ts: text }, (space, args) => {
    const channel = channelOf(space, args.channel);
    removePost(space, channel, ownPost(space, channel, args.ts, 'cant_delete_message'));
    return { channel: channel.id, ts: args.ts };
  }),
  'chat.postEphemeral': method(4, ['chat:write'], { channel: text, user: text, text: text.optional(), blocks: json.optional(), thread_ts: text.optional(), ...looks }, (space, args) => {
    const channel = writableChannel(space, args.channel);
    if (!channel.members.has(args.user)) throw new Refusal('user_not_in_channel');
    const content = checkContent(args.text, args.blocks);
    checkThread(channel, args.thread_ts);
    const ts = space.ts(channel.id);
    space.ephemerals.push({ channel: channel.id, user: args.user, ts, threadTs: args.thread_ts, ...content });
    space.changed();
    return { message_ts: ts };
  }),
  'chat.getPermalink': method('special', [], { channel: text, message_ts: text }, (space, args) => {
    const channel = channelOf(space, args.channel);
    const post = postOf(channel, args.message_ts);
    if (!post) throw new Refusal('message_not_found');
    const query = post.threadTs === undefined ? '' : `?thread_ts=${post.threadTs}&cid=${channel.id}`;
    return { channel: channel.id, permalink: `https://${space.team.domain}.slack.com/archives/${channel.id}/p${post.ts.replace('.', '')}${query}` };
  }),
};
