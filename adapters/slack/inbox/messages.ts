import { BatonError, isBatonError, toBatonError } from '#core/errors.ts';
import type { Bilingual } from '#core/language.ts';
import type { FileRef, Message } from '#core/message.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { DeskThread } from '#core/ports/desk-threads.ts';
import { shorten } from '#core/text.ts';
import { adviceLines } from '../actions/advice-lines.ts';
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
  if (user === undefined || user === context.identity().botUserId || ts === undefined || text(event, 'thread_ts') === undefined || ts === root) return;
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
  if (thread.talker?.id !== staff.id || isBefore(text(event, 'ts'), thread.talker.since)) return context.sink().note(conversationId, staff, words, origin, more);
  await talk(context, { staff, person, place, thread, words, more });
}

/** Was it written before the thread was switched? It comes late then, and was written as a note. */
const isBefore = (ts: string | undefined, since: string | undefined): boolean => since !== undefined && Number(ts) < Number(since);

/** To the customer, as long as the conversation is still the speaker's and this is where they talk; otherwise it is kept as a note, and the speaker is told. */
async function talk(
  { sink, store, threads, ...context }: SlackContext,
  { staff, person, place, thread, words, more }: { readonly staff: Staff; readonly person: Person; readonly place: Place; readonly thread: DeskThread; readonly words: string; readonly more: { readonly origin: string; readonly files?: readonly FileRef[] } },
): Promise<void> {
  const { conversationId } = thread;
  const [conversation, latest] = await Promise.all([store.conversation(conversationId), threads.latest(SLACK_DESK, conversationId)]);
  // Where it stood before it moved, nobody sees that it was switched.
  const isHere = latest?.id === thread.id && latest.room === place.channel && latest.root === place.thread;
  const isTheirs = conversation?.state === 'human' && conversation.agentId === staff.id;
  const keep = async (why: Bilingual): Promise<void> => {
    await sink().note(conversationId, staff, words, more.origin, more);
    await whisper(context, person.slackId, place, say(why, person.language));
  };
  if (isTheirs && isHere) {
    // In the flow of talking nobody is stopped; what was said can be changed after.
    const advice = await context.adviseOn?.(conversationId, staff, words).catch((error: unknown) => context.onError(error));
    if (!(await isSaid(sink().reply(conversationId, staff, words, more.origin, more)))) return keep(WORDS.keptAsNote);
    const lines = advice ? adviceLines({ findings: advice.findings.filter(({ from, to }) => to > from) }, words, person.language) : [];
    if (lines.length > 0) await whisper(context, person.slackId, place, escapeText([`⚠️ ${say(WORDS.betterSaid, person.language)}`, ...lines].join('\n')));
    return;
  }
  await keep(isTheirs ? WORDS.keptAsNoteHere : WORDS.keptAsNote);
}

/** Was it said? Somebody else may have taken the conversation in the same moment. */
async function isSaid(saying: Promise<void>): Promise<boolean> {
  try {
    await saying;
    return true;
  } catch (error) {
    if (isBatonError(error, 'not_allowed_now', 'forbidden')) return false;
    throw error;
  }
}

async function takeChange(context: SlackContext, event: Event, { channel, root }: { readonly channel: string; readonly root: string }, key: string): Promise<void> {
  const message = part(event, 'message');
  const [ts, before] = [text(message, 'ts'), part(event, 'previous_message')];
  // A card with replies that is deleted by hand stays as a tombstone.
  if (ts !== undefined && text(message, 'subtype') === 'tombstone') return context.gone(channel, ts);
  const kept = list(message, 'files').filter((file) => text(file, 'mode') !== 'tombstone').length;
  const isSame = text(message, 'text') === text(before, 'text');
  // Slack also says so when it has unfolded a link.
  if (ts === undefined || ts === root || (isSame && kept === list(message, 'files').length && kept >= list(before, 'files').length)) return;
  const how = { channel, root, ts, user: text(part(message, 'edited'), 'user') ?? text(message, 'user'), refused: WORDS.notEdited };
  await amend(context, how, {
    async known(conversationId, { staff, ...person }, found) {
      // A single file cannot be taken back from a customer, and it must not stay there.
      if (kept < (found.extras.files?.length ?? 0)) {
        await context.sink().retract(conversationId, staff, found.id, key);
        return whisper(context, person.slackId, { channel, thread: root }, say(WORDS.files.takenBack, person.language));
      }
      if (isSame) return;
      const words = await toPlainText(text(message, 'text') ?? '', list(message, 'blocks'), context.people.nameOf);
      await context.sink().edit(conversationId, staff, found.id, words, key);
    },
    // It was changed before it came here, and comes later or never: it is taken as it stands now.
    unknown: () => takeMessage(context, { ...message, channel, thread_ts: root }, key),
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
  await amend(context, { channel, root, ts, user: text(before, 'user'), refused: WORDS.notTakenBack }, {
    known: (conversationId, { staff }, found) => context.sink().retract(conversationId, staff, found.id, key),
    // It was deleted before it came here. When it comes it must not go out any more, so its place is taken.
    async unknown(conversationId, { staff }) {
      const origin = originOf(channel, ts);
      const words = await toPlainText(text(before, 'text') ?? '', list(before, 'blocks'), context.people.nameOf);
      await context.sink().note(conversationId, staff, shorten(words.trim() === '' ? '…' : words, SHOWN_OF_DELETED), origin, { origin });
      const taken = await findByOrigin(context, conversationId, origin);
      if (taken) await context.sink().retract(conversationId, staff, taken.id, key);
    },
  });
}

/** So much is kept for staff of what was deleted before it came here. */
const SHOWN_OF_DELETED = 1_000;

type Colleague = Person & { readonly staff: Staff };
type Amending = {
  readonly known: (conversationId: string, who: Colleague, found: Message) => Promise<void>;
  readonly unknown: (conversationId: string, who: Colleague) => Promise<void>;
};

async function amend(
  context: SlackContext,
  { channel, root, ts, user, refused }: { readonly channel: string; readonly root: string; readonly ts: string; readonly user: string | undefined; readonly refused: { readonly zh: string; readonly en: string } },
  { known, unknown }: Amending,
): Promise<void> {
  const thread = await context.threads.at(SLACK_DESK, channel, root);
  if (!thread || user === undefined) return;
  const found = await findByOrigin(context, thread.conversationId, originOf(channel, ts));
  const person = await context.people.find(user);
  // What somebody wrote who is nobody here was never taken.
  if (!found && !person.staff) return;
  try {
    const who = { ...person, staff: requireStaff(person) };
    await (found ? known(thread.conversationId, who, found) : unknown(thread.conversationId, who));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (!found) return;
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
