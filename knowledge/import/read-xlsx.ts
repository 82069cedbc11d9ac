import { readQuestionTable } from './question-table.ts';
import type { RawDocument, RawResult, Refusal } from './read-result.ts';
import { checkZip } from './zip-check.ts';

/** Tables of questions and answers in a workbook: every sheet that has such columns. */
export async function readXlsx(bytes: Uint8Array): Promise<RawResult> {
  const fault = checkZip(bytes);
  if (fault) return { documents: [], refusals: [fault] };
  const { default: readSheets } = await import('read-excel-file/node');
  const sheets = await readSheets(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const documents: RawDocument[] = [];
  const faults: (Refusal & { sheet: string })[] = [];
  for (const { sheet, data } of sheets) {
    const read = await readQuestionTable(data.map((row) => row.map(cellText)));
    documents.push(...read.documents);
    faults.push(...read.refusals.map((refusal) => ({ ...refusal, sheet })));
  }
  // A sheet with notes beside the tables is no fault.
  const told = documents.length > 0 ? faults.filter(({ reason }) => reason !== 'no-columns' && reason !== 'empty') : faults;
  return { documents, refusals: told.map(({ sheet, reason, message }) => ({ reason, message: sheets.length > 1 ? `sheet “${sheet}”: ${message}` : message })) };
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}
