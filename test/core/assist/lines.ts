import type { UnderstoodMessage } from '#core/ports/store.ts';
import type { Message } from '#core/message.ts';
import type { Understanding } from '#core/understanding.ts';
import { message, understanding } from '../samples.ts';

/** One line: whose words, and what else is known of the understanding of a customer's, or of the message. */
export type Line = readonly [who: Message['author'], text: string, understood?: Partial<Understanding> | undefined, message?: Partial<Message>];

/** A transcript of lines, in order. */
export function transcriptOf(...lines: readonly Line[]): readonly UnderstoodMessage[] {
  return lines.map(([author, text, understood, more], at) => ({
    message: message({ seq: at + 1, author, text, ...more }),
    understanding: author === 'customer' ? understanding(understood) : undefined,
  }));
}

/** Small talk of the catalogue. */
export const THANKS = { intents: [{ id: 'thanks', confidence: 0.95 }] };
/** A call for a person. */
export const PERSON = { intents: [{ id: 'signal-person', confidence: 0.95 }], signals: [{ kind: 'person' as const, words: ['转人工'], confidence: 1 }] };
