import type { FakeChannel, FakeFile, FakePost, FakeUser, FakeView } from './types.ts';
import { type Workspace, repliesOf } from './workspace.ts';

/** A message as Slack writes it in answers and events. */
export function messageJson(space: Workspace, channel: FakeChannel, post: FakePost, withMetadata = false): Record<string, unknown> {
  if (post.deleted) return { type: 'message', subtype: 'tombstone', user: 'USLACKBOT', text: 'This message was deleted.', hidden: true, ts: post.ts, thread_ts: post.ts, ...threadJson(channel, post) };
  const root = post.threadTs === undefined ? undefined : channel.posts.find(({ ts }) => ts === post.threadTs);
  const hasReplies = post.threadTs === undefined && repliesOf(channel, post.ts).length > 0;
  return {
    type: 'message',
    ...(post.subtype === undefined ? {} : { subtype: post.subtype }),
    user: post.user,
    ts: post.ts,
    text: post.text,
    team: space.users.get(post.user)?.teamId ?? space.team.id,
    ...(post.botId === undefined ? { client_msg_id: `fake-${post.channel}-${post.ts}` } : { bot_id: post.botId, app_id: space.bot.appId, bot_profile: { id: post.botId, name: 'baton', app_id: space.bot.appId, team_id: space.team.id, deleted: false } }),
    ...(post.blocks.length > 0 ? { blocks: post.blocks } : {}),
    ...(post.files.length > 0 ? { files: post.files.map((file) => fileJson(space, file)), upload: true } : {}),
    ...(post.threadTs === undefined ? {} : { thread_ts: post.threadTs, parent_user_id: root?.user }),
    ...(hasReplies ? { thread_ts: post.ts, ...threadJson(channel, post) } : {}),
    ...(post.reactions.size > 0 ? { reactions: [...post.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size })) } : {}),
    ...(post.editedTs === undefined ? {} : { edited: { user: post.user, ts: post.editedTs } }),
    ...(withMetadata && post.metadata ? { metadata: post.metadata } : {}),
  };
}

function threadJson(channel: FakeChannel, root: FakePost): Record<string, unknown> {
  const replies = repliesOf(channel, root.ts);
  return { reply_count: replies.length, reply_users: [...new Set(replies.map(({ user }) => user))], latest_reply: replies.at(-1)?.ts, is_locked: false, subscribed: false };
}

/** A file as Slack writes it. */
export function fileJson(space: Workspace, file: FakeFile): Record<string, unknown> {
  return {
    id: file.id, created: Math.floor(space.clock.now() / 1000), timestamp: Math.floor(space.clock.now() / 1000),
    name: file.name, title: file.title, mimetype: file.mimetype, filetype: file.name.split('.').at(-1) ?? '', pretty_type: file.mimetype,
    user: file.user, user_team: space.team.id, editable: false, size: file.bytes.length, mode: 'hosted', is_external: false, is_public: true, file_access: 'visible',
    url_private: `${space.origin}/files-pri/${file.id}/${encodeURIComponent(file.name)}`,
    url_private_download: `${space.origin}/files-pri/${file.id}/download/${encodeURIComponent(file.name)}`,
    permalink: `https://${space.team.domain}.slack.com/files/${file.user}/${file.id}`,
    channels: file.channels, groups: [], ims: [],
  };
}

/** A person; the e-mail only with `users:read.email`. */
export function userJson(space: Workspace, user: FakeUser, withLocale: boolean): Record<string, unknown> {
  const email = user.email !== undefined && space.scopes.has('users:read.email') ? { email: user.email } : {};
  return {
    id: user.id, team_id: user.teamId, name: user.name.toLowerCase().replaceAll(/\s+/g, '.'), deleted: user.deleted, real_name: user.name, tz: 'Asia/Shanghai', tz_offset: 28_800,
    profile: { real_name: user.name, display_name: user.name, real_name_normalized: user.name, display_name_normalized: user.name, team: user.teamId, ...email },
    is_admin: false, is_owner: false, is_restricted: false, is_ultra_restricted: false, is_bot: user.isBot, is_app_user: false, updated: 1,
    ...(user.teamId === space.team.id ? {} : { is_stranger: true }),
    ...(withLocale ? { locale: user.locale } : {}),
  };
}

/** A channel. */
export function channelJson(space: Workspace, channel: FakeChannel): Record<string, unknown> {
  return {
    id: channel.id, name: channel.name, name_normalized: channel.name, is_channel: !channel.isPrivate, is_group: channel.isPrivate, is_im: false, is_mpim: false,
    is_private: channel.isPrivate, is_archived: channel.archived, is_general: false, is_shared: channel.isShared, is_ext_shared: channel.isShared, is_org_shared: false,
    is_member: channel.members.has(space.bot.userId), created: 1, creator: space.bot.userId, context_team_id: space.team.id, num_members: channel.members.size,
    topic: { value: '', creator: '', last_set: 0 }, purpose: { value: '', creator: '', last_set: 0 }, previous_names: [],
  };
}

/** A view; `values` are what its fields hold. */
export function viewJson(space: Workspace, view: FakeView, values: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: view.id, team_id: space.team.id, type: view.type, blocks: view.blocks, private_metadata: view.privateMetadata, callback_id: view.callbackId, state: { values }, hash: view.hash,
    ...(view.type === 'modal' ? { title: { type: 'plain_text', text: view.title, emoji: true }, submit: view.submit === undefined ? null : { type: 'plain_text', text: view.submit, emoji: true } } : {}),
    clear_on_close: false, notify_on_close: view.notifyOnClose, root_view_id: view.rootId, previous_view_id: view.previousId ?? null, app_id: space.bot.appId, external_id: '', app_installed_team_id: space.team.id, bot_id: space.bot.botId,
  };
}
