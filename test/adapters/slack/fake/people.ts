import { elementsOf, type FakeElement } from './blocks.ts';
import type { Deliverer, Delivery } from './deliver.ts';
import { tellPosted } from './events.ts';
import { fillIn, type Filled } from './fill-in.ts';
import { changePost, removePost } from './methods-chat.ts';
import { optionsOf } from './read.ts';
import { channelJson, messageJson, viewJson } from './shapes.ts';
import type { FakeBlock, FakeEphemeral, FakeFile, FakeOutcome, FakePost, FakeSlack, FakeUser, FakeView } from './types.ts';
import { applyViewAnswer, showAnswer } from './view-answer.ts';
import { channelOf, type Workspace } from './workspace.ts';

type Seen = FakePost | FakeEphemeral | FakeView;
const isView = (seen: Seen): seen is FakeView => 'callbackId' in seen;
const isPost = (seen: Seen): seen is FakePost => 'reactions' in seen;

/** What people do in the workspace. */
export function createPeople(space: Workspace, deliverer: Deliverer): Pick<FakeSlack, 'say' | 'edit' | 'remove' | 'react' | 'press' | 'submit' | 'dismiss' | 'command' | 'openHome'> {
  const trigger = (user: FakeUser, channel?: string, post?: FakePost | FakeEphemeral): { readonly triggerId: string; readonly responseUrl: string } => {
    const ticket = { user: user.id, at: space.clock.now(), channel, post, uses: 0 };
    const triggerId = `${space.id('1')}.${space.id('2')}.fake`;
    const response = space.id('R');
    space.triggers.set(triggerId, { ...ticket });
    space.responses.set(response, { ...ticket });
    return { triggerId, responseUrl: `${space.origin}/actions/${space.team.id}/${response}` };
  };
  const person = (user: FakeUser) => ({ id: user.id, username: user.name.toLowerCase(), name: user.name.toLowerCase(), team_id: user.teamId });
  const common = (user: FakeUser) => ({ user: person(user), api_app_id: space.bot.appId, token: 'fake-verification-token', team: space.team, enterprise: null, is_enterprise_install: false });

  async function outcome(delivery: Delivery, triggerId: string): Promise<FakeOutcome> {
    const { status, body, took } = await delivery.answered.promise;
    const isOk = status !== undefined && status >= 200 && status < 300;
    let answer: FakeOutcome['answer'];
    try {
      answer = body === undefined || body === '' ? undefined : (JSON.parse(body) as FakeOutcome['answer']);
    } catch {
      // Plain text is shown to the one who typed a command.
      answer = { text: body };
    }
    return { ok: isOk, status, ms: took ?? 0, answer, errors: undefined, triggerId };
  }

  const topmost = (user: FakeUser): FakeView => {
    const view = space.modals.get(user.id)?.at(-1);
    if (!view) throw new Error(`${user.name} has no modal open.`);
    return view;
  };

  return {
    say(user, where, text, { thread, files = [], times } = {}) {
      const channel = channelOf(space, where);
      if (!channel.members.has(user.id)) channel.members.add(user.id);
      const kept = files.map(({ name, type, bytes }): FakeFile => ({ id: space.id('F'), name, title: name, mimetype: type, bytes, user: user.id, channels: [channel.id] }));
      kept.forEach((file) => space.files.set(file.id, file));
      const post: FakePost = {
        channel: channel.id, ts: space.ts(channel.id), threadTs: typeof thread === 'object' ? (thread.threadTs ?? thread.ts) : thread, user: user.id, botId: undefined,
        subtype: kept.length > 0 ? 'file_share' : undefined, text, blocks: richText(text), metadata: undefined, files: kept, reactions: new Map(), editedTs: undefined, deleted: false, broadcast: false,
      };
      channel.posts.push(post);
      tellPosted(space, channel, post, times === undefined ? {} : { times });
      space.changed();
      return post;
    },
    edit: (post, text) => changePost(space, channelOf(space, post.channel), post, { text, blocks: richText(text) }),
    remove: (post) => removePost(space, channelOf(space, post.channel), post),
    react(user, post, name) {
      const who = post.reactions.get(name) ?? new Set<string>();
      post.reactions.set(name, who.add(user.id));
      space.emit({ type: 'reaction_added', user: user.id, reaction: name, item_user: post.user, item: { type: 'message', channel: post.channel, ts: post.ts }, event_ts: space.ts(post.channel) });
      space.changed();
    },
    async press(user, seen, actionId, value) {
      const [block, element] = findElement(seen.blocks, actionId);
      const channel = isView(seen) ? undefined : channelOf(space, seen.channel);
      const { triggerId, responseUrl } = trigger(user, channel?.id, isView(seen) ? undefined : seen);
      const container = isView(seen)
        ? { type: 'view', view_id: seen.id }
        : { type: 'message', message_ts: seen.ts, channel_id: seen.channel, is_ephemeral: !isPost(seen), ...(seen.threadTs === undefined ? {} : { thread_ts: seen.threadTs }) };
      const where = isView(seen)
        ? { view: viewJson(space, seen) }
        : { channel: { id: seen.channel, name: channel?.name }, message: channel && isPost(seen) ? messageJson(space, channel, seen) : { type: 'message', subtype: 'bot_message', ts: seen.ts }, response_url: responseUrl };
      const action = { action_id: actionId, block_id: block.block_id, type: element.type, action_ts: space.ts('actions'), ...chosen(element, value) };
      const body = { type: 'block_actions', ...common(user), container, trigger_id: triggerId, ...where, state: { values: {} }, actions: [action] };
      return outcome(deliverer.bring('interactive', space.id('I'), body), triggerId);
    },
    async submit(user, values = {}) {
      const view = topmost(user);
      const filled = fillIn(view, values);
      if (filled.missing.length > 0) throw new Error(`These fields must be filled in: ${filled.missing.join(', ')}`);
      const { triggerId } = trigger(user);
      const body = { type: 'view_submission', ...common(user), trigger_id: triggerId, view: viewJson(space, view, filled.values), response_urls: [] };
      const result = await outcome(deliverer.bring('interactive', space.id('I'), body), triggerId);
      return result.ok ? { ...result, errors: applyViewAnswer(space, view, result.answer) } : result;
    },
    async dismiss(user) {
      const view = topmost(user);
      space.modals.set(user.id, (space.modals.get(user.id) ?? []).slice(0, -1));
      space.changed();
      if (view.notifyOnClose) await deliverer.bring('interactive', space.id('I'), { type: 'view_closed', ...common(user), view: viewJson(space, view), is_cleared: false }).answered.promise;
    },
    async command(user, line, { channel: where } = {}) {
      const [command = '', ...rest] = line.split(' ');
      const channel = where === undefined ? [...space.channels.values()].find(({ gone, archived }) => !gone && !archived) : channelOf(space, where);
      if (!channel) throw new Error('There is no channel to type in.');
      channel.members.add(user.id);
      const { triggerId, responseUrl } = trigger(user, channel.id);
      const body = {
        token: 'fake-verification-token', team_id: space.team.id, team_domain: space.team.domain, channel_id: channel.id, channel_name: channelJson(space, channel)['name'] as string,
        user_id: user.id, user_name: user.name.toLowerCase(), command, text: rest.join(' '), api_app_id: space.bot.appId, is_enterprise_install: 'false', response_url: responseUrl, trigger_id: triggerId,
      };
      const result = await outcome(deliverer.bring('slash_commands', space.id('I'), body), triggerId);
      if (result.ok && result.answer !== undefined) showAnswer(space, { user: user.id, channel: channel.id, post: undefined }, result.answer);
      return result;
    },
    openHome(user) {
      const view = space.homes.get(user.id);
      space.emit({ type: 'app_home_opened', user: user.id, channel: `D${user.id.slice(1)}`, tab: 'home', event_ts: space.ts('home'), ...(view ? { view: viewJson(space, view) } : {}) });
    },
  };
}

