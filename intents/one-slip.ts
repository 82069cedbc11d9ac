/** Is a word typed with exactly one slip: a letter missing, too many, wrong, or two neighbours exchanged (Damerau 1964)? */
export function isOneSlip(typed: string, word: string): boolean {
  if (typed === word || Math.abs(typed.length - word.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === word[start]) start += 1;
  let [a, b] = [typed.length, word.length];
  while (a > start && b > start && typed[a - 1] === word[b - 1]) {
    a -= 1;
    b -= 1;
  }
  const [left, right] = [typed.slice(start, a), word.slice(start, b)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]);
}
