import { READ_AT_MOST } from './burst.ts';
import type { Memory } from './conversation.ts';
import { hintsOf, type JointQuestion } from './gather-evidence.ts';
import type { Intent } from './intent.ts';
import type { KnowledgeQuery } from './ports/knowledge-base.ts';
import type { Understanding } from './understanding.ts';

/** A message that leans on what was said before it. */
export type LeaningMessage = {
  /** The message by itself. */
  readonly query: KnowledgeQuery;
  /** The full question that was made of it; without one it is read behind the question before it. */
  readonly full: string | undefined;
  readonly memory: Pick<Memory, 'subject' | 'shown'>;
  /** It says itself that it leans. */
  readonly isSure: boolean;
  readonly understand: (words: string) => Promise<Understanding>;
  readonly intents: ReadonlyMap<string, Intent>;
};

/** A message read together with what it leans on, and how it is understood so. */
export async function readTogether({ query, full, memory: { subject = [], shown }, isSure, understand, intents }: LeaningMessage): Promise<JointQuestion & { readonly understanding: Understanding }> {
  const text = full ?? [...subject, query.text].join('\n').slice(-READ_AT_MOST);
  const understanding = await understand(text);
  const hints = hintsOf(understanding.intents, intents);
  // A full question says all that is meant; of two that were joined, what the message says by itself tells which side of the matter it is.
  const together = full === undefined ? { ...query, text: `${text}\n${query.text}`, hints: [...hints, ...(query.hints ?? [])] } : { ...query, text, hints };
  return { query: together, isSure, lastShown: shown.at(-1)?.articleId, understanding };
}
