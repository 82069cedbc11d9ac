import type { Embedder } from '#core/ports/embedder.ts';
import { isZero } from './vector-index.ts';

/** The longest question that is searched as a whole, in UTF-16 code units; of longer ones the beginning and the end are. */
const MAX_QUESTION_LENGTH = 600;

/** A question as it is searched: trimmed, not too long, without halves of characters. Empty when there is nothing to search. */
export function readableQuestion(text: string): string {
  const whole = text.trim();
  const half = MAX_QUESTION_LENGTH / 2;
  const kept = whole.length <= MAX_QUESTION_LENGTH ? whole : `${whole.slice(0, half)} ${whole.slice(-half)}`;
  return kept.toWellFormed();
}

/** The vector of a question, or `undefined` when the embedder fails or knows none of its words: then words alone are searched. */
export async function embedQuestion(embedder: Embedder, question: string): Promise<Float32Array | undefined> {
  try {
    const [vector] = await embedder.embed([question]);
    return vector === undefined || vector.length !== embedder.dimension || isZero(vector) ? undefined : vector;
  } catch {
    return undefined;
  }
}
