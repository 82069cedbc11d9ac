import { decodeText } from './decode-text.ts';
import { readQuestionTable } from './question-table.ts';
import { refused } from './read-result.ts';
import type { RawResult } from './read-result.ts';

/** A table of questions and answers as CSV: separated by commas, semicolons or tabs, in any encoding that texts may have. */
export async function readCsv(bytes: Uint8Array): Promise<RawResult> {
  const decoded = await decodeText(bytes);
  if (!decoded) return refused('broken', 'is no text; save it again as CSV in UTF-8');
  const { parse } = await import('csv-parse/sync');
  try {
    const rows: string[][] = parse(decoded.text, { delimiter: delimiterOf(decoded.text), bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: false });
    return await readQuestionTable(rows);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused('broken', `is not a CSV table that can be read (${reason}); save it again from your spreadsheet`);
  }
}

/** What separates the cells of the first line that has any. */
function delimiterOf(text: string): string {
  const line = text.split(/\r?\n/).find((candidate) => /[,;\t]/.test(candidate)) ?? '';
  const count = (mark: string): number => line.split(mark).length;
  return ['\t', ',', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}
