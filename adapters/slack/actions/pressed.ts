import { ACTIONS, type ActionValue, readValue } from '../action-ids.ts';
import { list, part, text } from '../inbox/slip.ts';
import type { Place } from '../tell.ts';

/** What somebody pressed. */
export type Pressed = { readonly actionId: string; readonly value: ActionValue | undefined; readonly raw: string; readonly slackId: string; readonly triggerId: string; readonly place: Place; /** When, by Slack's clock, in its own form. */ readonly at: string | undefined };

/** Reads the first action of `block_actions`; a choice in a card's menu reads as the button that it stands for. */
export function readPressed(body: unknown): Pressed | undefined {
  const action = list(body, 'actions')[0];
  const id = text(action, 'action_id');
  const slackId = text(part(body, 'user'), 'id');
  if (id === undefined || slackId === undefined) return undefined;
  const raw = text(action, 'value') ?? text(part(action, 'selected_option'), 'value') ?? '';
  const value = readValue(raw);
  const extra = value?.extra ?? '';
  const actionId = id === ACTIONS.more && Object.hasOwn(ACTIONS, extra) ? ACTIONS[extra as keyof typeof ACTIONS] : id;
  const [container, message] = [part(body, 'container'), part(body, 'message')];
  const thread = text(message, 'thread_ts') ?? text(container, 'thread_ts') ?? text(message, 'ts');
  const channel = text(part(body, 'channel'), 'id') ?? text(container, 'channel_id') ?? '';
  // An ephemeral message is no thread of its own.
  const isPassing = container['is_ephemeral'] === true && text(container, 'thread_ts') === undefined;
  return { actionId, value, raw, slackId, triggerId: text(body, 'trigger_id') ?? '', at: text(action, 'action_ts'), place: { channel, ...(thread === undefined || isPassing ? {} : { thread }) } };
}
