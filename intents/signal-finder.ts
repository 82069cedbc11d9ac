import type { SignalKind } from '#core/understanding.ts';
import type { Lexicon } from './load-lexicon.ts';

/** Signals that fixed words of a folded text give, with those words. */
export type SignalFinder = (folded: string) => ReadonlyMap<SignalKind, readonly string[]>;

/**
 * A finder of complaint, danger, law and leaving by fixed words. A match counts unless a phrase of `unless` overlaps it
 * or its neighbours; English words match whole words only.
 */
export function createSignalFinder(lexicon: Lexicon): SignalFinder {
  const rules = lexicon.signals.map(({ kind, phrases, unless }) => ({ kind, phrases: toPattern(phrases), unless: toPattern(unless) }));
  return (folded) => {
    const found = new Map<SignalKind, string[]>();
    for (const { kind, phrases, unless } of rules) {
      const excused = spans(folded, unless);
      for (const match of spans(folded, phrases)) {
        if (excused.some((span) => span.start <= match.end + 1 && match.start <= span.end + 1)) continue;
        const words = found.get(kind) ?? [];
        if (!words.includes(match.text)) words.push(match.text);
        found.set(kind, words);
      }
    }
    return found;
  };
}

function spans(text: string, pattern: RegExp): { readonly text: string; readonly start: number; readonly end: number }[] {
  return [...text.matchAll(pattern)].map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
}

function toPattern(phrases: readonly string[]): RegExp {
  const escaped = [...phrases]
    .toSorted((a, b) => b.length - a.length)
    .map((phrase) => {
      const isLatin = /^[a-z0-9]/.test(phrase);
      const gap = isLatin ? '(?: [a-z\']+){0,3} ' : '[^,.;!?，。；！？]{0,6}';
      const body = phrase.split(/…|\.\.\./).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join(gap);
      return isLatin ? `(?<![a-z0-9])${body}(?![a-z0-9])` : body;
    });
  return new RegExp(escaped.length === 0 ? '(?!)' : escaped.join('|'), 'gu');
}
