import { BatonError, toBatonError } from '#core/errors.ts';
import { MAX_MESSAGE_LENGTH, type MessageChange } from '#core/message.ts';
import type { ChannelHook } from '../inbox/hook.ts';
import { takeFiles } from '../inbox/files.ts';
import { toPlainText } from '../inbox/plain-text.ts';
import { list, part, placeOf, text } from '../inbox/slip.ts';
import type { Person } from '../people.ts';
import { escapeText, inLanguage, isRefusal, say, whisper } from '../tell.ts';
import { splitText } from '../threads/split.ts';
import { SLACK_CUSTOMERS, writeAddress } from './address.ts';
import type { CustomersContext, Happening } from './context.ts';
import { amendOwn, takeReply } from './colleagues.ts';
import { takeChoice } from './choices.ts';
import { CUSTOMER_WORDS } from './words.ts';

/** Takes what happens in channels that are shared with customers: what customers write is theirs, what colleagues write may be a reply. */
export function createTake(context: CustomersContext): ChannelHook {
  const { people, identity } = context;
  const happening = (room: string, root: string, event: Happening['event'], key: string): Happening | undefined => {
    const shared = context.shared(room);
    if (!shared || root === '') return undefined;
    const { teamId } = identity();
    if (teamId === undefined) throw new BatonError('unavailable', 'Slack has not said yet which workspace this is.');
    const address = writeAddress({ team: teamId, room, root });
    return { shared, room, root, address, conversationId: context.store.idOf(SLACK_CUSTOMERS, address), event, key };
  };
  return {
    owns: (room) => context.shared(room) !== undefined,
    async message(event, key) {
      const { channel, thread } = placeOf(event);
      const what = happening(channel, thread, event, key);
      if (!what) return;
      const subtype = text(event, 'subtype');
      if (subtype === 'message_changed') return takeChange(context, what);
      if (subtype === 'message_deleted') return takeRemoval(context, what);
      const user = text(event, 'user');
      if (user === undefined || text(event, 'ts') === undefined || user === identity().botUserId) return;
      const person = await people.find(user);
      return person.staff ? takeReply(context, what, person, person.staff) : takeMessage(context, what, person);
    },
    async press(body, key) {
      const message = part(body, 'message');
      const room = text(part(body, 'channel'), 'id') ?? text(part(body, 'container'), 'channel_id') ?? '';
      const what = happening(room, text(message, 'thread_ts') ?? text(message, 'ts') ?? '', body, key);
      if (what) await takeChoice(context, what);
    },
  };
}

/** The id under which a message is accepted; further parts of a long one have their number behind it. */
const outsideId = (room: string, ts: string, i: number): string => `${room}:${ts}${i === 0 ? '' : `#${i}`}`;

const inParts = (words: string): readonly string[] => splitText(words.trim(), MAX_MESSAGE_LENGTH).filter((each, i) => i === 0 || each.trim() !== '');

async function takeMessage(context: CustomersContext, { shared, room, root, address, conversationId, event }: Happening, person: Person): Promise<void> {
  const ts = text(event, 'ts') ?? '';
  const place = { channel: room, thread: root };
  const sink = context.sink();
  const { files, left } = await takeFiles(context, conversationId, list(event, 'files'), shared.language);
  // What could not be kept is named in the message too, so that whoever helps knows that there was something.
  const words = [await readWords(context, event), ...left].join('\n');
  if (words.trim() === '' && files.length === 0) return;
  try {
    for (const [i, each] of inParts(words).entries()) {
      await sink.accept({
        channel: SLACK_CUSTOMERS,
        address,
        externalId: outsideId(room, ts, i),
        text: each,
        ...(i === 0 && files.length > 0 ? { files } : {}),
        ...(shared.customer === undefined ? {} : { customerId: shared.customer }),
        language: shared.language,
      });
    }
  } catch (error) {
    // Nobody but the customer can help it: they are told, and may write it otherwise.
    if (!isRefusal(error)) throw error;
    return whisper(context, person.slackId, place, escapeText(`${say(CUSTOMER_WORDS.notTaken, shared.language)}${inLanguage(toBatonError(error).message, shared.language)}`));
  }
  if (left.length > 0) await whisper(context, person.slackId, place, escapeText(left.join('\n')));
}

async function takeChange(context: CustomersContext, what: Happening): Promise<void> {
  const message = part(what.event, 'message');
  const before = part(what.event, 'previous_message');
  const ts = text(message, 'ts');
  const user = text(part(message, 'edited'), 'user') ?? text(message, 'user');
  // A root with replies that is deleted stays as a tombstone.
  if (text(message, 'subtype') === 'tombstone') return takeRemoval(context, what);
  // Slack also says so when it has unfolded a link.
  if (ts === undefined || user === undefined || text(message, 'text') === text(before, 'text')) return;
  const words = await readWords(context, message);
  const person = await context.people.find(user);
  if (person.staff) return amendOwn(context, what, ts, person, person.staff, words);
  const parts = inParts(words);
  const former = inParts(await readWords(context, before)).length;
  for (let i = 0; i < Math.max(parts.length, former); i += 1) {
    const each = parts[i]?.trim() ?? '';
    await edit(context, what, ts, i, each === '' ? { kind: 'removed' } : { kind: 'text', text: each });
  }
}

async function takeRemoval(context: CustomersContext, what: Happening): Promise<void> {
  const before = part(what.event, 'previous_message');
  const ts = text(what.event, 'deleted_ts') ?? text(before, 'ts');
  const user = text(before, 'user');
  // Posts of ours that somebody deleted are gone; what they said stays with us.
  if (ts === undefined || user === undefined || text(before, 'bot_id') !== undefined) return;
  const person = await context.people.find(user);
  if (person.staff) return amendOwn(context, what, ts, person, person.staff, undefined);
  const former = inParts(await readWords(context, before)).length;
  for (let i = 0; i < former; i += 1) await edit(context, what, ts, i, { kind: 'removed' });
}

const edit = ({ sink }: CustomersContext, { room, address }: Happening, ts: string, i: number, change: MessageChange): Promise<void> => sink().edit({ channel: SLACK_CUSTOMERS, address, externalId: outsideId(room, ts, i), change });

/** What somebody wrote, in plain words and without the bot's own name, by which it was called. */
async function readWords({ people, identity }: CustomersContext, message: Happening['event']): Promise<string> {
  const { botUserId } = identity();
  const written = (text(message, 'text') ?? '').replaceAll(botUserId === undefined ? /(?!)/g : new RegExp(`<@${botUserId}(?:\\|[^>]*)?>\\s*`, 'g'), '');
  return (await toPlainText(written, list(message, 'blocks'), people.nameOf)).trim();
}
