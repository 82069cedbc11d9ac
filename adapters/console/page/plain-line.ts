/** Markdown as one line of plain words, for places too small to draw it: marks go, every word stays, also in text that was cut off. */
export function plainLine(text: string): string {
  return text
    .replace(/!?\[([^\]\n]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\s?\[\d{1,2}\]/g, '')
    .replace(/^[ \t:|-]*-[ \t:|-]*$/gm, '')
    .replace(/^\s{0,3}(?:#{1,6}\s|>\s?|(?:[-*+]|\d{1,2}[.)])\s)\s*/gm, '')
    .replace(/\*\*|__|`+|~~/g, '')
    .replace(/(^|[\s(（，。：])[*_](?=\S)([^*_\n]*\S)[*_](?=$|[\s)），。：.,;:!?！？])/g, '$1$2')
    .replace(/\s*\|\s*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
