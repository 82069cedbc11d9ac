import { isBatonError } from '#core/errors.ts';
import { list, part, text } from '../inbox/slip.ts';
import { say, whisper } from '../tell.ts';
import { context as smallLine, type SlackBlock } from '../threads/content.ts';
import { escape } from '../threads/mrkdwn.ts';
import { SLACK_CUSTOMERS } from './address.ts';
import type { CustomersContext, Happening } from './context.ts';
import { CHOICE } from './render.ts';
import { CUSTOMER_WORDS } from './words.ts';

/** A choice was pressed: the customer says its words, once for each message; then the buttons go, and what was chosen stands there. */
export async function takeChoice(context: CustomersContext, { shared, room, root, address, event: body }: Happening): Promise<void> {
  const action = list(body, 'actions')[0];
  const message = part(body, 'message');
  const [words, ts, user] = [text(action, 'value'), text(message, 'ts'), text(part(body, 'user'), 'id')];
  if (!text(action, 'action_id')?.startsWith(CHOICE) || words === undefined || ts === undefined || user === undefined) return;
  const place = { channel: room, thread: root };
  const person = await context.people.find(user);
  if (person.staff) return whisper(context, user, place, say(CUSTOMER_WORDS.notPressed, person.language));
  try {
    await context.sink().accept({ channel: SLACK_CUSTOMERS, address, externalId: `${room}:${ts}:choice`, text: words, ...(shared.customer === undefined ? {} : { customerId: shared.customer }), language: shared.language });
  } catch (error) {
    if (!isBatonError(error, 'conflict')) throw error;
    return whisper(context, user, place, say(CUSTOMER_WORDS.chosenBefore, shared.language));
  }
  await showChoice(context, room, ts, message, text(part(action, 'text'), 'text') ?? words).catch(context.onError);
}

async function showChoice({ api }: CustomersContext, room: string, ts: string, message: Readonly<Record<string, unknown>>, label: string): Promise<void> {
  const blocks = (list(message, 'blocks') as readonly SlackBlock[]).filter(({ type }) => type !== 'actions');
  await api.call((web) => web.chat.update({ channel: room, ts, text: text(message, 'text') ?? label, blocks: [...blocks, smallLine(`✓ ${escape(label)}`)] }));
}
