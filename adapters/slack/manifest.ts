/** What the app may do with its bot token, and what for; the manifest has exactly these. */
export const SCOPES = {
  'channels:history': 'replies in the threads of public channels',
  'channels:read': 'whether the rooms are there',
  'chat:write': 'cards and threads',
  commands: '/baton and /reply',
  'files:read': 'files that staff send to customers',
  'files:write': 'files that customers send',
  'groups:history': 'replies in the threads of private channels',
  'groups:read': 'whether private rooms are there',
  'reactions:write': 'the ✓ of what a customer has seen',
  'users:read': 'names, languages and presence',
  'users:read.email': 'who is who',
} as const;

/** The names of the scopes. */
export const EVERY_SCOPE = Object.keys(SCOPES);

/** Events that the app is told of. */
export const EVENTS = ['app_home_opened', 'app_uninstalled', 'channel_archive', 'channel_deleted', 'channel_left', 'channel_rename', 'channel_unarchive', 'group_archive', 'group_deleted', 'group_left', 'group_rename', 'group_unarchive', 'member_joined_channel', 'message.channels', 'message.groups', 'tokens_revoked'] as const;

/** Events after which the rooms and the token are looked at. */
export const ROOM_EVENTS: ReadonlySet<string> = new Set(EVENTS.filter((name) => !name.startsWith('message.') && name !== 'app_home_opened'));

/** Commands that people type. */
export const COMMANDS = ['/baton', '/reply'] as const;
