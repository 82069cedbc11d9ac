import type { Language } from '#core/language.ts';
import type { ReplyAdvice } from '#core/protocol.ts';
import { shorten } from '#core/text.ts';

/** At most so many things are told of one reply. */
const MOST = 6;
const SHORT = 160;

/** What could be said better in `words`, one line each: the words, why, and how to put it instead. */
export function adviceLines({ findings }: ReplyAdvice, words: string, language: Language): readonly string[] {
  const zh = language === 'zh';
  const lines = findings.map(({ why, from, to, better }) => {
    const said = to > from ? (zh ? `“${words.slice(from, to)}”：` : `“${words.slice(from, to)}”: `) : '';
    const instead = better === undefined ? '' : zh ? ` 可以说：“${shorten(better.text, SHORT)}”` : ` You could say: “${shorten(better.text, SHORT)}”`;
    return `• ${said}${why[language]}${instead}`;
  });
  return [...new Set(lines)].slice(0, MOST);
}
