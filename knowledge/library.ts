import type { Article } from '#core/article.ts';
import type { Passage } from '#core/passage.ts';
import { cutBodiesAside } from './build-aside.ts';
import { readCuts, writeCuts } from './kept-cuts.ts';
import { createPace } from './pace.ts';
import { cutBody, toPassages } from './split-article.ts';

/** An article in one language with its passages. */
type Form = { readonly article: Article; readonly passages: readonly Passage[] };

/** What changed of an article in one language; without passages it is gone. */
export type ChangedForm = { readonly id: string; readonly language: Article['language']; readonly passages: readonly Passage[] };

/** The articles themselves, for reading and for what is known of them beside their text. */
export type Library = {
  /** All articles, by id. */
  articles(): readonly Article[];
  /** All passages, by articles as they came. */
  passages(): readonly Passage[];
  /** How many there are of both. */
  size(): { readonly articles: number; readonly passages: number };
  /** An article in every language that it has. */
  formsOf(id: string): readonly Article[];
  /** The passages of an article in every language, in order. */
  passagesOf(id: string): readonly Passage[];
  /** What an article is about; `all` where nobody knows it. */
  productOf(id: string): Article['product'];
  /** Puts articles in and takes others out; answers with what changed, by id and language. */
  change(put: readonly Article[], remove: readonly Pick<Article, 'id' | 'language'>[]): Promise<ReadonlyMap<string, ChangedForm>>;
  /** Keeps for the next start how the articles are cut; nothing else is in the file afterwards. */
  keep(): Promise<void>;
};

const keyOf = ({ id, language }: Pick<Article, 'id' | 'language'>): string => `${id}/${language}`;

/** Splits articles into passages and keeps both; what `file` knows how to cut is not cut again. */
export async function openLibrary(articles: readonly Article[], file?: string): Promise<Library> {
  const forms = new Map<string, readonly Form[]>();
  const size = { articles: 0, passages: 0 };
  /** `undefined` until somebody asks. */
  let sorted: readonly Article[] | undefined;
  /** Ids that `sorted` does not know as they are now. */
  const unsorted = new Set<string>();
  let isKept = false;

  const drop = ({ id, language }: Pick<Article, 'id' | 'language'>): boolean => {
    const own = forms.get(id) ?? [];
    const left = own.filter(({ article }) => article.language !== language);
    if (left.length === own.length) return false;
    if (left.length === 0) forms.delete(id);
    else forms.set(id, left);
    size.articles -= 1;
    size.passages -= own.find(({ article }) => article.language === language)?.passages.length ?? 0;
    if (sorted !== undefined) unsorted.add(id);
    return true;
  };
  const put = (article: Article, passages: readonly Passage[]): void => {
    const own = forms.get(article.id);
    const old = own?.find((form) => form.article.language === article.language);
    const form = { article, passages };
    forms.set(article.id, own === undefined ? [form] : old === undefined ? [...own, form] : own.map((each) => (each === old ? form : each)));
    size.articles += old === undefined ? 1 : 0;
    size.passages += passages.length - (old?.passages.length ?? 0);
    if (sorted !== undefined) unsorted.add(article.id);
  };
  const articlesOf = (id: string): Article[] => (forms.get(id) ?? []).map(({ article }) => article);
  const keep = async (): Promise<void> => {
    if (isKept) return;
    isKept = true;
    await writeCuts(file, [...forms.values()].flat());
  };

  const kept = await readCuts(file);
  const pace = createPace();
  const isSame = await kept.isSame(articles);
  for (const [place, article] of articles.entries()) {
    const known = kept.find(article.body, isSame ? place : undefined);
    put(article, toPassages(article, known ?? (await cutBody(article.body))));
    if (pace.isDue()) await pace.rest();
  }
  isKept = isSame;
  await keep();

  return {
    articles() {
      if (sorted === undefined) sorted = [...forms.values()].flatMap((own) => own.map(({ article }) => article)).toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
      else if (unsorted.size > 0) {
        sorted = merge(sorted.filter(({ id }) => !unsorted.has(id)), [...unsorted].toSorted().flatMap(articlesOf));
        unsorted.clear();
      }
      return sorted;
    },
    passages() {
      const all: Passage[] = [];
      for (const own of forms.values()) for (const form of own) all.push(...form.passages);
      return all;
    },
    size: () => ({ ...size }),
    formsOf: articlesOf,
    passagesOf: (id) => (forms.get(id) ?? []).flatMap(({ passages }) => passages),
    productOf: (id) => forms.get(id)?.[0]?.article.product ?? 'all',
    async change(added, removed) {
      // Cut first: what cannot be cut changes nothing.
      const cuts = await cutBodiesAside(added.map(({ body }) => body));
      isKept = false;
      const changed = new Map<string, ChangedForm>();
      for (const { id, language } of removed) if (drop({ id, language })) changed.set(keyOf({ id, language }), { id, language, passages: [] });
      for (const [at, article] of added.entries()) {
        const passages = toPassages(article, cuts[at] ?? []);
        put(article, passages);
        changed.set(keyOf(article), { id: article.id, language: article.language, passages });
      }
      return changed;
    },
    keep,
  };
}

/** Two lists in the order of their ids as one. */
function merge(some: readonly Article[], others: readonly Article[]): Article[] {
  const merged: Article[] = [];
  let at = 0;
  for (const article of some) {
    while (at < others.length && others[at]!.id < article.id) merged.push(others[at++]!);
    merged.push(article);
  }
  return [...merged, ...others.slice(at)];
}
