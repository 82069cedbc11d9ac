import { fileURLToPath } from 'node:url';
import type { Polarity } from '#core/understanding.ts';
import { figuresOf } from './figures.ts';
import type { ClassFigures, Outcome, Share } from './figures.ts';
import { foldText } from './fold-text.ts';
import { loadLexicon } from './load-lexicon.ts';
import { createPolarityReader, loadPolarity } from './polarity.ts';
import { createMoodReader } from './sentiment.ts';
import { createSignalFinder } from './signal-finder.ts';
import { trainPolarity } from './train-polarity.ts';

/** A row: a text, what it is, and perhaps its mood, what it is about and its kind, by which figures are told apart. */
export type SentimentRow = { readonly text: string; readonly label: Polarity; readonly mood?: string; readonly cat?: string; readonly kind?: string };

/** Figures of one evaluation; `accuracy` and `macroF1` are in [0, 1]. */
export type SentimentReport = {
  readonly rows: { readonly train: number; readonly test: number };
  readonly accuracy: number;
  readonly macroF1: number;
  /** 95 % interval of the accuracy. */
  readonly interval: readonly [number, number];
  readonly classes: Readonly<Record<string, ClassFigures>>;
  /** Of rows with a mood: accuracy and the figures of each mood. */
  readonly moods: { readonly accuracy: Share; readonly macroF1: number; readonly classes: Readonly<Record<string, ClassFigures>> } | undefined;
  /** Accuracy by kind of row. */
  readonly kinds: Readonly<Record<string, Share>>;
  readonly trainSeconds: number;
  readonly msPerMessage: number;
};

const LEXICON = fileURLToPath(new URL('./lexicon', import.meta.url));

/** A row of a file: `label` (or `polarity`) positive, negative, neutral, 1 or 0; `mood`, `cat` and `kind` as they are. Answers with what is wrong. */
export function parseSentimentRow(row: Readonly<Record<string, unknown>>): SentimentRow | string {
  const { text, mood, cat, kind } = row;
  const given = row['label'] ?? row['polarity'];
  const label = given === 1 || given === '1' || given === 'positive' ? 'positive' : given === 0 || given === '0' || given === 'negative' ? 'negative' : given === 'neutral' ? 'neutral' : undefined;
  if (typeof text !== 'string') return '"text" is missing or not a string.';
  if (label === undefined) return '"label" must be positive, negative, neutral, 1 or 0.';
  return { text, label, ...(typeof mood === 'string' ? { mood } : {}), ...(typeof cat === 'string' ? { cat } : {}), ...(typeof kind === 'string' ? { kind } : {}) };
}

/**
 * Measures what the mood reader tells, with the shipped weights or with weights learnt from `train` (its rows of praise
 * and blame). Test rows without any neutral one are told as praise or blame; with neutral ones, as one of three.
 */
export async function evaluateSentiment(
  test: readonly SentimentRow[],
  train: readonly SentimentRow[] = [],
  onProgress?: (share: number) => void,
): Promise<SentimentReport> {
  const started = performance.now();
  const opinions = train.flatMap(({ text, label, cat }) => (label === 'neutral' ? [] : [{ text, label: label === 'positive' ? (1 as const) : (0 as const), ...(cat === undefined ? {} : { cat }) }]));
  const polarity = opinions.length === 0 ? await loadPolarity() : createPolarityReader(trainPolarity(opinions, onProgress));
  const lexicon = await loadLexicon(LEXICON);
  const read = createMoodReader(lexicon, polarity);
  const findSignals = createSignalFinder(lexicon);
  const trained = performance.now();
  const isThreeWay = test.some(({ label }) => label === 'neutral');
  const heard = test.map((row) => {
    const folded = foldText(row.text);
    return { row, feeling: read(folded, row.text, findSignals(folded).keys()) };
  });
  const msPerMessage = (performance.now() - trained) / Math.max(1, test.length);
  const outcomes = heard.map(({ row, feeling }): Outcome & { readonly kind?: string } => ({
    meant: row.label,
    told: isThreeWay ? feeling.polarity : feeling.lean > 0 ? 'positive' : 'negative',
    ...(row.kind === undefined ? {} : { kind: row.kind }),
  }));
  const { accuracy, macroF1, classes } = figuresOf(outcomes);
  const withMood = heard.flatMap(({ row, feeling }) => (row.mood === undefined ? [] : [{ meant: row.mood, told: feeling.mood }]));
  const kinds = [...new Set(outcomes.flatMap(({ kind }) => (kind === undefined ? [] : [kind])))];
  return {
    rows: { train: opinions.length, test: test.length },
    accuracy: accuracy.share ?? 0,
    macroF1,
    interval: [accuracy.low, accuracy.high],
    classes,
    moods: withMood.length === 0 ? undefined : figuresOf(withMood),
    kinds: Object.fromEntries(kinds.map((kind) => [kind, figuresOf(outcomes.filter((outcome) => outcome.kind === kind)).accuracy])),
    trainSeconds: opinions.length === 0 ? 0 : (trained - started) / 1000,
    msPerMessage,
  };
}
