import path from 'node:path';
import { z } from 'zod';
import type { Language } from '#core/language.ts';
import type { Mood, SignalKind } from '#core/understanding.ts';
import { foldText } from './fold-text.ts';
import { count, describeIssues, parseYaml, readText, tooManyFaults } from './load-catalog.ts';

/** What a word adds: to a mood, or only to the sentiment. */
export type MoodWord = { readonly mood: Exclude<Mood, 'neutral'> | 'negative' | 'positive'; readonly strength: number };

/** Words around mood words. */
export type TurningWords = Readonly<Record<'negators' | 'neutral' | 'stronger' | 'weaker' | 'courtesy' | 'irony' | 'sarcasm', readonly string[]>>;

/**
 * Phrases that are a signal by themselves, hints that are one only beside another hint or where the whole message sounds
 * like it, and the words that take the meaning of both away.
 */
export type SignalWords = { readonly kind: SignalKind; readonly phrases: readonly string[]; readonly hints: readonly string[]; readonly unless: readonly string[] };

/** The hand-written words of the room, folded. */
export type Lexicon = {
  readonly moods: Readonly<Record<Language, ReadonlyMap<string, MoodWord>>>;
  readonly turning: Readonly<Record<Language, TurningWords>>;
  readonly emoji: ReadonlyMap<string, MoodWord>;
  readonly signals: readonly SignalWords[];
};

const MOODS = ['angry', 'disappointed', 'worried', 'confused', 'urgent', 'pleased', 'negative', 'positive'] as const;
/** Signals that have fixed words here; requests for a person have a file of their own. */
const FIXED = ['complaint', 'danger', 'law', 'leaving'] as const;
const words = z.string().transform((list) => list.split(',').map((word) => foldText(word).trim()).filter(Boolean));
const moodKey = z.string().regex(new RegExp(`^(${MOODS.join('|')}) (0\\.\\d+|1)$`), 'must be a mood and a strength, such as "angry 0.8"');
const turning = z.strictObject({ negators: words, neutral: words, stronger: words, weaker: words, courtesy: words, irony: words, sarcasm: words });
const signal = z.strictObject({ zh: words, en: words, hints: words, unless: words });

const moodFile = z.strictObject({ zh: z.record(moodKey, words), en: z.record(moodKey, words) });
const turningFile = z.strictObject({ zh: turning, en: turning, emoji: z.partialRecord(z.enum(MOODS), z.string()) });
const signalFile = z.strictObject({ complaint: signal, danger: signal, law: signal, leaving: signal });

/** Reads `mood-words.yaml`, `turning-words.yaml` and `signal-words.yaml`. Throws `misconfigured` with every fault. */
export async function loadLexicon(folder: string): Promise<Lexicon> {
  const faults: string[] = [];
  const [moods, turns, signals] = await Promise.all([
    read(folder, 'mood-words.yaml', moodFile, faults),
    read(folder, 'turning-words.yaml', turningFile, faults),
    read(folder, 'signal-words.yaml', signalFile, faults),
  ]);
  if (moods === undefined || turns === undefined || signals === undefined) {
    throw tooManyFaults(`The word lists in ${folder} have ${count(faults.length)}.`, faults);
  }
  return {
    moods: { zh: indexMoods(moods.zh), en: indexMoods(moods.en) },
    turning: { zh: turns.zh, en: turns.en },
    emoji: new Map(
      Object.entries(turns.emoji).flatMap(([mood, list]) =>
        list.split(' ').map((sign): [string, MoodWord] => [sign.replace(/\ufe0f/g, ''), { mood: moodOf(mood), strength: 0.7 }]),
      ),
    ),
    signals: FIXED.map((kind) => ({ kind, phrases: [...signals[kind].zh, ...signals[kind].en], hints: signals[kind].hints, unless: signals[kind].unless })),
  };
}

async function read<T>(folder: string, name: string, schema: z.ZodType<T>, faults: string[]): Promise<T | undefined> {
  const before = faults.length;
  const value = parseYaml(name, await readText(path.join(folder, name), name, faults), faults);
  if (faults.length > before) return undefined;
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  faults.push(...describeIssues(name, checked.error));
  return undefined;
}

function indexMoods(lists: Readonly<Record<string, readonly string[]>>): Map<string, MoodWord> {
  const index = new Map<string, MoodWord>();
  for (const [key, list] of Object.entries(lists)) {
    const [mood = '', strength = '0'] = key.split(' ');
    for (const word of list) if (!index.has(word)) index.set(word, { mood: moodOf(mood), strength: Number(strength) });
  }
  return index;
}

function moodOf(name: string): MoodWord['mood'] {
  return MOODS.find((mood) => mood === name) ?? 'negative';
}
