import type { Article } from './article.ts';
import { toArticle } from './document-article.ts';
import type { DocumentKey, StoredDocument } from './document.ts';
import type { DocumentStore } from './ports/document-store.ts';

/** What changes in a knowledge base when documents come, change or go. */
export type DocumentNews = { readonly put: readonly Article[]; readonly remove: readonly DocumentKey[] };

/** Follows the documents of a store. */
export type LivingDocuments = {
  /** Articles of the published documents. */
  readonly articles: readonly Article[];
  /** Takes up what has changed since the last time, all of it, and says whether anything had. Throws what `take` throws, and gives it again next time. */
  refresh(): Promise<boolean>;
};

/** What following needs. */
export type LivingDocumentsOptions = {
  readonly store: DocumentStore;
  /** Ids that articles from files have: a document of that name stays out. */
  readonly taken: ReadonlySet<string>;
  /** Takes news into the knowledge base. */
  readonly take: (news: DocumentNews) => Promise<void>;
  /** Hears of a document that stays out because a file has its id. */
  readonly onTaken: (id: string) => void;
};

/** Changes that are read at once. */
const PAGE = 200;

/** Reads the documents, then follows them. */
export async function followDocuments({ store, taken, take, onTaken }: LivingDocumentsOptions): Promise<LivingDocuments> {
  const articleOf = (document: StoredDocument): Article | undefined => {
    if (!taken.has(document.id)) return toArticle(document);
    onTaken(document.id);
    return undefined;
  };
  // Asked first: what changes while the list is read is read again afterwards.
  let revision = await store.revision();
  const articles = (await store.list(['published'])).flatMap((document) => articleOf(document) ?? []);

  return {
    articles,
    async refresh() {
      if ((await store.revision()) === revision) return false;
      let hasChanged = false;
      for (;;) {
        const changes = await store.changedSince(revision, PAGE);
        if (changes.length === 0) return hasChanged;
        hasChanged = true;
        const put: Article[] = [];
        const remove: DocumentKey[] = [];
        for (const change of changes) {
          const key = change.kind === 'kept' ? change.document : change;
          const article = change.kind === 'kept' ? articleOf(change.document) : undefined;
          if (article !== undefined) put.push(article);
          else if (!taken.has(key.id)) remove.push({ id: key.id, language: key.language });
        }
        await take({ put, remove });
        const last = changes.at(-1);
        revision = last === undefined ? revision : last.kind === 'kept' ? last.document.revision : last.revision;
      }
    },
  };
}
