import type { Conversation } from './conversation.ts';
import type { Entity } from './understanding.ts';

/** Surnames of two characters; all others have one. */
const DOUBLE_SURNAME = /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|司徒)/u;
/** How people are addressed by their surname. */
const TITLE_ZH = '先生|女士|小姐|太太|夫人|老师|阿姨|叔叔|大哥|大姐|总|经理|哥|姐';
const TITLE_EN = '(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam)\\.?';
/** A title tells a name, whoever that is. */
const TITLED_EN = /(?<![\p{L}\p{N}])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s+(\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)?)/gu;
const GREETING = '(?:dear|hi|hello|hey|thanks|thank you|您好|你好)[,，\\s]*';
/** What stands for a name where nobody knows it. */
const NO_NAME = /^(?:guest|visitor|customer|client|user|anonymous|unknown|访客|游客|客户|顾客|用户|匿名|匿名用户|微信用户)\s*\d*$/iu;
/** First and last names that are words of everyday English too: alone they only count behind a greeting. */
const ORDINARY = new Set('may will mark joy hope grace rose bill art frank dawn faith rich sunny april june august summer autumn ray gene rob pat sue jack drew miles price young long white black green brown small best love king page stone wood fields rivers church day snow frost banks mills cook baker carter mason hunter parker'.split(' '));

/** The names of those who speak in a conversation, as far as they are known; pure. */
export function namesIn({ customerName, agentName }: Pick<Conversation, 'customerName' | 'agentName'>): readonly string[] {
  return [customerName, agentName ?? ''].filter((name) => name.trim() !== '');
}

/** The places in a text where people are named whom we know, by whichever part of their name, and whoever is addressed by a title; pure. */
export function findKnownNames(text: string, people: readonly string[]): Entity[] {
  const patterns = people.flatMap((person) => patternsOf(person.trim()));
  const found = [...patterns, TITLED_EN].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match): Entity => {
      const value = match[1] ?? match[0];
      const start = match.index + match[0].length - value.length;
      return { kind: 'name', value, text: value, start, end: start + value.length };
    }),
  );
  return found.toSorted((a, b) => a.start - b.start || b.end - a.end);
}

function patternsOf(person: string): RegExp[] {
  if (Array.from(person).length < 2 || NO_NAME.test(person)) return [];
  return /^\p{Script=Han}{2,5}$/u.test(person) ? chinesePatterns(person) : latinPatterns(person);
}

function chinesePatterns(person: string): RegExp[] {
  const surname = (person.length > 2 ? DOUBLE_SURNAME.exec(person)?.[0] : undefined) ?? person.slice(0, 1);
  const given = person.slice(surname.length);
  return [person, `${surname}(?:${TITLE_ZH})`, ...(given.length > 1 ? [given] : [])].map((pattern) => new RegExp(`(${pattern})`, 'gu'));
}

function latinPatterns(person: string): RegExp[] {
  const parts = person.split(/[\s·,]+/u).filter((part) => part !== '');
  const whole = `(${parts.map(escaped).join('[\\s·]+')})`;
  const turned = parts.length > 1 ? [`(${parts.toReversed().map(escaped).join('[,\\s]+')})`] : [];
  const known = parts.filter((part) => part.length > 1);
  const said = known.flatMap((part) => [`${TITLE_EN}\\s+(${escaped(part)})`, `${GREETING}(${escaped(part)})`]);
  // In small letters a name may be any word.
  const alone = known.filter((part) => part.length > 2 && !ORDINARY.has(part.toLowerCase())).map((part) => bounded(`(${escaped(part)})`, 'gu'));
  return [...[whole, ...turned, ...said].map((pattern) => bounded(pattern, 'giu')), ...alone];
}

function bounded(pattern: string, flags: string): RegExp {
  return new RegExp(`(?<![\\p{Script=Latin}\\p{N}])${pattern}(?![\\p{Script=Latin}\\p{N}])`, flags);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
