import type { Passage } from '../passage.ts';
import { withoutInstructions } from './drop-instructions.ts';

/**
 * Passages without what is written for language models instead of readers, in text, title and headings; those of which
 * nothing is left are left out. What an answer is composed of should go through here as well as what a model reads.
 */
export function cleanPassages<P extends Passage>(passages: readonly P[]): P[] {
  return passages
    .map((passage) => ({ ...passage, text: withoutInstructions(passage.text), title: withoutInstructions(passage.title), headings: passage.headings.map(withoutInstructions) }))
    .filter(({ text }) => text !== '');
}
