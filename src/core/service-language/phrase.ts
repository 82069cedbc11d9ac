/** A part of a phrase. Data and not an expression: hundreds of compiled expressions take tens of megabytes. */
type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** One of these, between `least` and `most` times. */
  | { readonly kind: 'choice'; readonly of: readonly Phrase[]; readonly least: 0 | 1; readonly most: number }
  /** `spaces`: any number of blanks; `word`: the same, and a word begins behind them. */
  | { readonly kind: 'gap' | 'digit' | 'spaces' | 'word' | 'begin' | 'end' };

/** A phrase, taken apart. */
export type Phrase = readonly Part[];

/** A phrase of the rules with the language that it is written in. */
export type ReadPhrase = { readonly parts: Phrase; readonly isChinese: boolean };

/** More gaps make a phrase slow and mean nothing. */
const MOST_GAPS = 3;
/** So often may come what may come several times. */
const MOST_TIMES = 3;
const LONGEST = 900;
const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** What is wrong with a phrase of the rules, as a sentence; `undefined` when nothing is. */
export function phraseFault(phrase: string): string | undefined {
  if (phrase.trim() === '') return 'the phrase is empty.';
  if (phrase.length > LONGEST) return `a phrase has at most ${LONGEST} characters.`;
  if ((phrase.match(/…/g)?.length ?? 0) > MOST_GAPS) return `a phrase has at most ${MOST_GAPS} gaps "…".`;
  if (/(?:^|[^\]])\*/.test(phrase)) return '"*" follows a square bracket, as in "[a|b]*".';
  const open: string[] = [];
  for (const sign of phrase) {
    if (sign === '(' || sign === '[') open.push(sign);
    if ((sign === ')' && open.pop() !== '(') || (sign === ']' && open.pop() !== '[')) return 'the brackets do not match.';
    if (sign === '|' && open.length === 0) return '"|" stands inside brackets, as in "(a|b)".';
  }
  if (open.length > 0) return 'the brackets do not match.';
  return canBeEmpty(readPhrase(phrase).parts) ? 'the phrase fits everything.' : undefined;
}

/**
 * Takes a phrase apart: `(a|b)` is one of several, `[a]` may be left out, `[a|b]*` may come several times, `#` is a digit,
 * `^` and `$` are the beginning and the end of a sentence, `…` stands for a few words, everything else for itself. In
 * English, blanks around what may be left out are not asked for twice.
 */
export function readPhrase(phrase: string): ReadPhrase {
  const isChinese = /\p{Script=Han}/u.test(phrase);
  const signs = Array.from(phrase.trim().toLowerCase().replaceAll('’', "'"), (sign) => (sign === '…' ? sign : sign.normalize('NFKC')));
  const { parts } = readSequence(signs, 0, isChinese);
  return { parts, isChinese };
}

function readSequence(signs: readonly string[], from: number, isChinese: boolean): { readonly parts: Phrase; readonly to: number } {
  const parts: Part[] = [];
  let text = '';
  let at = from;
  const put = (...more: readonly Part[]): void => {
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
    parts.push(...more);
  };
  for (; at < signs.length; at += 1) {
    const sign = signs[at] ?? '';
    if (sign === '|' || sign === ')' || sign === ']') break;
    if (sign === '(' || sign === '[') {
      const { of, to } = readChoice(signs, at + 1, isChinese);
      const isMany = signs[to + 1] === '*';
      put(...(isChinese ? [] : [{ kind: 'spaces' } as const]), { kind: 'choice', of, least: sign === '[' ? 0 : 1, most: isMany ? MOST_TIMES : 1 });
      at = isMany ? to + 1 : to;
    } else if (sign === '…') put({ kind: 'gap' });
    else if (sign === '#') put({ kind: 'digit' });
    else if (sign === '^') put({ kind: 'begin' });
    else if (sign === '$') put({ kind: 'end' });
    else if (sign === ' ') put({ kind: 'word' });
    else text += sign;
  }
  put();
  return { parts, to: at };
}

function readChoice(signs: readonly string[], from: number, isChinese: boolean): { readonly of: readonly Phrase[]; readonly to: number } {
  const of: Phrase[] = [];
  for (let at = from; ; ) {
    const { parts, to } = readSequence(signs, at, isChinese);
    of.push(parts);
    if (signs[to] !== '|') return { of, to };
    at = to + 1;
  }
}

/** Can a phrase stand for no word at all? */
export function canBeEmpty(parts: Phrase): boolean {
  return parts.every((part) => part.kind !== 'text' && part.kind !== 'digit' && (part.kind !== 'choice' || part.least === 0 || part.of.some(canBeEmpty)));
}

/** The signs with which a phrase can begin; `undefined` where it can begin with any. */
export function firstSigns(parts: Phrase): ReadonlySet<string> | undefined {
  const signs = new Set<string>();
  for (const part of parts) {
    if (part.kind === 'spaces' || part.kind === 'word' || part.kind === 'begin') continue;
    if (part.kind === 'text') return signs.add(part.text.charAt(0));
    if (part.kind === 'digit') return new Set([...signs, ...DIGITS]);
    if (part.kind !== 'choice') return undefined;
    for (const each of part.of) {
      const own = firstSigns(each);
      if (own === undefined) return undefined;
      for (const sign of own) signs.add(sign);
    }
    if (part.least === 1) return signs;
  }
  return undefined;
}
