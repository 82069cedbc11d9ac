import { createHash } from 'node:crypto';
import type { Language } from '#core/language.ts';
import type { PastLine } from '#core/ports/outside-desk.ts';
import { nameOf } from '../keep-files.ts';
import { readMessage } from '../read-message.ts';

/** A line as Botpress passes it on. */
export type HistoryLine = { readonly source: { readonly type: 'user' | 'bot' }; readonly type: string; readonly payload: Readonly<Record<string, unknown>> };

/** So many last lines of a history are taken; whoever helps reads no more. */
const MOST_LINES = 100;

/**
 * The history of a conversation in lines that are taken once, although Botpress gives them no ids: a line is the same when
 * it is the n-th with these words by this side. Files are named by their address, for they stay where the bot is.
 */
export function readHistory(conversationId: string, history: readonly HistoryLine[], language: Language): readonly PastLine[] {
  const seen = new Map<string, number>();
  return history
    .map(({ source, type, payload }): PastLine => {
      const { text, files } = readMessage(type, payload, language);
      const whole = [text, ...files.map((file) => nameOf(file, language))].filter((part) => part !== '').join('\n');
      const digest = createHash('sha256').update(`${source.type}\0${type}\0${whole}`).digest('base64url').slice(0, 22);
      const count = (seen.get(digest) ?? 0) + 1;
      seen.set(digest, count);
      return { externalId: `${conversationId}:${digest}:${count}`, by: source.type === 'bot' ? 'bot' : 'customer', text: whole };
    })
    .filter(({ text }) => text.trim() !== '')
    .slice(-MOST_LINES);
}
