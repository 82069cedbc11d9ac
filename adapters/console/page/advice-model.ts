import type { LanguageFinding } from '#core/protocol.ts';

/** Most advice that is shown at a time: more is not read while writing. */
export const MOST_ADVICE = 3;
/** From here on a text is long enough to miss something in it, UTF-16 units. */
const BEGUN = 12;

/** The advice to show on a text: the gravest first, one of each kind, and of what is missing nothing before there is much to miss it in. */
export function adviceFor(findings: readonly LanguageFinding[], text: string): { readonly shown: readonly LanguageFinding[]; readonly more: number } {
  const hasBegun = text.trim().length >= BEGUN || /[。！？.!?]\s*$/u.test(text);
  const rank = ({ kind }: LanguageFinding): number => ['never', 'known', 'missing', 'form'].indexOf(kind);
  const once = new Set<string>();
  const all = findings
    .filter(({ kind }) => kind !== 'missing' || hasBegun)
    .toSorted((a, b) => rank(a) - rank(b) || a.from - b.from)
    .filter(({ rule }) => !once.has(rule) && once.add(rule));
  return { shown: all.slice(0, MOST_ADVICE), more: Math.max(0, all.length - MOST_ADVICE) };
}

/** A text with its better wording, and what to mark in it: the blank to fill in, otherwise nothing behind the new words. */
export function withBetter(text: string, better: NonNullable<LanguageFinding['better']>): { readonly text: string; readonly mark: readonly [number, number] } {
  const blank = /\[[^\]]+\]/u.exec(better.text);
  const from = better.from + (blank?.index ?? better.text.length);
  return { text: text.slice(0, better.from) + better.text + text.slice(better.to), mark: [from, from + (blank?.[0].length ?? 0)] };
}
