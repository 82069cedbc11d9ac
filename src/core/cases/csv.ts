import type { CaseLine } from './view.ts';

/** What a line of the table holds besides what the list shows. */
export type CsvLine = CaseLine & { readonly product?: string; readonly department?: string; readonly compensation: number };

const COLUMNS = ['case', 'state', 'opened', 'closed', 'closed_because', 'owner', 'customer', 'claim', 'cause', 'product', 'department', 'late', 'reopened', 'compensation', 'summary'] as const;

/** The head of the table, with the mark by which spreadsheets know UTF-8. */
export const CSV_HEAD = `\uFEFF${COLUMNS.join(',')}\r\n`;

/** One case as a line of CSV (RFC 4180); times are ISO 8601, amounts in whole units. */
export function toCsv(line: CsvLine): string {
  const cells: Readonly<Record<(typeof COLUMNS)[number], string>> = {
    case: line.id,
    state: line.state,
    opened: new Date(line.openedAt).toISOString(),
    closed: line.closedAt === undefined ? '' : new Date(line.closedAt).toISOString(),
    closed_because: line.closedBecause ?? '',
    owner: line.ownerName ?? '',
    customer: line.customerName,
    claim: line.claim,
    cause: line.cause ?? '',
    product: line.product ?? '',
    department: line.department ?? '',
    late: line.isLate ? '1' : '0',
    reopened: String(line.reopened),
    compensation: (line.compensation / 100).toFixed(2),
    summary: line.summary,
  };
  return `${COLUMNS.map((column) => quote(cells[column])).join(',')}\r\n`;
}

/** What a spreadsheet would take for a formula is text; so are line ends, commas and quotes. */
function quote(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
