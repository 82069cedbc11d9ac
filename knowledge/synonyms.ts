import type { SynonymGroup } from './load-synonyms.ts';

/** A word to look up besides what a question says, and the places of the question that it stands for. */
export type Substitute = { readonly word: string; readonly places: readonly number[] };

/** Finds what else a question may be called. */
export type Synonyms = {
  /** The substitutes for the units of a question (single Chinese characters, English stems), in their order. */
  substitutesFor(units: readonly string[]): readonly Substitute[];
};

type Entry = { readonly units: readonly string[]; readonly others: readonly string[] };

/**
 * Prepares groups of synonyms. `unitsOf` takes a word apart as questions are taken apart; what it leaves nothing of is
 * left out. Phrases of several English words are recognised in questions, but never looked up.
 */
export function createSynonyms(groups: readonly SynonymGroup[], unitsOf: (word: string) => readonly string[]): Synonyms {
  const byFirst = new Map<string, Entry[]>();
  for (const group of groups) {
    const [asked, means] = 'asked' in group ? [group.asked, group.means] : [group, group];
    const words = new Set(means.map(unitsOf).flatMap(lookedUpAs));
    for (const units of asked.map(unitsOf).filter((each) => each.length > 0)) {
      const own = new Set(lookedUpAs(units));
      const first = units[0] ?? '';
      byFirst.set(first, [...(byFirst.get(first) ?? []), { units, others: [...words].filter((word) => !own.has(word)) }]);
    }
  }
  return {
    substitutesFor: (units) =>
      units.flatMap((unit, from) =>
        (byFirst.get(unit) ?? [])
          .filter((entry) => entry.units.every((each, offset) => units[from + offset] === each))
          .flatMap((entry) => entry.others.map((word) => ({ word, places: entry.units.map((_, offset) => from + offset) }))),
      ),
  };
}

function lookedUpAs(units: readonly string[]): string[] {
  if (units.length === 0) return [];
  const isHan = units.every((unit) => /\p{Script=Han}/u.test(unit));
  if (isHan) return units.length > 1 ? [units.join('')] : [];
  return units.length === 1 ? [...units] : [];
}
