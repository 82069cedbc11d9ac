import type { Language } from '../language.ts';
import type { LanguageCheck } from './check.ts';

/** Words that are never said to a customer, with why and, where there is one, a better wording for the whole line. */
export type WordHint = { readonly words: string; readonly why: string; readonly better?: string };

/** What is never said in a line that was written beforehand, in the words of its own language. Pure. */
export function hintsIn(line: string, language: Language, check: LanguageCheck): readonly WordHint[] {
  if (!check.isNeverSaid(line)) return [];
  return check
    .check(line, { language, by: 'bot', isFirstReply: false, said: [] })
    .filter(({ kind }) => kind === 'never')
    .map(({ from, to, why, better }) => ({ words: line.slice(from, to), why: why[language], ...(better ? { better: `${line.slice(0, better.from)}${better.text}${line.slice(better.to)}`.trim() } : {}) }));
}
