import type { Article } from './article.ts';
import { toArticle } from './document-article.ts';
import type { DocumentKey, StoredDocument } from './document.ts';
import type { Clock } from './ports/clock.ts';
import type { DocumentStore } from './ports/document-store.ts';

/** What changes in a knowledge base when documents come, change, go, or become valid. */
export type DocumentNews = { readonly put: readonly Article[]; readonly remove: readonly DocumentKey[] };

/** Follows the documents of a store. */
export type LivingDocuments = {
  /** Articles of the documents that are in force now. */
  readonly articles: readonly Article[];
  /** Takes up what has changed since the last time, all of it, and says whether anything had. Throws what `take` throws, and gives it again next time. */
  refresh(): Promise<boolean>;
};

/** What following needs. */
export type LivingDocumentsOptions = {
  readonly store: DocumentStore;
  readonly clock: Pick<Clock, 'now'>;
  /** IANA name, such as `Asia/Shanghai`: in it documents become valid at midnight. */
  readonly timeZone: () => string;
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
export async function followDocuments({ store, clock, timeZone, taken, take, onTaken }: LivingDocumentsOptions): Promise<LivingDocuments> {
  const todayIs = () => new Intl.DateTimeFormat('en-CA', { timeZone: timeZone(), dateStyle: 'short' }).format(clock.now());
  /** Published documents that become valid on a later day, by id and language. */
  const waiting = new Map<string, StoredDocument>();
  const articleOf = (document: StoredDocument, today: string): Article | undefined => {
    const key = `${document.id}/${document.language}`;
    waiting.delete(key);
    if (taken.has(document.id)) {
      onTaken(document.id);
      return undefined;
    }
    const article = toArticle(document, today);
    if (article === undefined && document.state === 'published') waiting.set(key, document);
    return article;
  };
  // Asked first: what changes while the list is read is read again afterwards.
  let revision = await store.revision();
  let day = todayIs();
  const articles = (await store.list(['published'])).flatMap((document) => articleOf(document, day) ?? []);

  return {
    articles,
    async refresh() {
      const today = todayIs();
      let hasChanged = false;
      if (today !== day) {
        const due = [...waiting.values()].flatMap((document) => articleOf(document, today) ?? []);
        if (due.length > 0) await take({ put: due, remove: [] });
        hasChanged = due.length > 0;
        day = today;
      }
      if ((await store.revision()) === revision) return hasChanged;
      for (;;) {
        const changes = await store.changedSince(revision, PAGE);
        if (changes.length === 0) return hasChanged;
        hasChanged = true;
        const put: Article[] = [];
        const remove: DocumentKey[] = [];
        for (const change of changes) {
          const key = change.kind === 'kept' ? change.document : change;
          if (change.kind === 'removed') waiting.delete(`${key.id}/${key.language}`);
          const article = change.kind === 'kept' ? articleOf(change.document, today) : undefined;
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