const richText = (text: string): readonly FakeBlock[] => (text === '' ? [] : [{ type: 'rich_text', block_id: 'typed', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }]);

function findElement(blocks: readonly FakeBlock[], actionId: string): readonly [FakeBlock, FakeElement] {
  for (const block of blocks) {
    const element = elementsOf(block).find(({ action_id: id }) => id === actionId);
    if (element) return [block, element];
  }
  const known = blocks.flatMap((block) => elementsOf(block).map(({ action_id: id }) => id));
  throw new Error(`There is no ${actionId} to press; there are ${known.join(', ') || 'none'}.`);
}

/** What an action says of what was chosen. */
function chosen(element: FakeElement, value: string | undefined): Filled {
  if (element.type === 'button') return { text: element.text, ...(element.value === undefined ? {} : { value: element.value }), ...(value === undefined || value === element.value ? {} : wrong(value)) };
  if (element.type === 'users_select') return { selected_user: value };
  if (element.type === 'channels_select') return { selected_channel: value };
  const option = optionsOf(element).find((one) => one.value === value || one.text.text === value);
  if (!option) throw new Error(`There is no choice ${value ?? ''}; there are ${optionsOf(element).map((one) => one.value).join(', ')}.`);
  return element.type === 'checkboxes' || element.type.startsWith('multi_') ? { selected_options: [option] } : { selected_option: option };
}

const wrong = (value: string): never => {
  throw new Error(`The button does not carry ${value}.`);
};
