import { addVector } from '#intents/vectors/direction.ts';

/** A sentence as the rows of its words, each as often as it occurs, and the unit vector that the sum of these should point to. */
export type Lesson = { readonly rows: readonly number[]; readonly target: Float32Array };

/** How much a word holds on to where it began, against sentences that it occurs in. */
const HOLD = 3;
const ROUNDS = 25;

/**
 * Moves words so that the sum of a sentence's words comes near the vector of the whole sentence: ridge regression
 * towards where the words began, by conjugate gradients (Hestenes and Stiefel 1952), every component by itself. A
 * sentence is scaled by the length that such a sum has when its words have nothing to do with each other. `start` holds
 * every word as heavy as it counts in a text (`weights`, same order); the result does too.
 */
export function learnWords(start: readonly Float32Array[], weights: Float32Array, lessons: readonly Lesson[]): Float32Array[] {
  const dimension = start[0]?.length ?? 0;
  const taught = lessons
    .filter(({ rows }) => rows.length > 0)
    .map(({ rows, target }) => ({ rows, target, scale: 1 / Math.sqrt(rows.reduce((sum, row) => sum + weights[row]! ** 2, 0)) }));
  const sumOf = (words: readonly Float32Array[], { rows, scale }: (typeof taught)[number]): Float32Array => {
    const sum = new Float32Array(dimension);
    for (const row of rows) addVector(sum, words[row]!, scale);
    return sum;
  };
  const zeros = () => start.map(() => new Float32Array(dimension));
  const left = zeros();
  for (const lesson of taught) {
    const missing = sumOf(start, lesson).map((value, i) => lesson.target[i]! - value);
    for (const row of lesson.rows) addVector(left[row]!, missing, lesson.scale);
  }
  const moved = zeros();
  const way = left.map((vector) => vector.slice());
  let size = squares(left, left);
  for (let round = 0; round < ROUNDS; round += 1) {
    const answer = way.map((vector) => vector.map((value) => value * HOLD));
    for (const lesson of taught) {
      const sum = sumOf(way, lesson);
      for (const row of lesson.rows) addVector(answer[row]!, sum, lesson.scale);
    }
    const step = divide(size, squares(way, answer));
    addScaled(moved, way, step, 1);
    addScaled(left, answer, step, -1);
    const next = squares(left, left);
    const turn = divide(next, size);
    way.forEach((vector, row) => vector.forEach((value, i) => (vector[i] = left[row]![i]! + turn[i]! * value)));
    size = next;
  }
  return start.map((vector, row) => vector.map((value, i) => value + moved[row]![i]!));
}

/** Of each component, the sum over all words of its products. */
function squares(a: readonly Float32Array[], b: readonly Float32Array[]): Float64Array {
  const sums = new Float64Array(a[0]?.length ?? 0);
  a.forEach((vector, row) => {
    const other = b[row]!;
    for (let i = 0; i < sums.length; i += 1) sums[i]! += vector[i]! * other[i]!;
  });
  return sums;
}

function divide(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value / Math.max(b[i]!, 1e-12));
}

function addScaled(target: readonly Float32Array[], source: readonly Float32Array[], by: Float64Array, sign: number): void {
  target.forEach((vector, row) => {
    const other = source[row]!;
    for (let i = 0; i < vector.length; i += 1) vector[i]! += sign * by[i]! * other[i]!;
  });
}
