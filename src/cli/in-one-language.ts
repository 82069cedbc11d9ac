import type { Language } from '#core/language.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';

/** A knowledge base as if its articles were in one language only. */
export function inOneLanguage(knowledge: KnowledgeBase, only: Language): KnowledgeBase {
  const isIn = ({ language }: { readonly language: Language }): boolean => language === only;
  return {
    ...knowledge,
    search: (query) => knowledge.search({ ...query, onlyLanguage: only }),
    passagesOf: async (articleId, _, audience) => (await knowledge.passagesOf(articleId, only, audience)).filter(isIn),
    async article(articleId, _, audience) {
      const found = await knowledge.article(articleId, only, audience);
      return found && isIn(found) ? found : undefined;
    },
    articles: async (audience) => (await knowledge.articles(audience)).filter(isIn),
  };
}
