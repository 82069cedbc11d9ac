import type { Bilingual } from '../language.ts';
import type { CaseFigures } from '../ports/case-store.ts';
import type { CaseRules } from './rules.ts';
import type { CaseReport, CaseReportRow } from './view.ts';

/** Complaints by cause, product and department, most frequent first; pure. Products are named by `productName`. */
export function reportOn(figures: readonly CaseFigures[], span: { readonly from: number; readonly to: number }, rules: CaseRules, productName: (id: string) => Bilingual): CaseReport {
  return {
    ...span,
    currency: rules.currency,
    total: toRow('', { zh: '合计', en: 'Total' }, figures),
    byCause: group(figures, ({ cause }) => cause, (id) => rules.causes[id]?.name),
    byProduct: group(figures, ({ product }) => product, productName),
    byDepartment: group(figures, ({ department }) => department, (id) => rules.departments[id]?.name),
  };
}

const NOT_KNOWN: Bilingual = { zh: '未填', en: 'not known' };

function group(figures: readonly CaseFigures[], keyOf: (figure: CaseFigures) => string | undefined, nameOf: (id: string) => Bilingual | undefined): readonly CaseReportRow[] {
  const groups = Map.groupBy(figures, (figure) => keyOf(figure) ?? '');
  return [...groups]
    .map(([id, own]) => toRow(id, id === '' ? NOT_KNOWN : (nameOf(id) ?? { zh: id, en: id }), own))
    .toSorted((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}

function toRow(id: string, name: Bilingual, figures: readonly CaseFigures[]): CaseReportRow {
  const times = figures.flatMap(({ openedAt, closedAt }) => (closedAt === undefined ? [] : [closedAt - openedAt])).toSorted((a, b) => a - b);
  const median = medianOf(times);
  return {
    id,
    name,
    count: figures.length,
    closed: times.length,
    lateShare: figures.length === 0 ? 0 : figures.filter(({ wasLate }) => wasLate).length / figures.length,
    ...(median === undefined ? {} : { medianCloseMs: median }),
    compensation: figures.reduce((sum, { compensation }) => sum + compensation, 0),
  };
}

function medianOf(sorted: readonly number[]): number | undefined {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : Math.round((upper + lower) / 2);
}
