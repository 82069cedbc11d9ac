import { NODE } from './dom.ts';
import type { Page, PageElement, PageNode } from './dom.ts';
import { hides, setsBackground } from './hidden-styles.ts';
import type { Hiding } from './hidden-styles.ts';

/** What was taken out of a page: its words, and how they were hidden where that has no honest use. */
export type DroppedText = { readonly words: string; readonly deceit: string | undefined };

/** Fewer characters than this, in white or tiny, are decoration. */
const MIN_DECEIT = 12;

/** Takes everything out of a page that its readers do not see: comments, and elements hidden by style, class or attribute. */
export function dropHidden(document: Page): DroppedText {
  const words: string[] = [...commentsOf(document)];
  let deceit: string | undefined;
  const take = (node: PageElement, how: Hiding): void => {
    // Looked at before: taken out together with what it was in.
    if (!document.documentElement.contains(node) || node === document.body || node === document.documentElement) return;
    const text = node.textContent.trim();
    if (how.isDeceit && isOnDark(node)) return;
    if (text !== '') words.push(text);
    if (how.isDeceit && text.length >= MIN_DECEIT) deceit ??= how.words;
    node.remove();
  };
  for (const { selector, how } of hidingRules(document)) for (const node of select(document, selector)) take(node, how);
  for (const node of document.querySelectorAll('[style], [hidden], font[color], [aria-hidden="true"]')) {
    const how = hidingOf(node);
    if (how) take(node, how);
  }
  for (const node of document.querySelectorAll('script, style, template, noscript, iframe, object, embed, svg, canvas, input, select, textarea, button, dialog:not([open])')) node.remove();
  return { words: words.join('\n'), deceit };
}

function hidingOf(node: PageElement): Hiding | undefined {
  if (node.hasAttribute('hidden') || node.getAttribute('aria-hidden') === 'true') return { words: 'hidden', isDeceit: false };
  const color = node.localName === 'font' ? `color:${node.getAttribute('color') ?? ''};` : '';
  return hides(` ${color}${node.getAttribute('style') ?? ''}`);
}

function isOnDark(node: PageElement): boolean {
  for (let at: PageElement | null = node; at; at = at.parentElement) {
    if (setsBackground(at.getAttribute('style') ?? '') || at.hasAttribute('bgcolor')) return true;
  }
  return false;
}

/** Rules of the page's own style sheets that hide what they select; those for print and small screens are left out. */
function hidingRules(document: Page): { selector: string; how: Hiding }[] {
  const css = [...document.querySelectorAll('style')].map(({ textContent }) => textContent).join('\n');
  const flat = css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/@[\w-]+[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  return [...flat.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selector = '', style = '']) => {
    const how = hides(` ${style}`);
    return how && selector.trim() !== '' ? [{ selector: selector.trim(), how }] : [];
  });
}

function select(document: Page, selector: string): PageElement[] {
  try {
    return [...document.querySelectorAll(selector)];
  } catch {
    return [];
  }
}

function commentsOf(document: Page): string[] {
  const found: PageNode[] = [];
  const open: PageNode[] = [document];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.nodeType === NODE.comment) found.push(node);
    else if (node.nodeType !== NODE.text) open.push(...node.childNodes);
  }
  for (const node of found) node.remove();
  return found.map(({ textContent }) => textContent);
}
