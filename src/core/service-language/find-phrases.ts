import { firstSigns, type Phrase, type ReadPhrase, readPhrase } from './phrase.ts';
import type { Place } from './read-reply.ts';
import type { Phrases } from './rules.ts';

/** Finds phrases in folded texts. */
export type PhraseFinder = {
  /** Where one of the phrases stands, from left to right, none inside another; the longest where several begin. */
  find(text: string): readonly Place[];
  has(text: string): boolean;
};

/** `…` stands for so many signs, and never for these. */
const CHINESE_GAP = 8;
const ENGLISH_GAP = 30;
const NO_GAP = new Set('\n。!?;,、.:…');

/** Makes a finder of phrases of both languages: people mix them. */
export function createPhraseFinder({ zh, en }: Phrases): PhraseFinder {
  const bySign = new Map<string, ReadPhrase[]>();
  const others: ReadPhrase[] = [];
  for (const phrase of [...zh, ...en].map(readPhrase)) {
    const signs = firstSigns(phrase.parts);
    if (signs === undefined) others.push(phrase);
    else for (const sign of signs) bySign.set(sign, [...(bySign.get(sign) ?? []), phrase]);
  }
  const endAt = (text: string, at: number): number => {
    let end = -1;
    // No phrase of either language begins within a word, and most places of English texts are within one.
    if (isLetter(text.charCodeAt(at - 1)) && isLetter(text.charCodeAt(at))) return end;
    for (const phrases of [bySign.get(text.charAt(at)) ?? [], others]) for (const phrase of phrases) end = Math.max(end, matchAt(phrase, text, at));
    return end;
  };
  return {
    find(text) {
      const places: Place[] = [];
      for (let at = 0; at < text.length; at += 1) {
        const end = endAt(text, at);
        if (end <= at) continue;
        places.push({ from: at, to: end });
        at = end - 1;
      }
      return places;
    },
    has(text) {
      for (let at = 0; at < text.length; at += 1) if (endAt(text, at) > at) return true;
      return false;
    },
  };
}

/** Where a phrase that begins at a place ends; -1 where it does not stand there. */
function matchAt({ parts, isChinese }: ReadPhrase, text: string, at: number): number {
  // Most phrases that share a first sign part at the second.
  const [first] = parts;
  if (first?.kind === 'text' && !text.startsWith(first.text, at)) return -1;
  const isWordSign = isChinese ? isLetter : isLetterOrDigit;
  const cutsWord = (place: number): boolean => isWordSign(text.charCodeAt(place - 1)) && isWordSign(text.charCodeAt(place));
  if (cutsWord(at)) return -1;
  return follow(parts, 0, text, at, isChinese ? CHINESE_GAP : ENGLISH_GAP, (end) => (cutsWord(end) ? -1 : end));
}

/** Follows the parts from `index` on; `then` goes on behind them. All repetition is bounded. */
function follow(parts: Phrase, index: number, text: string, at: number, mostGap: number, then: (at: number) => number): number {
  const part = parts[index];
  if (part === undefined) return then(at);
  const goOn = (next: number): number => follow(parts, index + 1, text, next, mostGap, then);
  switch (part.kind) {
    case 'text':
      return text.startsWith(part.text, at) ? goOn(at + part.text.length) : -1;
    case 'digit':
      return text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57 ? goOn(at + 1) : -1;
    case 'begin':
      return text.slice(0, at).trim() === '' ? goOn(at) : -1;
    case 'end':
      return /^[\s。!?.…]*$/u.test(text.slice(at)) ? goOn(at) : -1;
    case 'spaces':
      return goOn(afterSpaces(text, at));
    case 'word': {
      const next = afterSpaces(text, at);
      return next > 0 && isLetterOrDigit(text.charCodeAt(next - 1)) ? -1 : goOn(next);
    }
    case 'gap':
      for (let next = at; next <= at + mostGap; next += 1) {
        const end = goOn(next);
        if (end >= 0) return end;
        if (next >= text.length || NO_GAP.has(text.charAt(next))) return -1;
      }
      return -1;
    case 'choice': {
      const again = (from: number, times: number): number => {
        if (times < part.most) {
          for (const each of part.of) {
            const end = follow(each, 0, text, from, mostGap, (next) => (next > from ? again(next, times + 1) : times === 0 ? goOn(from) : -1));
            if (end >= 0) return end;
          }
        }
        return times >= part.least ? goOn(from) : -1;
      };
      return again(at, 0);
    }
  }
}

function afterSpaces(text: string, at: number): number {
  let next = at;
  while (text.charAt(next) === ' ') next += 1;
  return next;
}

function isLetter(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isLetterOrDigit(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57);
}
