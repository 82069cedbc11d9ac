/** A share with its 95 % interval (Wilson 1927). `share` is `undefined` where there is nothing to count. */
export type Share = { readonly hits: number; readonly of: number; readonly share: number | undefined; readonly low: number; readonly high: number };

/** How one class was told: found of those meant, right of those told, and the harmonic mean of both. */
export type ClassFigures = { readonly recall: Share; readonly precision: Share; readonly f1: number };

/** A pair of what a row says and what was told. */
export type Outcome = { readonly meant: string; readonly told: string };

const Z = 1.96;

/** A share of counts. */
export function shareOf(hits: number, of: number): Share {
  if (of === 0) return { hits, of, share: undefined, low: 0, high: 1 };
  const p = hits / of;
  const middle = (p + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z / (1 + (Z * Z) / of)) * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  return { hits, of, share: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Figures of one class from counts of what was meant, told, and both. */
export function classFigures(hits: number, meant: number, told: number): ClassFigures {
  return { recall: shareOf(hits, meant), precision: shareOf(hits, told), f1: meant + told === 0 ? 0 : (2 * hits) / (meant + told) };
}

/** Accuracy, and the figures of every class that is meant somewhere, with the mean of their F1. */
export function figuresOf(outcomes: readonly Outcome[]): { readonly accuracy: Share; readonly macroF1: number; readonly classes: Readonly<Record<string, ClassFigures>> } {
  const names = [...new Set(outcomes.map(({ meant }) => meant))].toSorted();
  const classes = Object.fromEntries(
    names.map((name) => {
      const meant = outcomes.filter((outcome) => outcome.meant === name);
      return [name, classFigures(meant.filter(({ told }) => told === name).length, meant.length, outcomes.filter(({ told }) => told === name).length)];
    }),
  );
  const all = Object.values(classes);
  return {
    accuracy: shareOf(outcomes.filter(({ meant, told }) => meant === told).length, outcomes.length),
    macroF1: all.length === 0 ? 0 : all.reduce((sum, { f1 }) => sum + f1, 0) / all.length,
    classes,
  };
}
