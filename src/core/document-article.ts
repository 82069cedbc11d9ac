import type { Article } from './article.ts';
import type { StoredDocument } from './document.ts';

/** A document as an article to answer from, by the knowledge base not before the day from which it holds; `undefined` while it is not published. */
export function toArticle({ id, language, audience, title, product, version, review, body, state, validFrom }: StoredDocument): Article | undefined {
  if (state !== 'published') return undefined;
  return { id, language, audience, title, product, version, ...(review === undefined ? {} : { review }), ...(validFrom === undefined ? {} : { validFrom }), body };
}
