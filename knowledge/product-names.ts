import type { Article } from '#core/article.ts';
import type { Product } from './load-company.ts';

/** Knows products by the names that customers use. */
export type ProductNames = {
  /** Ids of the products that a text names. */
  namedIn(text: string): ReadonlySet<string>;
  /** All names of the products that an article is about, one a line; empty when it is about all. */
  ofArticle(article: Pick<Article, 'product'>): string;
};

/** Names and aliases of products in both languages. English names count as whole words, also with an s behind. */
export function createProductNames(products: readonly Product[]): ProductNames {
  const names = products.map(({ id, name, aliases }) => ({ id, names: [...new Set([name.zh, name.en, ...aliases].map(fold))] }));
  const all = names.flatMap(({ id, names: own }) => own.map((name) => ({ id, name, pattern: patternOf(name) })));
  // Longer names first: a "water purifier" is no "purifier", and a 扫地机器人 no 机器人.
  all.sort((a, b) => b.name.length - a.name.length);
  return {
    namedIn(text) {
      let rest = fold(text);
      const found = new Set<string>();
      for (const { id, pattern } of all) {
        const without = rest.replace(pattern, ' | ');
        if (without !== rest) found.add(id);
        rest = without;
      }
      return found;
    },
    ofArticle: ({ product }) => (product === 'all' ? '' : names.filter(({ id }) => product.includes(id)).flatMap((each) => each.names).join('\n')),
  };
}

/** Is an article about one of the named products, only about others, or does neither hold? */
export function productFitOf(named: ReadonlySet<string>, about: Article['product']): 'named' | 'other' | undefined {
  if (named.size === 0 || about === 'all') return undefined;
  return about.some((id) => named.has(id)) ? 'named' : 'other';
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function patternOf(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const isLatin = /^[\p{Script=Latin}\p{N}\s-]+$/u.test(name);
  // No \b: between a Chinese character and a letter there is none in Unicode's eyes, but people write 净水器W5.
  return new RegExp(isLatin ? `(?<![a-z0-9])${escaped}s?(?![a-z0-9])` : escaped, 'gu');
}
