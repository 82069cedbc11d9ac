import type { SignalKind } from '#core/understanding.ts';
import { weighWords } from './accountability.ts';
import type { Lexicon } from './load-lexicon.ts';
import { isNoEnglishWish } from './person-wish-en.ts';
import { isNoChineseWish } from './person-wish-zh.ts';
import { readSarcasm } from './sarcasm.ts';
import { asksInGeneral, isHarmless, isHearsay, isPurchase, tellsOfComing, isPinyin } from './tone.ts';

/** Signals that fixed words give by themselves, with those words; beside them what may make signals of guesses, or must not. */
export type HeardWords = ReadonlyMap<SignalKind, readonly string[]> & {
  /** Words that are a signal where other evidence stands beside them. */
  readonly hints: ReadonlyMap<SignalKind, readonly string[]>;
  /** Signals for which a guess must be very sure: the form of the text speaks against them. */
  readonly doubtful: ReadonlySet<SignalKind>;
  /** How much the words speak for a complaint, in log-odds. */
  readonly complaint: number;
};

/** Reads the words of a folded text that stand for signals. */
export type SignalFinder = (folded: string) => HeardWords;

/**
 * A finder of complaint, danger, law and leaving by fixed words. A match counts unless a phrase of `unless` overlaps it
 * or its neighbours; English words match whole words only. A question about what a thing can do ("会漏电吗", "does it
 * protect against shocks") is no danger by a guess, what a law office orders no threat, who comes from another brand is
 * not leaving, what tells that all is well no complaint, and what names no person, or only tells of one, no wish for a
 * person; what one asks about others' cases is no signal at all.
 */
export function createSignalFinder(lexicon: Lexicon): SignalFinder {
  const rules = lexicon.signals.map(({ kind, phrases, hints, unless }) => ({ kind, phrases: toPattern(phrases), hints: toPattern(hints), unless: toPattern(unless) }));
  return (folded) => {
    const [sure, hints] = [new Map<SignalKind, readonly string[]>(), new Map<SignalKind, readonly string[]>()];
    for (const rule of rules) {
      const excused = spans(folded, rule.unless);
      const find = (pattern: RegExp) => [
        ...new Set(
          spans(folded, pattern)
            .filter((match) => excused.every((span) => span.start > match.end + 1 || match.start > span.end + 1))
            .map(({ text }) => text),
        ),
      ];
      const [words, more] = [find(rule.phrases), find(rule.hints)];
      if (words.length > 0) sure.set(rule.kind, words);
      if (more.length > 0) hints.set(rule.kind, more);
    }
    const doubtful = new Set<SignalKind>();
    if (isHearsay(folded)) {
      sure.clear();
      for (const kind of ['danger', 'complaint', 'law', 'leaving'] as const) doubtful.add(kind);
    }
    if (asksInGeneral(folded) || isHarmless(folded)) doubtful.add('danger');
    if (isPurchase(folded)) doubtful.add('law');
    if (tellsOfComing(folded)) doubtful.add('leaving');
    const isPraise = readSarcasm(folded).isSettled;
    if (isPraise) doubtful.add('complaint');
    if (isPraise) doubtful.add('leaving');
    if (isPinyin(folded) || isNoWish(folded)) doubtful.add('person');
    return Object.assign(sure, { hints, doubtful, complaint: weighWords(folded, hints.get('complaint')?.length ?? 0) });
  };
}

function isNoWish(folded: string): boolean {
  const head = folded.slice(0, 600);
  return /\p{Script=Han}/u.test(head) ? isNoChineseWish(head) : isNoEnglishWish(head);
}

type Span = { readonly text: string; readonly start: number; readonly end: number };

function spans(text: string, pattern: RegExp): Span[] {
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
