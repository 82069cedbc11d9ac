import { z } from 'zod';
import { checkMessageBlocks, checkView } from './blocks.ts';
import { addBotPost, changePost, removePost } from './methods-chat.ts';
import { pushView, replaceView } from './methods-views.ts';
import type { FakeEphemeral, FakePost, FakeView } from './types.ts';
import { channelOf, postOf, type Workspace } from './workspace.ts';

const answerShape = z.discriminatedUnion('response_action', [
  z.strictObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
  z.strictObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('clear') }),
]);

/** What an app's answer to a submission does with the modals. Errors by block_id, where it gives some. Throws an `Error` for an answer that Slack does not take: people see that something went wrong then. */
export function applyViewAnswer(space: Workspace, view: FakeView, answer: unknown): Readonly<Record<string, string>> | undefined {
  const open = space.modals.get(view.user) ?? [];
  if (answer === undefined) {
    space.modals.set(view.user, open.filter(({ id }) => id !== view.id));
    space.changed();
    return undefined;
  }
  const given = answerShape.parse(answer);
  if (given.response_action === 'errors') {
    const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id: id }) => id);
    const stranger = Object.keys(given.errors).find((id) => !inputs.includes(id));
    if (stranger !== undefined) throw new Error(`Errors stand under input blocks; ${stranger} is none.`);
    return given.errors;
  }
  if (given.response_action === 'clear') space.modals.delete(view.user);
  else if (given.response_action === 'update') replaceView(space, view, checkView(given.view, 'modal'));
  else pushView(space, view.user, checkView(given.view, 'modal'));
  space.changed();
  return undefined;
}

const saidShape = z.strictObject({
  text: z.string().optional(), blocks: z.unknown().optional(), response_type: z.enum(['ephemeral', 'in_channel']).optional(), thread_ts: z.string().optional(),
  replace_original: z.boolean().optional(), delete_original: z.boolean().optional(), metadata: z.unknown().optional(), mrkdwn: z.boolean().optional(), unfurl_links: z.boolean().optional(), unfurl_media: z.boolean().optional(),
});

/** Shows what an app answers to a command or at a response_url. Throws for what Slack does not take. */
export function showAnswer(space: Workspace, { user, channel: where, post }: { readonly user: string; readonly channel: string; readonly post: FakePost | FakeEphemeral | undefined }, answer: unknown): void {
  const said = saidShape.parse(answer);
  const blocks = said.blocks === undefined ? [] : checkMessageBlocks(said.blocks);
  const channel = channelOf(space, where);
  const text = said.text ?? '';
  const standing = post && postOf(channel, post.ts);
  const isEphemeral = post !== undefined && !('reactions' in post);
  if (said.delete_original === true || said.replace_original === true) {
    if (isEphemeral) space.ephemerals.splice(0, space.ephemerals.length, ...space.ephemerals.filter((one) => one !== post));
    else if (standing && said.delete_original === true) removePost(space, channel, standing);
    else if (standing) return changePost(space, channel, standing, { text, blocks });
  }
  if (said.delete_original === true) return space.changed();
  if (text === '' && blocks.length === 0) return;
  if (said.response_type === 'in_channel') addBotPost(space, channel, { text, blocks, threadTs: said.thread_ts });
  else space.ephemerals.push({ channel: channel.id, user, ts: space.ts(channel.id), threadTs: said.thread_ts ?? post?.threadTs, text, blocks });
  space.changed();
}
