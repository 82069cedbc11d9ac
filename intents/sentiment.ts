import type { Language } from '#core/language.ts';
import type { Mood, Polarity, SignalKind } from '#core/understanding.ts';
import type { Lexicon, MoodWord } from './load-lexicon.ts';
import { createHanFinder, createLatinFinder } from './phrase-finder.ts';
import type { PhraseFinder } from './phrase-finder.ts';
import type { PolarityReader } from './polarity.ts';
import { readSarcasm } from './sarcasm.ts';
import { isQuestion, isShouted } from './tone.ts';
import { trimCourtesies } from './trim-courtesies.ts';

/** How a message sounds. */
export type Feeling = {
  /** From -1 to 1. */
  readonly sentiment: number;
  readonly polarity: Polarity;
  /** Log-odds of praise against blame, for texts that are known to be one of both; below 0 is blame. */
  readonly lean: number;
  readonly mood: Mood;
  /** How pressing the words sound, in [0, 1]. */
  readonly haste: number;
};

/** Reads the mood of a folded text; `original` shows capitals; `signals` are those heard in it. */
export type MoodReader = (folded: string, original: string, signals?: Iterable<SignalKind>) => Feeling;

type Role = MoodWord | 'negators' | 'neutral' | 'stronger' | 'weaker' | 'sarcasm' | 'irony' | 'courtesy';
type Heard = { readonly word: MoodWord; readonly factor: number; readonly start?: number };

/** What one unit of each mood adds to the sentiment. */
const VALENCE: Readonly<Record<MoodWord['mood'], number>> = {
  angry: -1, disappointed: -0.9, negative: -0.6, worried: -0.5, confused: -0.25, urgent: -0.15, pleased: 1, positive: 0.6,
};

/** Sentiment from here on is praise. */
const CLEAR_PRAISE = 0.3;
/** Sentiment down from here is blame or tells of something that went wrong. */
const CLEAR_BLAME = -0.12;

/** How far a negator or an intensifier reaches: characters in Chinese; letters of about three words in English. */
const REACH: Readonly<Record<Language, number>> = { zh: 4, en: 20 };

/** What a signal says of the mood where the words around it say nothing. */
const OF_SIGNAL: Readonly<Partial<Record<SignalKind, MoodWord>>> = {
  complaint: { mood: 'angry', strength: 0.45 },
  law: { mood: 'angry', strength: 0.45 },
  leaving: { mood: 'disappointed', strength: 0.45 },
  danger: { mood: 'worried', strength: 0.55 },
};

/** Weight of the word lists beside the trained weights in `lean`. */
const WORDS_IN_LEAN = 0.8;
/** `lean` of a text that nothing tells anything about: who praises says so. */
const NO_WORDS = -0.1;
/** Log-odds of praise under which a text tells of something bad. */
const BAD_NEWS = -3;
/** Log-odds under which praise at the beginning is not meant. */
const PRAISE_UNLIKELY = -1.5;
/** The same for praise in the manner of mockery. */
const MOCKED_BELOW = -0.5;
/** Praise that opens a message begins before this place. */
const OPENING = 14;
const CONTRAST = /\b(?:but|however|though|although|except|only|apart from|yet|while)\b|但|不过|就是|只是|可惜|然而|除了|虽然|尽管|唯一|美中不足|[除]外/;
/** Ordinary service questions have log-odds of praise between these; only what lies beyond tells something. */
const USUAL = { from: -4.8, to: 1.2 };

/**
 * A reader of mood by word lists: the longest known words, turned around by negators, strengthened and weakened by
 * their neighbours, by exclamation marks and capitals; praise beside sarcasm counts as blame, thanks at the end of a
 * request as courtesy. The sum s becomes s / sqrt(s² + 1), as in VADER (Hutto and Gilbert 2014). Trained weights, when
 * given, add to it where they are surer than they are of ordinary questions, and decide `lean` together with the words.
 */
