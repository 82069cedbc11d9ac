import { isOneSlip } from './one-slip.ts';
import { baseForms } from './vectors/english-forms.ts';

/** Puts mistyped Latin words of a folded text right; everything else stays as it is. */
export type TypoMender = (folded: string) => string;

/** Shorter words have too many neighbours; in words shorter than `SAFE` a wrong letter may be another word ("paint", "point"). */
const [SHORTEST, SAFE] = [5, 6];
/** A word is worth mending to from so many texts on; without a dictionary's word for it, from more. */
const [SEEN, SEEN_UNKNOWN] = [2, 4];
/** Names and slang that dictionaries lack, near to words that shops hear more often. */
const RIGHT = new Set('haier,midea,gree,philips,siemens,bosch,hisense,gonna,gotta,wanna,kinda,gimme,dunno,lemme,innit'.split(','));
/** More unknown words than this are another language or noise, not typing errors. */
const MOST_UNKNOWN = 8;

/**
 * A mender for the words that `texts` (folded) use. A word of five letters and more that neither they nor a dictionary
 * know (`isKnown`, asked for its base forms too) becomes the word at one slip from it (a letter missing, too many, wrong,
 * or two exchanged; Damerau 1964) that most texts use. Words with another first letter are never offered.
 */
export function createTypoMender(texts: Iterable<string>, isKnown: (word: string) => boolean): TypoMender {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(text.match(/(?<![a-z0-9])[a-z]{1,24}(?:'[a-z]{1,3})?(?![a-z0-9])/g))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const isWord = (word: string) => RIGHT.has(word) || baseForms(word).some(isKnown);
  const byStart = new Map<string, { readonly word: string; readonly count: number }[]>();
  const right = new Set<string>();
  for (const [word, count] of counts) {
    if (word.length < SHORTEST - 1 || count < (isWord(word) ? SEEN : SEEN_UNKNOWN)) continue;
    right.add(word);
    const key = word.charAt(0) + String(word.length);
    byStart.set(key, [...(byStart.get(key) ?? []), { word, count }]);
  }
  const mend = (typed: string): string => {
    let best: { readonly word: string; readonly rank: number } | undefined;
    for (let length = typed.length - 1; length <= typed.length + 1; length += 1) {
      for (const { word, count } of byStart.get(typed.charAt(0) + String(length)) ?? []) {
        const isExchange = length === typed.length && sameLetters(typed, word);
        if (length === typed.length && !isExchange && typed.length < SAFE) continue;
        const rank = count * (isExchange ? 4 : 1);
        if ((best === undefined || rank > best.rank) && isOneSlip(typed, word)) best = { word, rank };
      }
    }
    return best?.word ?? typed;
  };
  return (folded) => {
    if (!/[a-z]{5}/.test(folded)) return folded;
    let unknown = 0;
    return folded.replace(/(?<![a-z0-9@.'_/-])[a-z]{5,24}(?![a-z0-9@_/'-]|\.[a-z])/g, (word) => {
      if (word.length < SHORTEST || unknown >= MOST_UNKNOWN || right.has(word) || isWord(word)) return word;
      unknown += 1;
      return mend(word);
    });
  };
}

function sameLetters(a: string, b: string): boolean {
  return Array.from(a).toSorted().join('') === Array.from(b).toSorted().join('');
}
