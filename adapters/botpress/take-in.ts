import type { FileRef } from '#core/message.ts';
import { MAX_MESSAGE_LENGTH } from '#core/message.ts';
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
};

/** Hands a forwarded event to the core under Botpress' own message id. Nothing happens for what Baton or the bot has said itself, and for what says nothing. */
export async function takeIn({ kind, conversation, message }: Envelope, sink: ChannelSink, parts: TakeInParts): Promise<void> {
  const { channel, botId, tagName, now } = parts;
  const isOwn = message.direction === 'outgoing' || message.userId === botId || message.tags[tagName] !== undefined;
  // A channel of that name is a desk: what comes from there are colleagues.
  if (isOwn || conversation.channel === 'hitl') return;
  const address = writeAddress({ integration: conversation.integration, conversationId: conversation.id });
  const place = { channel, address, externalId: message.id };
  if (kind === 'removed') return sink.edit({ ...place, change: { kind: 'removed' } });
  const guessed = guessLanguage(readMessage(message.type, message.payload, 'zh').text);
  const said = readMessage(message.type, message.payload, guessed);
  if (kind === 'updated') {
    if (said.text.trim() !== '') await sink.edit({ ...place, change: { kind: 'text', text: said.text.slice(0, MAX_MESSAGE_LENGTH) } });
    return;
  }
  const { text, files } = await keepFiles(parts.idOf(channel, address), said, guessed, parts.keeper, now());
  if (text.trim() === '' && files.length === 0) return;
  await acceptAll({ ...place, language: guessed }, text, files, sink);
}

/** A message that is longer than Baton's is taken in parts, one after the other. */
async function acceptAll(place: { readonly channel: string; readonly address: string; readonly externalId: string; readonly language: 'zh' | 'en' }, text: string, files: readonly FileRef[], sink: ChannelSink): Promise<void> {
  const pieces = splitText(text, MAX_MESSAGE_LENGTH).filter((piece, i) => i === 0 || piece.trim() !== '');
  for (const [i, piece] of pieces.entries()) {
    await sink.accept({ ...place, externalId: i === 0 ? place.externalId : `${place.externalId}#${i + 1}`, text: piece, ...(i === 0 && files.length > 0 ? { files } : {}) });
  }
}
