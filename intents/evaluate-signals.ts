import type { Classifier } from '#core/ports/classifier.ts';
import type { SignalKind } from '#core/understanding.ts';
import { classFigures, shareOf } from './figures.ts';
import type { ClassFigures, Share } from './figures.ts';

/** A row: a text, the signals in it, and perhaps its kind. */
export type SignalRow = { readonly text: string; readonly signals: readonly SignalKind[]; readonly kind?: string };

/** Figures of one evaluation; `accuracy` is the share of rows with exactly the right signals. */
export type SignalReport = {
  readonly rows: { readonly test: number };
  readonly accuracy: number;
  readonly interval: readonly [number, number];
  readonly macroF1: number;
  readonly classes: Readonly<Partial<Record<SignalKind, ClassFigures>>>;
  /** Of rows without a signal, those in which one was heard. */
  readonly falseAlarms: Share;
  /** Exactly right, by kind of row. */
  readonly kinds: Readonly<Record<string, Share>>;
  readonly msPerMessage: number;
};

const KINDS: readonly SignalKind[] = ['person', 'complaint', 'danger', 'law', 'leaving'];

/** A row of a file. Answers with what is wrong. */
export function parseSignalRow({ text, signals, kind }: Readonly<Record<string, unknown>>): SignalRow | string {
  if (typeof text !== 'string') return '"text" is missing or not a string.';
  if (!Array.isArray(signals)) return '"signals" is missing or not a list; write [] for none.';
  const known = KINDS.filter((name) => signals.includes(name));
  if (known.length !== new Set(signals).size) return `"signals" may hold ${KINDS.join(', ')} only.`;
  return { text, signals: known, ...(typeof kind === 'string' ? { kind } : {}) };
}

/** Measures the signals that a classifier hears. */
export async function evaluateSignals(test: readonly SignalRow[], classifier: Classifier): Promise<SignalReport> {
  const started = performance.now();
  const heard: { readonly row: SignalRow; readonly told: readonly SignalKind[] }[] = [];
  for (const row of test) {
    const { signals } = await classifier.understand(row.text, 'zh');
    heard.push({ row, told: signals.map(({ kind }) => kind) });
  }
  const msPerMessage = (performance.now() - started) / Math.max(1, test.length);
  const isRight = ({ row, told }: (typeof heard)[number]) => told.length === row.signals.length && row.signals.every((kind) => told.includes(kind));
  const classes = Object.fromEntries(
    KINDS.flatMap((kind) => {
      const meant = heard.filter(({ row }) => row.signals.includes(kind));
      const told = heard.filter((one) => one.told.includes(kind));
      return meant.length + told.length === 0 ? [] : [[kind, classFigures(meant.filter((one) => one.told.includes(kind)).length, meant.length, told.length)] as const];
    }),
  );
  const exact = shareOf(heard.filter(isRight).length, heard.length);
  const quiet = heard.filter(({ row }) => row.signals.length === 0);
  const kinds = [...new Set(heard.flatMap(({ row: { kind } }) => (kind === undefined ? [] : [kind])))];
  const meantClasses = Object.values(classes).filter(({ recall }) => recall.of > 0);
  return {
    rows: { test: test.length },
    accuracy: exact.share ?? 0,
    interval: [exact.low, exact.high],
    macroF1: meantClasses.length === 0 ? 0 : meantClasses.reduce((sum, { f1 }) => sum + f1, 0) / meantClasses.length,
    classes,
    falseAlarms: shareOf(quiet.filter(({ told }) => told.length > 0).length, quiet.length),
    kinds: Object.fromEntries(kinds.map((kind) => {
      const own = heard.filter(({ row }) => row.kind === kind);
      return [kind, shareOf(own.filter(isRight).length, own.length)];
    })),
    msPerMessage,
  };
}
