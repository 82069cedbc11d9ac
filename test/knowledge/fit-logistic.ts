/** A choice among options, each described by numbers; `right` says which were. */
export type Choice = { readonly options: readonly (readonly number[])[]; readonly right: readonly boolean[]; readonly weight: number };

/** A case that was so or not, described by numbers. */
export type YesNo = { readonly values: readonly number[]; readonly isRight: boolean; readonly weight: number };

/** Keeps weights small where little speaks for them (ridge). */
const CHOICE_RIDGE = 0.0003;
const YES_NO_RIDGE = 0.5;

/** The weights that make the right options likeliest (conditional logit), by Adam (Kingma and Ba 2015). */
export function fitChoice(choices: readonly Choice[], steps = 800): number[] {
  const size = choices[0]?.options[0]?.length ?? 0;
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  return adam(size, steps, 0.1, (weights) => {
    const slope = weights.map((weight) => CHOICE_RIDGE * weight);
    for (const { options, right, weight } of choices) {
      const sums = options.map((values) => dot(values, weights));
      const most = Math.max(...sums);
      const odds = sums.map((sum) => Math.exp(sum - most));
      const all = odds.reduce((a, b) => a + b, 0);
      const good = odds.reduce((sum, odd, at) => sum + (right[at] === true ? odd : 0), 0);
      options.forEach((values, at) => {
        const own = odds[at] ?? 0;
        const miss = own / all - (right[at] === true ? own / good : 0);
        if (Math.abs(miss) > 1e-6) for (let i = 0; i < size; i += 1) slope[i] = (slope[i] ?? 0) + (weight / total) * miss * (values[i] ?? 0);
      });
    }
    return slope;
  });
}

/** The weights of a logistic regression, and where its sum starts. */
export function fitYesNo(cases: readonly YesNo[], steps = 1500): { readonly start: number; readonly weights: number[] } {
  const size = cases[0]?.values.length ?? 0;
  const total = cases.reduce((sum, { weight }) => sum + weight, 0);
  const means = Array.from({ length: size }, (_, i) => cases.reduce((sum, { values }) => sum + (values[i] ?? 0), 0) / cases.length);
  const spreads = means.map((mean, i) => Math.sqrt(cases.reduce((sum, { values }) => sum + ((values[i] ?? 0) - mean) ** 2, 0) / cases.length) + 1e-9);
  const scaled = cases.map(({ values, isRight, weight }) => ({ values: [1, ...values.map((value, i) => (value - (means[i] ?? 0)) / (spreads[i] ?? 1))], isRight, weight }));
  const [start = 0, ...weights] = adam(size + 1, steps, 0.02, (own) => {
    const slope = own.map((weight, i) => (i === 0 ? 0 : (YES_NO_RIDGE * weight) / total));
    for (const { values, isRight, weight } of scaled) {
      const miss = 1 / (1 + Math.exp(-dot(values, own))) - (isRight ? 1 : 0);
      for (let i = 0; i <= size; i += 1) slope[i] = (slope[i] ?? 0) + (weight / total) * miss * (values[i] ?? 0);
    }
    return slope;
  });
  const plain = weights.map((weight, i) => weight / (spreads[i] ?? 1));
  return { start: start - plain.reduce((sum, weight, i) => sum + weight * (means[i] ?? 0), 0), weights: plain };
}

function adam(size: number, steps: number, rate: number, slopeOf: (weights: readonly number[]) => number[]): number[] {
  const weights = Array.from({ length: size }, () => 0);
  const [first, second] = [new Float64Array(size), new Float64Array(size)];
  for (let step = 1; step <= steps; step += 1) {
    slopeOf(weights).forEach((slope, i) => {
      first[i] = 0.9 * first[i]! + 0.1 * slope;
      second[i] = 0.999 * second[i]! + 0.001 * slope * slope;
      weights[i] = (weights[i] ?? 0) - (rate * (first[i]! / (1 - 0.9 ** step))) / (Math.sqrt(second[i]! / (1 - 0.999 ** step)) + 1e-8);
    });
  }
  return weights;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
