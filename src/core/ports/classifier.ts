import type { Language } from '../language.ts';
import type { Understanding } from '../understanding.ts';

/** Understands what customers write. */
export type Classifier = {
  /**
   * What a message means. Never throws on any text: empty, very long or broken text gives an understanding that is
   * out of scope. `fallback` is the language assumed where the text tells nothing.
   */
  understand(text: string, fallback: Language): Promise<Understanding>;
};
