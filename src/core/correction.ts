import type { Language } from './language.ts';
import type { Message } from './message.ts';
import { fill } from './wording.ts';

const CORRECTION = { zh: '更正：{text}', en: 'Correction: {text}' };

/**
 * A changed message as it is said again in a channel that cannot change what it has sent; `undefined` for one that was
 * taken back, which cannot be unsaid there. Its id names the change, so that it goes out once.
 */
export function correctionOf({ editedAt, removedAt, ...message }: Message, language: Language): Message | undefined {
  if (editedAt === undefined || removedAt !== undefined) return undefined;
  const { files: _, ...extras } = message.extras;
  return { ...message, id: `${message.id}.${editedAt}`, text: fill(CORRECTION, language, { text: message.text }), extras };
}
