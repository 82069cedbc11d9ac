import type { Language } from '#core/language.ts';
import type { Mood } from '#core/understanding.ts';
import type { Lexicon, MoodWord } from './load-lexicon.ts';
import { createHanFinder, createLatinFinder } from './phrase-finder.ts';
import type { PhraseFinder } from './phrase-finder.ts';

/** How a message sounds. */
export type Feeling = {
  /** From -1 to 1. */
  readonly sentiment: number;
  readonly mood: Mood;
  /** How pressing the words sound, in [0, 1]. */
  readonly haste: number;
};

/** Reads the mood of a folded text; `original` shows capitals. */
export type MoodReader = (folded: string, original: string) => Feeling;

type Role = MoodWord | 'negators' | 'notNegators' | 'stronger' | 'weaker' | 'sarcasm';

/** What one unit of each mood adds to the sentiment. */
const VALENCE: Readonly<Record<MoodWord['mood'], number>> = {
  angry: -1,
  disappointed: -0.9,
  negative: -0.6,
  worried: -0.5,
  confused: -0.25,
  urgent: -0.15,
  pleased: 1,
  positive: 0.6,
};

/** How far a negator or an intensifier reaches: characters in Chinese; letters of about three words in English. */
const REACH: Readonly<Record<Language, number>> = { zh: 4, en: 20 };

/**
 * A reader of mood by word lists: the longest known words, turned around by negators, strengthened and weakened by
 * their neighbours, by exclamation marks and capitals; praise beside sarcasm counts as blame. The sum s becomes
 * s / sqrt(s² + 1), as in VADER (Hutto and Gilbert 2014).
 */
export function createMoodReader(lexicon: Lexicon): MoodReader {
  const finders: Record<Language, PhraseFinder<Role>> = {
    zh: createHanFinder(allWords(lexicon, 'zh')),
    en: createLatinFinder(allWords(lexicon, 'en')),
  };
  return (folded, original) => {
    const sums = new Map<MoodWord['mood'], number>();
    const emphasis = 1 + 0.12 * Math.min(4, countOf(folded, /!/g)) + (isShouted(original) ? 0.35 : 0);
    let sarcasms = 0;
    const weigh = (word: MoodWord, factor: number) => {
      const turned = factor < 0 ? turn(word) : word;
      sums.set(turned.mood, (sums.get(turned.mood) ?? 0) + turned.strength * Math.abs(factor) * emphasis);
    };
    const seen: { word: MoodWord; factor: number }[] = [];
    for (const language of ['zh', 'en'] as const) {
      if (!(language === 'zh' ? /\p{Script=Han}/u : /[a-z]/).test(folded)) continue;
      let factor = 1;
      let reachEnd = -1;
      for (const { value, start, end } of finders[language](folded)) {
        if (start > reachEnd || /[,.;!?，。；！？、]/.test(folded.slice(reachEnd - REACH[language], start).slice(-6))) factor = 1;
        if (value === 'sarcasm') sarcasms += 1;
        if (typeof value === 'object') {
          seen.push({ word: value, factor });
          factor = 1;
        } else if (value === 'negators') factor *= -0.8;
        else if (value === 'stronger') factor *= 1.35;
        else if (value === 'weaker') factor *= 0.6;
        reachEnd = end + REACH[language];
      }
    }
    for (const [sign, word] of lexicon.emoji) if (folded.includes(sign)) seen.push({ word, factor: 1 });
    const isSarcastic = sarcasms > 0;
    for (const { word, factor } of seen) {
      const isPraise = VALENCE[word.mood] > 0 && factor > 0;
      weigh(isSarcastic && isPraise ? { mood: 'angry', strength: word.strength * 0.8 } : word, factor);
    }
    if (isSarcastic) sums.set('angry', (sums.get('angry') ?? 0) + 0.45 * sarcasms);
    return summarise(sums, countOf(folded, /\?/g));
  };
}

function summarise(sums: ReadonlyMap<MoodWord['mood'], number>, questionMarks: number): Feeling {
  let total = 0;
  for (const [mood, sum] of sums) total += VALENCE[mood] * sum;
  const sentiment = Math.max(-1, Math.min(1, total / Math.sqrt(total * total + 1) || 0));
  const strengths = new Map(sums);
  if (questionMarks > 1) strengths.set('confused', (strengths.get('confused') ?? 0) + 0.1 * Math.min(3, questionMarks - 1));
  let mood: Mood = 'neutral';
  let top = 0.3;
  for (const candidate of ['angry', 'worried', 'disappointed', 'urgent', 'confused', 'pleased'] as const) {
    const sum = (strengths.get(candidate) ?? 0) * (candidate === 'pleased' && sentiment <= 0 ? 0 : 1);
    if (sum > top) [mood, top] = [candidate, sum];
  }
  return { sentiment, mood, haste: Math.min(1, strengths.get('urgent') ?? 0) };
}

/** A word under a negator: praise becomes disappointment, blame becomes mild praise. */
function turn(word: MoodWord): MoodWord {
  if (word.mood === 'pleased' || word.mood === 'positive') return { mood: 'disappointed', strength: word.strength };
  if (word.mood === 'urgent' || word.mood === 'confused') return { mood: word.mood, strength: 0 };
  return { mood: 'positive', strength: word.strength * 0.4 };
}

function allWords(lexicon: Lexicon, language: Language): Map<string, Role> {
  const all = new Map<string, Role>(lexicon.moods[language]);
  for (const role of ['weaker', 'stronger', 'negators', 'notNegators', 'sarcasm'] as const) {
    for (const word of lexicon.turning[language][role]) if (role !== 'stronger' || !all.has(word)) all.set(word, role);
  }
  return all;
}

/** At least two whole words and most letters in capitals. */
function isShouted(original: string): boolean {
  const sample = original.slice(0, 2_000);
  const upper = countOf(sample, /[A-Z]/g);
  return upper >= 8 && upper > 2 * countOf(sample, /[a-z]/g);
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
