import { baseForms } from '#intents/vectors/english-forms.ts';
import { glossWords } from './cedict.ts';
import { addFeature, addFeatures, toUnitFeatures } from './features.ts';
import type { Features } from './features.ts';
import type { Glosses } from './cedict.ts';
import type { WordNet } from './wordnet.ts';

/** Unit vectors of words in both languages; `undefined` for words that no dictionary has. */
export type Meanings = {
  english(word: string): Features | undefined;
  chinese(word: string): Features | undefined;
};

/** Share of a word that is its own, so that words of one meaning stay apart a little. */
const OWN = 0.45;
/** Pull of a glossary group, against 1 for the dictionary. */
const GROUP = 1.6;

/**
 * Meanings from two dictionaries and a glossary: an English word is the sum of its WordNet senses, a Chinese word the
 * sum of its English explanations, and words of one glossary group share the group's direction.
 */
export function createMeanings(
  wordnet: WordNet,
  glosses: Glosses,
  groups: readonly (readonly string[])[],
): Meanings {
  const groupsOf = new Map<string, number[]>();
  groups.forEach((words, group) => {
    for (const word of words) groupsOf.set(word, [...(groupsOf.get(word) ?? []), group]);
  });
  const pull = (vector: Features, word: string): boolean => {
    const own = groupsOf.get(word) ?? [];
    for (const group of own) addFeature(vector, `group:${group}`, GROUP / Math.sqrt(own.length));
    return own.length > 0;
  };
  const glossesWith = countGlossWords(glosses);

  const english = remember((word: string) => {
    const vector: Features = new Map();
    const lemma = baseForms(word).find((form) => wordnet.uses.has(form.replaceAll(' ', '_')));
    const meaning = lemma === undefined ? undefined : wordnet.meaning(lemma.replaceAll(' ', '_'));
    if (meaning !== undefined) addFeatures(vector, meaning, 1);
    const isPulled = pull(vector, word) || (lemma !== undefined && lemma !== word && pull(vector, lemma));
    if (meaning === undefined && !isPulled) return undefined;
    addFeature(vector, `en:${lemma ?? word}`, OWN);
    return toUnitFeatures(vector);
  });

  const chinese = remember((word: string) => {
    const vector: Features = new Map();
    let known = 0;
    for (const gloss of (glosses.get(word) ?? []).slice(0, 6)) {
      const words = glossWords(gloss);
      const meaning: Features = new Map();
      for (const part of words) {
        const partMeaning = english(part);
        if (partMeaning !== undefined) addFeatures(meaning, partMeaning, Math.log(glosses.size / (glossesWith.get(part) ?? 1)));
      }
      if (words.length === 0) continue;
      addFeatures(vector, toUnitFeatures(meaning), 1 / Math.sqrt(words.length) / (1 + known));
      known += 0.5;
    }
    toUnitFeatures(vector);
    const isPulled = pull(vector, word);
    if (known === 0 && !isPulled) return undefined;
    addFeature(vector, `zh:${word}`, OWN * 0.7);
    return toUnitFeatures(vector);
  });
  return { english, chinese };
}

function countGlossWords(glosses: Glosses): Map<string, number> {
  const counts = new Map<string, number>();
  for (const list of glosses.values()) {
    for (const word of new Set(list.flatMap(glossWords))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function remember<T>(make: (word: string) => T): (word: string) => T {
  const known = new Map<string, { readonly made: T }>();
  return (word) => {
    const old = known.get(word);
    if (old !== undefined) return old.made;
    const made = make(word);
    known.set(word, { made });
    return made;
  };
}