export function createMoodReader(lexicon: Lexicon, readPolarity?: PolarityReader): MoodReader {
  const finders: Record<Language, PhraseFinder<Role>> = {
    zh: createHanFinder(allWords(lexicon, 'zh')),
    en: createLatinFinder(allWords(lexicon, 'en')),
  };
  return (folded, original, signals = []) => {
    const emphasis = 1 + 0.12 * Math.min(4, countOf(folded, /!/g)) + (isShouted(original) ? 0.35 : 0);
    const asks = isQuestion(folded);
    const { heard, courtesies, ironies, ...found } = hear(folded, finders, lexicon);
    const odds = readPolarity?.(folded);
    const isBadFrom = (strength: number) => heard.some(({ word, factor }) => VALENCE[word.mood] * factor < 0 && word.strength >= strength);
    const told = [...signals].flatMap((kind) => OF_SIGNAL[kind] ?? []);
    const isBad = isBadFrom(0) || found.sarcasms > 0 || told.length > 0;
    const opens = heard.some(({ word, factor, start = Infinity }) => VALENCE[word.mood] >= 1 && word.strength >= 0.6 && factor > 0 && start < OPENING && !asks);
    // "Great, the third one that breaks": praise first and bad news after it, without a "but", is not praise.
    const isIrony = opens && !CONTRAST.test(folded) && (((isBadFrom(0.3) || told.length > 0) && (odds ?? 0) < 1) || (odds ?? 0) < PRAISE_UNLIKELY);
    const { isFailure, isMockery, isMockPraise, isSettled } = readSarcasm(folded);
    const praises = isMockPraise || (!CONTRAST.test(folded) && heard.some(({ word, factor }) => VALENCE[word.mood] >= 1 && word.strength >= 0.6 && factor > 0));
    const isMocked = isMockery || (isFailure && praises) || (isMockPraise && !asks && !isSettled && (odds ?? 0) < MOCKED_BELOW);
    const sarcasms = found.sarcasms + (isMocked && !isIrony ? 1 : 0) + (isBad || (odds ?? 0) < BAD_NEWS ? ironies : 0) + (isIrony ? 1 : 0);
    if (sarcasms === 0) for (let i = 0; i < ironies; i += 1) heard.push({ word: { mood: 'pleased', strength: 0.6 }, factor: 1 });
    const hasOther = heard.length > 0 || asks || (!isSettled && trimCourtesies(folded) !== folded) || folded.replace(/[\s\p{P}]+/gu, '').length > (/\p{Script=Han}/u.test(folded) ? 16 : 45);
    if (sarcasms === 0) heard.push(...courtesies.map(({ word, factor }) => ({ word, factor: hasOther ? factor * 0.25 : factor })));
    heard.push(...told.map((word) => ({ word, factor: 1 })));
    if (isFailure && !isBad && !asks && sarcasms === 0) heard.push({ word: { mood: 'negative', strength: 0.3 }, factor: 1 });
    const sums = new Map<MoodWord['mood'], number>();
    const add = ({ mood, strength }: MoodWord, by: number) => sums.set(mood, (sums.get(mood) ?? 0) + strength * by);
    for (const { word, factor } of heard) {
      const isPraise = VALENCE[word.mood] > 0 && factor > 0;
      const meant = sarcasms > 0 && isPraise ? ({ mood: 'angry', strength: word.strength * 0.8 } as const) : factor < 0 ? turn(word) : word;
      add(meant, Math.abs(factor) * emphasis * (asks && sarcasms === 0 ? inQuestion(word) : 1));
    }
    if (sarcasms > 0) add({ mood: 'angry', strength: 0.5 }, sarcasms);
    const total = totalOf(sums);
    const hint = odds === undefined || sarcasms > 0 || asks ? 0 : 0.25 * clamp(odds - USUAL.to, 0, 2) + 0.2 * clamp(odds - USUAL.from, -2, 0);
    return { ...summarise(sums, total + hint, { asks, questionMarks: countOf(folded, /\?/g) }), lean: (odds ?? NO_WORDS) + WORDS_IN_LEAN * total };
  };
}

