import type { Language } from '#core/language.ts';
import { type FileRef, type InboundEdit, MAX_MESSAGE_LENGTH } from '#core/message.ts';
import type { ChannelSink } from '#core/ports/channel-adapter.ts';
import { writeAddress } from './address.ts';
import type { Envelope } from './envelope.ts';
import { type FileKeeper, keepFiles } from './keep-files.ts';
import { guessLanguage, readMessage } from './read-message.ts';
import { splitText } from './split-text.ts';

/** What taking in needs beside the sink. */
export type TakeInParts = {
  /** Name of the channel. */
  readonly channel: string;
  /** Id of the bot: what it says itself is no customer's. */
  readonly botId: string;
  /** Name of the tag on messages that Baton has sent. */
  readonly tagName: string;
  readonly keeper?: FileKeeper | undefined;
  /** See `Store.idOf`. */
  readonly idOf: (channel: string, address: string) => string;
  readonly now: () => number;
  /** May a file be waited for that is not there now? Then the event comes again. */
  readonly mayWait: boolean;
};

/** Hands a forwarded event to the core under Botpress' own message id. Nothing happens for what Baton or the bot has said itself, and for what says nothing. */
export async function takeIn({ kind, conversation, message }: Envelope, sink: ChannelSink, parts: TakeInParts): Promise<void> {
  const { channel, botId, tagName, now } = parts;
  const isOwn = message.direction === 'outgoing' || message.userId === botId || message.tags[tagName] !== undefined;
  // A channel of that name is a desk: what comes from there are colleagues.
  if (isOwn || conversation.channel === 'hitl') return;
  const address = writeAddress({ integration: conversation.integration, conversationId: conversation.id });
  const place = { channel, address, externalId: message.id };
  const guessed = guessLanguage(readMessage(message.type, message.payload, 'zh').text);
  const said = readMessage(message.type, message.payload, guessed);
  if (kind === 'removed') return changeParts(place, said.text, () => ({ kind: 'removed' }), sink);
  if (kind === 'updated') {
    if (said.text.trim() !== '') await changeParts(place, said.text, (text) => ({ kind: 'text', text }), sink);
    return;
  }
  const { text, files } = await keepFiles(parts.idOf(channel, address), said, guessed, { keeper: parts.keeper, now: now(), mayWait: parts.mayWait });
  if (text.trim() === '' && files.length === 0) return;
  await acceptAll({ ...place, language: guessed }, text, files, sink);
}

type Place = { readonly channel: string; readonly address: string; readonly externalId: string };

const partsOf = (text: string): readonly string[] => splitText(text, MAX_MESSAGE_LENGTH).filter((piece, i) => i === 0 || piece.trim() !== '');
const partId = ({ externalId }: Place, i: number): string => (i === 0 ? externalId : `${externalId}#${i + 1}`);

/** A message that is longer than Baton's is taken in parts, one after the other. */
async function acceptAll(place: Place & { readonly language: Language }, text: string, files: readonly FileRef[], sink: ChannelSink): Promise<void> {
  for (const [i, piece] of partsOf(text).entries()) {
    await sink.accept({ ...place, externalId: partId(place, i), text: piece, ...(i === 0 && files.length > 0 ? { files } : {}) });
  }
}

/** Every part that a message was taken in gets its new words, or goes; at least the first. */
async function changeParts(place: Place, text: string, changeOf: (piece: string) => InboundEdit['change'], sink: ChannelSink): Promise<void> {
  for (const [i, piece] of partsOf(text).entries()) await sink.edit({ ...place, externalId: partId(place, i), change: changeOf(piece) });
}
