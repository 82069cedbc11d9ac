import { count, flag, text } from './arguments.ts';
import { type Method, method, pageOf } from './method.ts';
import { Refusal } from './refusal.ts';
import { userJson } from './shapes.ts';
import { postOf, channelOf, userOf, type Workspace } from './workspace.ts';

/** Who the token is. */
const whoAmI = (space: Workspace) => ({ url: `https://${space.team.domain}.slack.com/`, team: space.team.domain, user: 'baton', team_id: space.team.id, user_id: space.bot.userId, bot_id: space.bot.botId, is_enterprise_install: false });

/** auth.*, users.*, team.*, bots.*, reactions.* */
export const peopleMethods: Readonly<Record<string, Method>> = {
  'auth.test': method('special', [], {}, whoAmI),
  'api.test': method(4, [], { foo: text.optional() }, () => ({})),
  'team.info': method(3, ['team:read'], { team: text.optional() }, (space) => ({ team: { id: space.team.id, name: space.team.domain, domain: space.team.domain, email_domain: '', icon: {} } })),
  'bots.info': method(3, ['users:read'], { bot: text }, (space, args) => {
    if (args.bot !== space.bot.botId) throw new Refusal('bot_not_found');
    return { bot: { id: space.bot.botId, deleted: false, name: 'baton', app_id: space.bot.appId, user_id: space.bot.userId, updated: 1, icons: {} } };
  }),
  'users.info': method(4, ['users:read'], { user: text, include_locale: flag.optional() }, (space, args) => ({ user: userJson(space, userOf(space, args.user), args.include_locale === true) })),
  'users.list': method(2, ['users:read'], { limit: count.optional(), cursor: text.optional(), include_locale: flag.optional() }, (space, args) => {
    const { page, more } = pageOf([...space.users.values()].filter(({ teamId }) => teamId === space.team.id), args.cursor, args.limit);
    return { members: page.map((user) => userJson(space, user, args.include_locale === true)), cache_ts: 1, ...more };
  }),
  'users.lookupByEmail': method(3, ['users:read.email'], { email: text }, (space, args) => {
    const user = [...space.users.values()].find(({ email, deleted }) => !deleted && email?.toLowerCase() === args.email.toLowerCase());
    if (!user) throw new Refusal('users_not_found');
    return { user: userJson(space, user, false) };
  }),
  'users.getPresence': method(3, ['users:read'], { user: text.optional() }, (space, args) => ({ presence: userOf(space, args.user ?? space.bot.userId).presence })),
  'reactions.add': method(3, ['reactions:write'], { channel: text, timestamp: text, name: text }, (space, args) => {
    const who = reactors(space, args, true);
    if (who.has(space.bot.userId)) throw new Refusal('already_reacted');
    who.add(space.bot.userId);
    space.changed();
    return {};
  }),
  'reactions.remove': method(2, ['reactions:write'], { channel: text, timestamp: text, name: text }, (space, args) => {
    if (!reactors(space, args, false).delete(space.bot.userId)) throw new Refusal('no_reaction');
    space.changed();
    return {};
  }),
};

function reactors(space: Workspace, args: { readonly channel: string; readonly timestamp: string; readonly name: string }, isAdding: boolean): Set<string> {
  const channel = channelOf(space, args.channel);
  if (isAdding && channel.archived) throw new Refusal('is_archived');
  const post = postOf(channel, args.timestamp);
  if (!post) throw new Refusal('message_not_found');
  if (!channel.members.has(space.bot.userId)) throw new Refusal('not_in_channel');
  if (!/^[\w+-]+(?:::skin-tone-\d)?$/.test(args.name)) throw new Refusal('invalid_name');
  const who = post.reactions.get(args.name) ?? new Set<string>();
  if (isAdding) post.reactions.set(args.name, who);
  return who;
}
