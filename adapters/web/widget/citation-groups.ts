import type { Citation } from '#core/protocol.ts';

/** An article that an answer rests on, with the numbers that stand for it in the answer and the sections they mean. */
export type CitedArticle = { readonly first: Citation; readonly numbers: readonly number[]; readonly sections: readonly string[] };

/** The articles behind an answer, each once, in the order in which they are first named. */
export function citedArticles(citations: readonly Citation[]): readonly CitedArticle[] {
  const isSame = (one: Citation, other: Citation): boolean => one.articleId === other.articleId && one.language === other.language;
  return citations
    .filter((citation, at) => citations.findIndex((other) => isSame(other, citation)) === at)
    .map((first) => {
      const same = citations.filter((citation) => isSame(citation, first));
      const sections = same.flatMap(({ headings }) => headings.at(-1) ?? []).filter((section) => section !== first.title);
      return { first, numbers: same.map(({ number }) => number), sections: [...new Set(sections)] };
    });
}
