const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** A good place to cut lies in the last part of what fits: after a line, a sentence or a word, in this order. */
const CUTS = [/\n/g, /[。！？!?.;；]\s?/g, /\s/g];
const LOOK_BACK = 0.5;

/**
 * A text in parts of at most `most` UTF-16 units each, in order; joined they are the whole text. Cut after a line, a
 * sentence or a word where there is one, and never inside a character that people see as one.
 */
export function splitText(text: string, most: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const end = cutOf(rest, most);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}

function cutOf(text: string, most: number): number {
  const window = text.slice(0, most);
  for (const cut of CUTS) {
    const last = [...window.matchAll(cut)].at(-1);
    const end = last ? last.index + last[0].length : 0;
    if (end > most * LOOK_BACK) return end;
  }
  let end = 0;
  for (const { index, segment } of SEGMENTER.segment(text.slice(0, most + 64))) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  // A single cluster that is longer than a whole part: cut it between code points.
  return end > 0 ? end : window.replace(/[\uD800-\uDBFF]$/, '').length;
}
