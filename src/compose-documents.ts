import { toArticle } from '#core/document-article.ts';
import { openStore } from '#store/open-store.ts';
import type { Config } from './config.ts';
import type { Content } from './load-content.ts';

/** The content with the published documents; for commands that do not serve. Throws `unavailable` for the database. */
export async function withDocuments(config: Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>, content: Content): Promise<Content> {
  const { store, documents } = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [], onTrouble: () => undefined });
  try {
    const taken = new Set(content.articles.map(({ id }) => id));
    const articles = (await documents.list(['published'])).flatMap((document) => (taken.has(document.id) ? [] : (toArticle(document) ?? [])));
    return { ...content, articles: [...content.articles, ...articles] };
  } finally {
    await store.close();
  }
}
