/** Does a table begin with this line: a row of names with a row of dashes of as many columns below it (GFM, 4.10)? */
export function tableAt(lines: readonly string[], at: number): boolean {
  const [names = '', dashes = ''] = [lines[at], lines[at + 1]];
  if (!names.includes('|') || !dashes.includes('|')) return false;
  const cells = cellsOf(dashes);
  return cells.every((cell) => /^:?-+:?$/.test(cell.trim())) && cells.length === cellsOf(names).length;
}

function cellsOf(row: string): string[] {
  return row.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '').split(/(?<!\\)\|/);
}
