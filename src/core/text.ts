import { BatonError } from './errors.ts';
import { MAX_MESSAGE_LENGTH } from './message.ts';

/**
 * A customer's or agent's text as it may be stored: whole characters only, without control characters (PostgreSQL
 * refuses NUL), line ends as LF, trimmed. Throws `invalid_input` when nothing is left and `too_large` above
 * MAX_MESSAGE_LENGTH; both messages can be shown to people.
 */
export function cleanText(raw: string): string {
  if (raw.length > MAX_MESSAGE_LENGTH) {
    throw new BatonError(
      'too_large',
      `消息太长（${raw.length} 个字符），最多 ${MAX_MESSAGE_LENGTH} 个字符，请分几条发送。 · The message has ${raw.length} characters; the limit is ${MAX_MESSAGE_LENGTH}. Please send it in parts.`,
    );
  }
  const text = raw
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  if (text === '') throw new BatonError('invalid_input', '消息是空的，请写点内容。 · The message is empty; please write something.');
  return text;
}

/** The same where files may come without words: then it may be empty. */
export function cleanWords(raw: string, files: readonly unknown[] | undefined): string {
  return raw.trim() === '' && (files ?? []).length > 0 ? '' : cleanText(raw);
}

/** At most `limit` UTF-16 units of a text, never half a character, with … where something was left out. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
