/** A way in which text is kept from being seen. `isDeceit`: it has no honest use on a page. */
export type Hiding = { readonly words: string; readonly isDeceit: boolean };

const STYLES: readonly (readonly [RegExp, string, boolean])[] = [
  [/(?:^|[;{\s"'])display\s*:\s*none/, 'display:none', false],
  [/visibility\s*:\s*(?:hidden|collapse)/, 'visibility:hidden', false],
  [/(?:^|[;{\s"'])opacity\s*:\s*0?(?:\.0+)?(?:\s|;|!|}|"|'|$)/, 'opacity:0', false],
  [/font-size\s*:\s*0?(?:\.\d+)?(?:px|pt|em|rem|%)?(?:\s|;|!|}|"|'|$)/, 'font-size:0', true],
  [/font-size\s*:\s*1(?:\.\d+)?(?:px|pt)/, 'font-size:1px', true],
  [/(?:left|top|text-indent|margin-left)\s*:\s*-\d{4,}(?:px|pt|em)?/, 'text outside of the page', false],
  [/clip\s*:\s*rect\(\s*(?:0|1px)|clip-path\s*:\s*inset\(\s*(?:50|100)%/, 'clip', false],
  [/(?:^|[;{\s"'])(?:max-)?height\s*:\s*0(?:px)?\s*(?:;[^}]*)?overflow\s*:\s*hidden/, 'height:0', false],
];

const white = /(?:^|[;{\s"'])color\s*:\s*(?:#fff(?:fff)?(?:ff)?\b|white\b|rgba?\(\s*25[0-5][\s,]+25[0-5][\s,]+25[0-5]|transparent|rgba\([^)]*,\s*0(?:\.0+)?\s*\))/;
const background = /background(?:-color|-image)?\s*:\s*(?!\s*(?:#fff|white|transparent|none|inherit|initial|rgb\(\s*255))/;

/** How a style, or the attributes of an element as written, hide its text; `undefined` when they do not. */
export function hides(written: string): Hiding | undefined {
  const text = written.toLowerCase();
  for (const [pattern, words, isDeceit] of STYLES) if (pattern.test(text)) return { words, isDeceit };
  // White on a dark button is read by everybody.
  if (white.test(text) && !background.test(text)) return { words: 'white text', isDeceit: true };
  return /(?:^|\s)hidden(?:[\s=>]|$)/.test(text) ? { words: 'hidden', isDeceit: false } : undefined;
}

/** Does a style say which colour is behind the text? */
export function setsBackground(style: string): boolean {
  return background.test(style.toLowerCase());
}
