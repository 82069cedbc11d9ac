import type { Article } from '#core/article.ts';
import type { Passage } from '#core/passage.ts';
import { splitArticle } from './split-article.ts';

/** An article in one language with its passages. */
type Form = { readonly article: Article; readonly passages: readonly Passage[] };

/** What changed of an article in one language; without passages it is gone. */
export type ChangedForm = { readonly id: string; readonly language: Article['language']; readonly passages: readonly Passage[] };

/** The articles themselves, for reading and for what is known of them beside their text. */
export type Library = {
  /** All articles, by id. */
  articles(): readonly Article[];
  passages(): readonly Passage[];
  /** An article in every language that it has. */
  formsOf(id: string): readonly Article[];
  /** The passages of an article in every language, in order. */
  passagesOf(id: string): readonly Passage[];
  /** What an article is about; `all` where nobody knows it. */
  productOf(id: string): Article['product'];
  /** Puts articles in and takes others out; answers with what changed, by id and language. */
  change(put: readonly Article[], remove: readonly Pick<Article, 'id' | 'language'>[]): Promise<ReadonlyMap<string, ChangedForm>>;
};

const keyOf = ({ id, language }: Pick<Article, 'id' | 'language'>): string => `${id}/${language}`;

/** Splits articles into passages and keeps both. */
export async function openLibrary(articles: readonly Article[]): Promise<Library> {
  const forms = new Map<string, Map<Article['language'], Form>>();
  let all: { readonly articles: readonly Article[]; readonly passages: readonly Passage[] } | undefined;
  const put = async (article: Article): Promise<Form> => {
    const form = { article, passages: await splitArticle(article) };
    forms.set(article.id, (forms.get(article.id) ?? new Map<Article['language'], Form>()).set(article.language, form));
    all = undefined;
    return form;
  };
  for (const article of articles) await put(article);
  const listed = () => {
    all ??= (() => {
      const own = [...forms.values()].flatMap((languages) => [...languages.values()]);
      return {
        articles: own.map(({ article }) => article).toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
        passages: own.flatMap(({ passages }) => passages),
      };
    })();
    return all;
  };
  return {
    articles: () => listed().articles,
    passages: () => listed().passages,
    formsOf: (id) => [...(forms.get(id)?.values() ?? [])].map(({ article }) => article),
    passagesOf: (id) => [...(forms.get(id)?.values() ?? [])].flatMap(({ passages }) => passages),
    productOf: (id) => [...(forms.get(id)?.values() ?? [])][0]?.article.product ?? 'all',
    async change(added, removed) {
      const changed = new Map<string, ChangedForm>();
      for (const { id, language } of removed) {
        const languages = forms.get(id);
        if (languages?.delete(language)) changed.set(keyOf({ id, language }), { id, language, passages: [] });
        if (languages?.size === 0) forms.delete(id);
        all = undefined;
      }
      for (const article of added) {
        const { passages } = await put(article);
        changed.set(keyOf(article), { id: article.id, language: article.language, passages });
      }
      return changed;
    },
  };
}
