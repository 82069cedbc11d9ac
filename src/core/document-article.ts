import type { Article } from './article.ts';
import type { StoredDocument } from './document.ts';

/** A document as an article to answer from; `undefined` while it must not be used: not published, or not valid yet on this day (`2027-05-31`). */
export function toArticle({ id, language, audience, title, product, version, review, body, state, validFrom }: StoredDocument, today: string): Article | undefined {
  if (state !== 'published' || (validFrom !== undefined && validFrom > today)) return undefined;
  return { id, language, audience, title, product, version, ...(review === undefined ? {} : { review }), body };
}
