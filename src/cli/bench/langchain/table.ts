import { round } from '../statistics.ts';
import type { CaseFigures } from './figures.ts';
import type { Kept } from './keep.ts';

const WAYS = { ours: 'ours', langchain: 'LangChain', either: 'either' } as const;
const COLUMNS: readonly (readonly [string, (figures: CaseFigures) => string | number])[] = [
  ['case', ({ name }) => name],
  ['way', ({ way }) => WAYS[way]],
  ['answered', ({ answered, questions }) => `${answered} of ${questions}`],
  ['by the model', ({ byModel }) => byModel],
  ['half', ({ half }) => half],
  ['taken back', ({ takenBack }) => takenBack],
  ['requests', ({ requests }) => requests],
  ['summaries', ({ summaries }) => summaries],
  ['tokens', ({ promptTokens }) => promptTokens],
  ['largest', ({ largestTokens }) => largestTokens],
  ['first, ms', ({ firstMs }) => firstMs],
  ['end, ms', ({ endMs }) => endMs],
  ['canaries', ({ canaries }) => canaries],
  ['invented', ({ invented }) => invented],
  ['personal', ({ personal }) => personal],
  ['lost', ({ lost }) => lost],
];

/** The figures as a table in Markdown, a row for each case and way. */
export function tableOf(all: readonly CaseFigures[]): string {
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |\n`;
  return row(COLUMNS.map(([name]) => name)) + row(COLUMNS.map((_, at) => (at < 2 ? '---' : '---:'))) + all.map((each) => row(COLUMNS.map(([, cell]) => cell(each)))).join('');
}

/** What is kept for each part, a line each. */
export function keptLines(kept: readonly Kept[]): string {
  return kept.map(({ part, by, what, ours, langchain }) => `${part.padEnd(14)} ${WAYS[by].padEnd(10)} ${what}: ours ${round(ours)}, LangChain ${round(langchain)}\n`).join('');
}
