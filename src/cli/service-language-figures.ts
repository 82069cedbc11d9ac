import { type ClassFigures, classFigures, type Share, shareOf } from '#intents/figures.ts';
import type { ServiceLanguageRow } from './service-language-rows.ts';

/** A row, and the rules that were found broken. */
export type ServiceLanguageOutcome = { readonly row: ServiceLanguageRow; readonly found: readonly string[] };

/** How the faults of a group of replies were found. */
type Shares = {
  /** Of the faults: found, by their rule. */
  readonly recall: Share;
  /** Of what was found: faults indeed. */
  readonly precision: Share;
  /** Of the sound replies: blamed all the same. */
  readonly falseAlarms: Share;
};

/** Figures of `baton eval service-language`: shares in [0, 1], `null` where there is nothing to count. */
export type ServiceLanguageReport = {
  readonly rows: number;
  readonly clean: number;
  readonly recall: number | null;
  readonly precision: number | null;
  readonly falseAlarms: number | null;
  /** With counts and 95 % intervals (Wilson 1927). */
  readonly shares: Shares;
  readonly languages: Readonly<Record<string, Shares>>;
  readonly rules: Readonly<Record<string, ClassFigures>>;
};

/** Sums up what was found. A rule counts once for a reply. */
export function serviceLanguageReportOf(outcomes: readonly ServiceLanguageOutcome[]): ServiceLanguageReport {
  const shares = sharesOf(outcomes);
  const names = [...new Set(outcomes.flatMap(({ row, found }) => [...row.faults, ...found]))].toSorted();
  return {
    rows: outcomes.length,
    clean: outcomes.filter(({ row }) => row.faults.length === 0).length,
    recall: shares.recall.share ?? null,
    precision: shares.precision.share ?? null,
    falseAlarms: shares.falseAlarms.share ?? null,
    shares,
    languages: Object.fromEntries([...Map.groupBy(outcomes, ({ row }) => row.situation.language)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([language, own]) => [language, sharesOf(own)])),
    rules: Object.fromEntries(
      names.map((name) => {
        const meant = outcomes.filter(({ row }) => row.faults.includes(name));
        const hits = meant.filter(({ found }) => found.includes(name)).length;
        return [name, classFigures(hits, meant.length, outcomes.filter(({ found }) => found.includes(name)).length)];
      }),
    ),
  };
}

function sharesOf(outcomes: readonly ServiceLanguageOutcome[]): Shares {
  const count = (of: (outcome: ServiceLanguageOutcome) => readonly string[]): number => outcomes.reduce((sum, outcome) => sum + new Set(of(outcome)).size, 0);
  const hits = count(({ row, found }) => row.faults.filter((fault) => found.includes(fault)));
  const clean = outcomes.filter(({ row }) => row.faults.length === 0);
  return {
    recall: shareOf(hits, count(({ row }) => row.faults)),
    precision: shareOf(hits, count(({ found }) => found)),
    falseAlarms: shareOf(clean.filter(({ found }) => found.length > 0).length, clean.length),
  };
}
