import type { Article } from '#core/article.ts';
import type { AskedPhrases, TopicGuess } from '#core/ports/topic-guesser.ts';

/** So many articles are looked at because of how the question is put. */
const EXPECTED = 5;

/**
 * What topics are learned from: customers' phrases for an article, and its own title and headings, which name what it is
 * about. Articles without phrases are left out.
 */
export function topicPhrases(asked: AskedPhrases, articles: readonly Article[]): AskedPhrases {
  const named = Map.groupBy(articles.filter(({ audience }) => audience === 'customer'), ({ id }) => id);
  return {
    articles: new Map([...asked.articles].filter(([, phrases]) => phrases.length > 0).map(([id, phrases]) => [id, [...phrases, ...(named.get(id) ?? []).flatMap(namesOf)]])),
    elsewhere: asked.elsewhere,
  };
}

/** The articles that are worth a look whatever words they have: hinted at, or asked for in such a way. */
export function expectedArticles(hints: readonly { readonly articleId: string }[] = [], guess: TopicGuess | undefined): ReadonlySet<string> {
  const likely = [...(guess?.articles ?? [])].toSorted(([, a], [, b]) => b - a).slice(0, EXPECTED);
  return new Set([...hints.map(({ articleId }) => articleId), ...likely.map(([articleId]) => articleId)]);
}

function namesOf({ title, body }: Article): string[] {
  return [title, ...[...body.matchAll(/^#+ +(.+?) *$/gm)].map((match) => match[1] ?? '')];
}
