import { subjectUnits } from './question-words.ts';
import { unitsOf } from './words.ts';

/** The share, in [0, 1], of the words of one text that stand in the other; words that every question may contain do not count. */
export function wordsShared(of: string, inText: string): number {
  return sharedWith(inText)(of);
}

/** `wordsShared` for several texts that are compared with the same one. */
export function sharedWith(text: string): (of: string) => number {
  const has = new Set(wordsIn(unitsOf(text)));
  return (of) => {
    const words = wordsIn(subjectUnits(of));
    return words.length === 0 ? 1 : words.filter((word) => has.has(word)).length / words.length;
  };
}

/** English stems, and pairs of neighbouring Chinese characters: one character alone says too little. */
function wordsIn(units: readonly string[]): string[] {
  return units.flatMap((unit, place) => {
    if (!isHan(unit)) return [unit];
    const next = units[place + 1];
    return next !== undefined && isHan(next) ? [unit + next] : [];
  });
}

function isHan(unit: string): boolean {
  return /\p{Script=Han}/u.test(unit);
}
