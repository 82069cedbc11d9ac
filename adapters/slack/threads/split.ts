const CHARACTERS = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** So many UTF-16 units in front of a limit are looked through for a better place to cut. */
const LOOK_BACK = 400;
/** Better places to cut, best first: after a line, after a sentence, after a word. */
const PLACES: readonly RegExp[] = [/\n$/, /[。！？；!?;…]$/, /[\s，、,]$/];

/** How long a text is for a limit; at least as long as the text itself, and no shorter when the text goes on. */
export type Measure = (text: string) => number;

const units: Measure = (text) => text.length;

/**
 * A text in parts whose `measure` is at most `limit` each: cut after a line, sentence or word where one ends near the limit,
 * and never inside of a character as people see it, unless that one alone is longer than the limit. Joined together the parts
 * are the text.
 */
export function splitText(text: string, limit: number, measure: Measure = units): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (measure(rest) > limit) {
    const end = bestEnd(rest, limit, measure);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}

/** A text's beginning within the limit, whole characters only, with … where something was left out. */
export function cutText(text: string, limit: number, measure: Measure = units): string {
  return measure(text) <= limit ? text : `${text.slice(0, wholeEnds(text, limit - 1, measure).at(-1) ?? 0)}…`;
}

function bestEnd(text: string, limit: number, measure: Measure): number {
  const ends = wholeEnds(text, limit, measure);
  const most = ends.at(-1);
  // One character as people see it is longer than everything that is allowed: between two code points, then.
  if (most === undefined) return (text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
  const near = ends.filter((end) => end > most - LOOK_BACK).toReversed();
  for (const place of PLACES) {
    const end = near.find((each) => place.test(text.slice(Math.max(0, each - 2), each)));
    if (end !== undefined) return end;
  }
  return most;
}

/** Where characters end, as far as the text up to there is within the limit. */
function wholeEnds(text: string, limit: number, measure: Measure): readonly number[] {
  const window = text.slice(0, limit + 2).replace(/[\uD800-\uDBFF]$/, '');
  const ends = Array.from(CHARACTERS.segment(window), ({ segment, index }) => index + segment.length);
  // What the window cuts off may be half a character.
  if (window.length < text.length) ends.pop();
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(text.slice(0, ends[middle - 1])) <= limit) low = middle;
    else high = middle - 1;
  }
  return ends.slice(0, low);
}
