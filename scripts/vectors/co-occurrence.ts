/** A symmetric sparse matrix: row `r` holds `columns` and `values` from `starts[r]` to `starts[r + 1]`. */
export type SparseMatrix = { readonly size: number; readonly starts: Int32Array; readonly columns: Int32Array; readonly values: Float32Array };

/** How far two words may stand apart; near ones count more. */
const WINDOW = 5;
/** Contexts are smoothed by this power, so that rare ones do not win (Levy, Goldberg and Dagan 2015). */
const SMOOTHING = 0.75;

/** Positive pointwise mutual information of words that stand near each other. `lines` hold word numbers in [0, size). */
export function measureNearness(lines: readonly (readonly number[])[], size: number): SparseMatrix {
  const counts = countPairs(lines, size);
  const totals = counts.map((row) => {
    let sum = 0;
    for (const count of row.values()) sum += count;
    return sum;
  });
  const all = totals.reduce((sum, total) => sum + total, 0);
  const smoothed = totals.map((total) => total ** SMOOTHING);
  const scale = all / smoothed.reduce((sum, total) => sum + total, 0);
  const starts = new Int32Array(size + 1);
  const columns: number[] = [];
  const values: number[] = [];
  counts.forEach((row, word) => {
    for (const [other, count] of row) {
      const information = Math.log((count * all) / (totals[word]! * smoothed[other]! * scale));
      if (information <= 0) continue;
      columns.push(other);
      values.push(information);
    }
    starts[word + 1] = columns.length;
  });
  return { size, starts, columns: Int32Array.from(columns), values: Float32Array.from(values) };
}

function countPairs(lines: readonly (readonly number[])[], size: number): Map<number, number>[] {
  const counts = Array.from({ length: size }, () => new Map<number, number>());
  const add = (a: number, b: number, weight: number): void => {
    const row = counts[a]!;
    row.set(b, (row.get(b) ?? 0) + weight);
  };
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 1) {
      for (let j = i + 1; j < line.length && j <= i + WINDOW; j += 1) {
        add(line[i]!, line[j]!, 1 / (j - i));
        add(line[j]!, line[i]!, 1 / (j - i));
      }
    }
  }
  return counts;
}
