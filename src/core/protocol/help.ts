import type { Language } from '../language.ts';

/** What names a place in the help centre: an article in a language, and the headings above a part of it, outermost first. */
export type HelpPlace = { readonly articleId: string; readonly language: Language; readonly headings?: readonly string[] };

/** The address of an article for customers, without the server's; with headings it opens at that part. */
export function helpPath({ articleId, language, headings = [] }: HelpPlace): string {
  const anchor = anchorOf(headings);
  return `/help/${encodeURIComponent(articleId)}?lang=${language}${anchor === '' ? '' : `#${encodeURIComponent(anchor)}`}`;
}

/** By which name a part of an article is found on its page; empty for its opening. */
export function anchorOf(headings: readonly string[]): string {
  return headings.map((heading) => heading.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '')).join('.');
}
