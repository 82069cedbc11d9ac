/** Ranks from 0; equal values share the mean of their ranks. */
function rank(values: readonly number[]): Float64Array {
  const order = Array.from(values, (_, at) => at).toSorted((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at]!] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

/** Spearman's rank correlation in [-1, 1], equal values by their mean rank; 0 where one side is the same everywhere. */
export function spearman(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [rank(left), rank(right)];
  const mean = (a.length - 1) / 2;
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    both += (a[i]! - mean) * (b[i]! - mean);
    squaresA += (a[i]! - mean) ** 2;
    squaresB += (b[i]! - mean) ** 2;
  }
  return squaresA === 0 || squaresB === 0 ? 0 : both / Math.sqrt(squaresA * squaresB);
}

/** Share of (positive, negative) couples in which the positive has the higher value, equal ones for half (Mann and Whitney 1947); `undefined` without one of the kinds. */
export function areaUnderCurve(values: readonly number[], isPositive: readonly boolean[]): number | undefined {
  const ranks = rank(values);
  const positives = isPositive.filter(Boolean).length;
  const negatives = values.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  const sum = ranks.reduce((total, place, at) => total + (isPositive[at] === true ? place + 1 : 0), 0);
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
