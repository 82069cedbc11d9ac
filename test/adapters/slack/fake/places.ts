import { tellChannel } from './events.ts';
import type { FakeChannel, FakeSlack } from './types.ts';
import type { Workspace } from './workspace.ts';

/** Channels and people of a workspace, and what is done with them; each tells the app as Slack does. */
export function createPlaces(space: Workspace): Pick<FakeSlack, 'channels' | 'users'> {
  const get = (idOrName: string): FakeChannel => {
    const channel = space.channels.get(idOrName) ?? [...space.channels.values()].find(({ name }) => name === idOrName);
    if (!channel) throw new Error(`There is no channel ${idOrName}.`);
    return channel;
  };
  const change = (idOrName: string, act: (channel: FakeChannel) => void): void => {
    act(get(idOrName));
    space.changed();
  };
  return {
    channels: {
      add(name, more = {}) {
        const members = new Set([...(more.withoutBot ? [] : [space.bot.userId]), ...(more.members ?? []).map(({ id }) => id)]);
        const channel: FakeChannel = { id: more.id ?? space.id('C'), name, isPrivate: more.isPrivate ?? false, isShared: more.isShared ?? false, archived: false, gone: false, members, posts: [] };
        space.channels.set(channel.id, channel);
        return channel;
      },
      get,
      rename: (which, name) => change(which, (channel) => ((channel.name = name), tellChannel(space, channel, 'rename'))),
      archive: (which) => change(which, (channel) => ((channel.archived = true), tellChannel(space, channel, 'archive'))),
      unarchive: (which) => change(which, (channel) => ((channel.archived = false), tellChannel(space, channel, 'unarchive'))),
      removeBot: (which) => change(which, (channel) => (channel.members.delete(space.bot.userId), tellChannel(space, channel, 'left'))),
      inviteBot: (which) => change(which, (channel) => (channel.members.add(space.bot.userId), space.emit({ type: 'member_joined_channel', user: space.bot.userId, channel: channel.id, channel_type: channel.isPrivate ? 'G' : 'C', team: space.team.id, event_ts: space.ts(channel.id) }))),
      deleteChannel: (which) => change(which, (channel) => (tellChannel(space, channel, 'deleted'), (channel.gone = true))),
    },
    users: {
      add(user) {
        const added = { id: user.id ?? space.id('U'), name: user.name, email: user.email, locale: user.locale ?? 'en-US', presence: user.presence ?? 'active', teamId: user.teamId ?? space.team.id, isBot: user.isBot ?? false, deleted: false };
        space.users.set(added.id, added);
        return added;
      },
      get(id) {
        const user = space.users.get(id);
        if (!user) throw new Error(`There is nobody ${id}.`);
        return user;
      },
      all: () => [...space.users.values()],
    },
  };
}
