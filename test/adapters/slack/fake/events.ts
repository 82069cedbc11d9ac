import { channelJson, messageJson } from './shapes.ts';
import type { FakeChannel, FakePost, Sending } from './types.ts';
import type { Workspace } from './workspace.ts';

/** Message events reach the app in channels that it is in, with the scope for their kind. */
function tell(space: Workspace, channel: FakeChannel, event: Readonly<Record<string, unknown>>, how?: Sending): void {
  if (!channel.members.has(space.bot.userId) || !space.scopes.has(channel.isPrivate ? 'groups:history' : 'channels:history')) return;
  space.emit({ type: 'message', ...event, channel: channel.id, channel_type: channel.isPrivate ? 'group' : 'channel' }, how);
}

/** `message`; with files it is a `file_share`. */
export function tellPosted(space: Workspace, channel: FakeChannel, post: FakePost, how?: Sending): void {
  tell(space, channel, { ...messageJson(space, channel, post), event_ts: post.ts }, how);
}

/** `message_changed`. */
export function tellChanged(space: Workspace, channel: FakeChannel, post: FakePost, before: Readonly<Record<string, unknown>>): void {
  const ts = space.ts(channel.id);
  tell(space, channel, { subtype: 'message_changed', hidden: true, ts, event_ts: ts, message: messageJson(space, channel, post), previous_message: before });
}

/** `message_deleted`. */
export function tellDeleted(space: Workspace, channel: FakeChannel, post: FakePost, before: Readonly<Record<string, unknown>>): void {
  const ts = space.ts(channel.id);
  tell(space, channel, { subtype: 'message_deleted', hidden: true, ts, event_ts: ts, deleted_ts: post.ts, previous_message: before });
}

/** What becomes of a channel. `channel_left` reaches the app that is thrown out; of private channels the events are `group_…`. */
export function tellChannel(space: Workspace, channel: FakeChannel, what: 'rename' | 'archive' | 'unarchive' | 'deleted' | 'left'): void {
  const type = `${channel.isPrivate ? 'group' : 'channel'}_${what}`;
  const ts = space.ts(channel.id);
  const about = what === 'rename' ? { channel: { ...channelJson(space, channel) } } : { channel: channel.id, ...(what === 'left' ? { actor_id: 'USLACKBOT' } : { user: 'USLACKBOT' }) };
  if (what === 'left' || channel.members.has(space.bot.userId)) space.emit({ type, ...about, event_ts: ts });
}
