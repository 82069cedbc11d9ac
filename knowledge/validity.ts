import type { Article } from '#core/article.ts';
import type { Language } from '#core/language.ts';

type Key = Pick<Article, 'id' | 'language'>;

/** Knows which articles hold from a later day on. */
export type Validity = {
  /** Notes articles that came or changed, and forgets others. */
  change(put: readonly (Key & Pick<Article, 'validFrom'>)[], remove?: readonly Key[]): void;
  /** Tells now whether an article waits for its day; `undefined` where none does. */
  waiting(): ((id: string, language: Language) => boolean) | undefined;
};

const keyOf = (id: string, language: Language): string => `${id}/${language}`;

/** Follows articles by the day of the shop, `2027-05-31`; what has become valid stays so when the clock is set back. */
export function createValidity(today: () => string): Validity {
  const waiting = new Map<string, string>();
  let day = today();
  const release = (): void => {
    const now = today();
    if (now === day) return;
    day = now;
    for (const [key, from] of waiting) if (from <= day) waiting.delete(key);
  };
  return {
    change(put, remove = []) {
      release();
      for (const { id, language } of remove) waiting.delete(keyOf(id, language));
      for (const { id, language, validFrom } of put) {
        if (validFrom !== undefined && validFrom > day) waiting.set(keyOf(id, language), validFrom);
        else waiting.delete(keyOf(id, language));
      }
    },
    waiting() {
      release();
      return waiting.size === 0 ? undefined : (id, language) => waiting.has(keyOf(id, language));
    },
  };
}
