import { BatonError, toBatonError } from '#core/errors.ts';
import type { FileRef, Message } from '#core/message.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { DeskThread } from '#core/ports/desk-threads.ts';
import { type SlackContext, SLACK_DESK } from '../context.ts';
import type { Person } from '../people.ts';
import { escapeText, inLanguage, isRefusal, orTell, type Place, requireStaff, say, whisper } from '../tell.ts';
import { WORDS } from '../words.ts';
import { takeFiles } from './files.ts';
import { toPlainText } from './plain-text.ts';
import { list, part, placeOf, text } from './slip.ts';

type Event = Readonly<Record<string, unknown>>;

/** So much of a conversation is looked through for a message that was written in Slack. */
const LOOKED_AT = 2_000;

/** Where a message was written, as it is kept with it; also its command's id. */
export const originOf = (channel: string, ts: string): string => `${SLACK_DESK}:${channel}:${ts}`;

/**
 * Takes what people do in the threads of handovers: their replies are notes, or go to the customer where the thread's owner has
 * switched it to that; what they edit or delete follows. Everything else in the room is theirs alone. Makes its effect once.
 */
export async function takeMessage(context: SlackContext, event: Event, key: string): Promise<void> {
  const { channel, thread: root } = placeOf(event);
  const subtype = text(event, 'subtype');
  if (subtype === 'message_changed') return takeChange(context, event, { channel, root }, key);
  if (subtype === 'message_deleted') return takeDeletion(context, event, { channel, root }, key);
  const [user, ts] = [text(event, 'user'), text(event, 'ts')];
  if (user === undefined || ts === undefined || text(event, 'thread_ts') === undefined || ts === root) return;
  const thread = await threadAt(context, channel, root, text(event, 'parent_user_id'));
  if (!thread) return;
  const place = { channel, thread: root };
  const person = await context.people.find(user);
  const words = await toPlainText(text(event, 'text') ?? '', list(event, 'blocks'), context.people.nameOf);
  await orTell(context, person, place, () => speak(context, { event, person, place, thread, words, origin: originOf(channel, ts) }), words === '' ? '' : `${say(WORDS.yourWords, person.language)}${words}`);
}

async function speak(
  context: SlackContext,
  { event, person, place, thread, words, origin }: { readonly event: Event; readonly person: Person; readonly place: Place; readonly thread: DeskThread; readonly words: string; readonly origin: string },
): Promise<void> {
  const staff = requireStaff(person);
  const { conversationId } = thread;
  // After a crash it comes again; its files would be others then, though it is the same message.
  if (await findByOrigin(context, conversationId, origin)) return;
  const { files, left } = await takeFiles(context, conversationId, list(event, 'files'), person.language);
  if (left.length > 0) await whisper(context, person.slackId, place, escapeText(left.join('\n')));
  if (words.trim() === '' && files.length === 0) return;
  const more = { origin, ...(files.length > 0 ? { files } : {}) };
  if (thread.talker?.id !== staff.id) return context.sink().note(conversationId, staff, words, origin, more);
  await talk(context, { staff, person, place, conversationId, words, more });
}

/** To the customer, as long as the conversation is still the speaker's; otherwise it is kept as a note, and the speaker is told. */
async function talk(
  { sink, store, ...context }: SlackContext,
  { staff, person, place, conversationId, words, more }: { readonly staff: Staff; readonly person: Person; readonly place: Place; readonly conversationId: string; readonly words: string; readonly more: { readonly origin: string; readonly files?: readonly FileRef[] } },
): Promise<void> {
  const conversation = await store.conversation(conversationId);
  if (conversation?.state === 'human' && conversation.agentId === staff.id) return sink().reply(conversationId, staff, words, more.origin, more);
  await sink().note(conversationId, staff, words, more.origin, more);
  await whisper(context, person.slackId, place, say(WORDS.keptAsNote, person.language));
}

async function takeChange(context: SlackContext, event: Event, { channel, root }: { readonly channel: string; readonly root: string }, key: string): Promise<void> {
  const message = part(event, 'message');
  const [ts, before] = [text(message, 'ts'), part(event, 'previous_message')];
  // A card with replies that is deleted by hand stays as a tombstone.
  if (ts !== undefined && text(message, 'subtype') === 'tombstone') return context.gone(channel, ts);
  // Slack also says so when it has unfolded a link.
  if (ts === undefined || ts === root || text(message, 'text') === text(before, 'text')) return;
  await amend(context, { channel, root, ts, user: text(part(message, 'edited'), 'user') ?? text(message, 'user') }, WORDS.notEdited, async (conversationId, staff, messageId) => {
    const words = await toPlainText(text(message, 'text') ?? '', list(message, 'blocks'), context.people.nameOf);
    await context.sink().edit(conversationId, staff, messageId, words, key);
  });
}

async function takeDeletion(context: SlackContext, event: Event, { channel, root }: { readonly channel: string; readonly root: string }, key: string): Promise<void> {
  const ts = text(event, 'deleted_ts');
  const before = part(event, 'previous_message');
  if (ts === undefined) return;
  if (text(before, 'bot_id') !== undefined || ts === root) {
    // One of our own posts was deleted by hand.
    return context.gone(channel, ts);
  }
  // Slack does not say who deleted it; whoever may, did so in the name of its author.
  await amend(context, { channel, root, ts, user: text(before, 'user') }, WORDS.notTakenBack, (conversationId, staff, messageId) => context.sink().retract(conversationId, staff, messageId, key));
}

async function amend(
  context: SlackContext,
  { channel, root, ts, user }: { readonly channel: string; readonly root: string; readonly ts: string; readonly user: string | undefined },
  refused: { readonly zh: string; readonly en: string },
  work: (conversationId: string, staff: Staff, messageId: string) => Promise<void>,
): Promise<void> {
  const thread = await context.threads.at(SLACK_DESK, channel, root);
  const found = thread && (await findByOrigin(context, thread.conversationId, originOf(channel, ts)));
  if (!thread || !found || user === undefined) return;
  const person = await context.people.find(user);
  try {
    await work(thread.conversationId, requireStaff(person), found.id);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // A note that cannot be changed harms nobody; what a customer has read does.
    const lead = found.visibility === 'all' ? say(refused, person.language) : '';
    await whisper(context, person.slackId, { channel, thread: root }, escapeText(lead + inLanguage(toBatonError(error).message, person.language)));
  }
}

async function findByOrigin({ store }: SlackContext, conversationId: string, origin: string): Promise<Message | undefined> {
  return (await store.transcript(conversationId, LOOKED_AT)).find(({ message }) => message.extras.origin === origin)?.message;
}

/**
 * The thread whose card stands there. Where the first post is ours and yet not known, it has only just been posted: throws
 * `unavailable`, so that the reply is taken in a moment.
 */
async function threadAt({ threads, identity, clock }: SlackContext, channel: string, root: string, parent: string | undefined): Promise<DeskThread | undefined> {
  const thread = await threads.at(SLACK_DESK, channel, root);
  const isFresh = clock.now() - Number.parseFloat(root) * 1000 < FRESH_MS;
  if (!thread && isFresh && parent !== undefined && parent === identity().botUserId) throw new BatonError('unavailable', 'The thread is not known yet.');
  return thread;
}

/** So long after a post its place may still be unknown, ms. */
const FRESH_MS = 5 * 60_000;