/** The mood words of a text with what their neighbours make of them; below 0 they are turned around. */
function hear(folded: string, finders: Readonly<Record<Language, PhraseFinder<Role>>>, lexicon: Lexicon): { heard: Heard[]; sarcasms: number; ironies: number; courtesies: Heard[] } {
  const heard: Heard[] = [];
  const courtesies: Heard[] = [];
  let sarcasms = 0;
  let ironies = 0;
  for (const language of ['zh', 'en'] as const) {
    if (!(language === 'zh' ? /\p{Script=Han}/u : /[a-z]/).test(folded)) continue;
    let factor = 1;
    let last = 0;
    for (const { value, start, end } of finders[language](folded)) {
      if (start > last + REACH[language] || /[,.;!?，。；！？、]/.test(folded.slice(last, start))) factor = 1;
      if (value === 'sarcasm') sarcasms += 1;
      if (value === 'irony') ironies += 1;
      if (value === 'courtesy') courtesies.push({ word: { mood: 'pleased', strength: 0.6 }, factor: Math.max(0, factor) });
      if (typeof value === 'object') {
        heard.push({ word: value, factor, start });
        factor = 1;
      } else if (value === 'negators') factor *= -0.8;
      else if (value === 'stronger') factor *= 1.35;
      else if (value === 'weaker') factor *= 0.6;
      last = end;
    }
  }
  for (const [sign, word] of lexicon.emoji) if (folded.includes(sign)) heard.push({ word, factor: 1 });
  return { heard, sarcasms, ironies, courtesies };
}

/** What a word counts in a question: a weak one is what the question is about ("怎么投诉", "is it good for pets"). */
function inQuestion({ mood, strength }: MoodWord): number {
  if (mood === 'pleased' || mood === 'positive') return strength > 0.6 ? 0.7 : 0.2;
  return (mood === 'angry' || mood === 'disappointed') && strength <= 0.5 ? 0.4 : 1;
}

function totalOf(sums: ReadonlyMap<MoodWord['mood'], number>): number {
  let total = 0;
  for (const [mood, sum] of sums) total += VALENCE[mood] * sum;
  return total;
}

function summarise(sums: ReadonlyMap<MoodWord['mood'], number>, total: number, { asks, questionMarks }: { readonly asks: boolean; readonly questionMarks: number }): Omit<Feeling, 'lean'> {
  const sentiment = clamp(total / Math.sqrt(total * total + 1) || 0, -1, 1);
  const strengths = new Map(sums);
  if (questionMarks > 1) strengths.set('confused', (strengths.get('confused') ?? 0) + 0.1 * Math.min(3, questionMarks - 1));
  let mood: Mood = 'neutral';
  let top = 0.3;
  for (const candidate of ['angry', 'worried', 'disappointed', 'urgent', 'confused', 'pleased'] as const) {
    const sum = (strengths.get(candidate) ?? 0) * (candidate === 'pleased' && sentiment <= 0 ? 0 : 1);
    if (sum > top) [mood, top] = [candidate, sum];
  }
  const polarity = sentiment >= CLEAR_PRAISE ? 'positive' : sentiment <= CLEAR_BLAME ? 'negative' : 'neutral';
  // Something went wrong and no word tells the mood: who asks worries, who tells is disappointed.
  if (mood === 'neutral' && polarity === 'negative') mood = asks ? 'worried' : 'disappointed';
  return { sentiment, polarity, mood, haste: Math.min(1, strengths.get('urgent') ?? 0) };
}

/** A word under a negator: praise becomes disappointment, blame becomes mild praise. */
function turn(word: MoodWord): MoodWord {
  if (word.mood === 'pleased' || word.mood === 'positive') return { mood: 'disappointed', strength: word.strength };
  if (word.mood === 'urgent' || word.mood === 'confused') return { mood: word.mood, strength: 0 };
  return { mood: 'positive', strength: word.strength * 0.4 };
}

function allWords(lexicon: Lexicon, language: Language): Map<string, Role> {
  const all = new Map<string, Role>(lexicon.moods[language]);
  for (const role of ['weaker', 'stronger', 'negators', 'neutral', 'courtesy', 'irony', 'sarcasm'] as const) {
    for (const word of lexicon.turning[language][role]) if (role !== 'stronger' || !all.has(word)) all.set(word, role);
  }
  return all;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
