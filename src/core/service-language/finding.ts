import type { Language } from '../language.ts';
import type { LanguageFinding } from '../protocol.ts';
import type { Place, ReadReply } from './read-reply.ts';
import type { Situation } from './situation.ts';
import type { ServiceLanguage } from './rules.ts';

/** A reply, read, with when it is written and the rules. */
export type Reply = {
  readonly written: string;
  readonly read: ReadReply;
  readonly situation: Situation;
  /** The language that it is written in. */
  readonly language: Language;
  readonly rules: ServiceLanguage;
};

/** Something that could be said better. */
export type Finding = LanguageFinding;

/** The part of the sentence, in the written reply, that a place in the folded text belongs to; without marks around it. */
export function clauseAround({ read, written }: Reply, hit: Place): Place {
  let { from, to } = hit;
  while (from > 0 && !endsClause(read.text, from - 1)) from -= 1;
  while (to < read.text.length && !endsClause(read.text, to)) to += 1;
  const place = read.place({ from, to });
  const words = written.slice(place.from, place.to);
  const [before = '', after = ''] = [/^\s+/u.exec(words)?.[0], /\s+$/u.exec(words)?.[0]];
  return { from: place.from + before.length, to: place.to - after.length };
}

function endsClause(text: string, at: number): boolean {
  const sign = text[at] ?? '';
  if (sign === '.') return /^(?:\s|$)/u.test(text.slice(at + 1, at + 2));
  if (sign === ':') return !/^\d/u.test(text.slice(at + 1, at + 2));
  return /[。!?;,…\n]/u.test(sign);
}

/** A better wording as it fits in: in English with a small letter inside a sentence. */
export function fitIn({ written, language }: Reply, place: Place, wording: string): { readonly from: number; readonly to: number; readonly text: string } {
  const before = written.slice(0, place.from).trimEnd();
  const begins = before === '' || /[.!?:\n]$/u.test(before);
  const isName = /^(?:I\b|I')/u.test(wording);
  const text = language === 'en' && !begins && !isName ? wording.charAt(0).toLowerCase() + wording.slice(1) : wording;
  return { ...place, text };
}
