import { hasJoined } from '#core/desk/desk-state.ts';
import { toBatonError } from '#core/errors.ts';
import type { Message } from '#core/message.ts';
import type { Staff } from '#core/ports/access-store.ts';
import { takeFiles } from '../inbox/files.ts';
import { toPlainText } from '../inbox/plain-text.ts';
import { list, text } from '../inbox/slip.ts';
import type { Person } from '../people.ts';
import { escapeText, inLanguage, isRefusal, say, whisper } from '../tell.ts';
import type { CustomersContext, Happening } from './context.ts';
import { CUSTOMER_WORDS } from './words.ts';

/** So much of a conversation is looked through for a message that was written in Slack. */
const LOOKED_AT = 2_000;

/** What a colleague writes in a customer's thread is a reply where they have the conversation or have joined it. Everybody else gets a hint that only they see. */
export async function takeReply(context: CustomersContext, { room, root, conversationId, shared, event }: Happening, person: Person, staff: Staff): Promise<void> {
  const conversation = await context.store.conversation(conversationId);
  // Colleagues talk there too, without anybody's asking.
  if (!conversation) return;
  const origin = `slack:${room}:${text(event, 'ts') ?? ''}`;
  const place = { channel: room, thread: root };
  if (await findByOrigin(context, conversationId, origin)) return;
  const hasVoice = conversation.state === 'human' && (conversation.agentId === staff.id || hasJoined(conversation, staff.id));
  if (!hasVoice) return whisper(context, person.slackId, place, say(CUSTOMER_WORDS.notOwner, person.language));
  const { files, left } = await takeFiles(context, conversationId, list(event, 'files'), shared.language);
  if (left.length > 0) await whisper(context, person.slackId, place, escapeText(left.join('\n')));
  const words = await toPlainText(text(event, 'text') ?? '', list(event, 'blocks'), context.people.nameOf);
  if (words.trim() === '' && files.length === 0) return;
  await orTell(context, person, place, CUSTOMER_WORDS.notOwner, () => context.desk().reply(conversationId, staff, words, origin, { origin, ...(files.length > 0 ? { files } : {}) }));
}

/** A colleague has changed or deleted a message; `words`: what it says now, or that it is gone. */
export async function amendOwn(context: CustomersContext, { room, root, conversationId, key }: Happening, ts: string, person: Person, staff: Staff, words: string | undefined): Promise<void> {
  const message = await findByOrigin(context, conversationId, `slack:${room}:${ts}`);
  if (!message) return;
  await orTell(context, person, { channel: room, thread: root }, CUSTOMER_WORDS.notEdited, () =>
    words === undefined || words === '' ? context.desk().retract(conversationId, staff, message.id, key) : context.desk().edit(conversationId, staff, message.id, words, key),
  );
}

async function orTell(context: CustomersContext, person: Person, place: { readonly channel: string; readonly thread: string }, lead: { readonly zh: string; readonly en: string }, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await whisper(context, person.slackId, place, escapeText(`${say(lead, person.language)}\n${inLanguage(toBatonError(error).message, person.language)}`));
  }
}

async function findByOrigin({ store }: CustomersContext, conversationId: string, origin: string): Promise<Message | undefined> {
  return (await store.transcript(conversationId, LOOKED_AT)).find(({ message }) => message.extras.origin === origin)?.message;
}
