import { subjectUnits } from './question-words.ts';

/** The words that say what a text is about: English stems, and pairs of neighbouring Chinese characters. */
export function subjectWords(text: string): ReadonlySet<string> {
  const units = subjectUnits(text);
  return new Set(
    units.flatMap((unit, place) => {
      if (!/\p{Script=Han}/u.test(unit)) return [unit];
      const next = units[place + 1];
      return next !== undefined && /\p{Script=Han}/u.test(next) ? [unit + next] : [];
    }),
  );
}

/** The share of the smaller set that the larger one has, in [0, 1]; 0 where one is empty. */
export function containment(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = a.size <= b.size ? a : b;
  const larger = smaller === a ? b : a;
  let shared = 0;
  for (const word of smaller) shared += larger.has(word) ? 1 : 0;
  return smaller.size === 0 ? 0 : shared / smaller.size;
}

/** Pairs that share one of the rarest words that either has with any other: hardly any that has most words in common is missed, and few are compared. */
export function pairsSharingWords(sets: readonly ReadonlySet<string>[]): [number, number][] {
  const holders = new Map<string, number[]>();
  sets.forEach((words, at) => {
    for (const word of words) {
      const own = holders.get(word);
      if (own) own.push(at);
      else holders.set(word, [at]);
    }
  });
  const pairs = new Set<string>();
  sets.forEach((words, at) => {
    const shared = [...words].filter((word) => (holders.get(word)?.length ?? 0) > 1);
    const rarest = shared.toSorted((a, b) => (holders.get(a)?.length ?? 0) - (holders.get(b)?.length ?? 0)).slice(0, RAREST);
    for (const other of rarest.flatMap((word) => (holders.get(word) ?? []).slice(0, MOST_HOLDERS))) {
      if (other !== at) pairs.add(other < at ? `${other} ${at}` : `${at} ${other}`);
    }
  });
  return [...pairs].map((pair) => pair.split(' ').map(Number)).flatMap(([a, b]) => (a === undefined || b === undefined ? [] : [[a, b] satisfies [number, number]]));
}

/** Of every text so many words are looked up. */
const RAREST = 6;
/** A word that more texts have says nothing about any of them. */
const MOST_HOLDERS = 200;
