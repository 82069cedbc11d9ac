const FIGURE = '(\\d{1,3}(?:,\\d{3})+|\\d+)(\\.\\d{1,2})?\\s?(万|千|k)?';
const BEFORE = new RegExp(`(?:[¥$€£]|\\brmb|\\bcny|\\busd|人民币)\\s?${FIGURE}`, 'gi');
const AFTER = new RegExp(`${FIGURE}\\s?(?:元|块|圆|人民币|yuan|rmb|cny|dollars?|usd)`, 'gi');
const TIMES: Readonly<Record<string, number>> = { 万: 10_000, 千: 1_000, k: 1_000 };

/** The largest amount of money that a text names in figures, in hundredths; 0 where it names none. Pure. */
export function namedAmount(text: string): number {
  const words = text.normalize('NFKC').toLowerCase();
  const found = [...words.matchAll(BEFORE), ...words.matchAll(AFTER)].map(([, whole = '', part = '', times = '']) => Math.round(Number(`${whole.replaceAll(',', '')}${part}`) * 100 * (TIMES[times] ?? 1)));
  return Math.max(0, ...found);
}
