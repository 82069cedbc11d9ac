import type { Evidence } from '#core/passage.ts';
import type { RankedArticle } from './rank.ts';
import { FIELD_SAID, FIELD_SCORE, FOUND_SCORE, ONE_TOPIC_SIZE, RIVAL_SHARE, SURE_SCORE } from './tuning.ts';

/** Parts that a search hands back of each of the first articles, from which an answer is put together … */
const PARTS_OF_FIRST = 3;
/** … which are so many; of the articles behind them one part tells what they are about. */
const FIRST_ARTICLES = 3;

/** So many of the first articles may belong to the field that a single word names. */
const NEAR_IN_FIELD = 5;

/** The most topics that a customer is asked to choose from. */
const MAX_TOPICS = 3;

/**
 * What the ranked articles amount to: an answer, a choice between topics, or too little. `size` says how much the
 * question tells (`questionSize`): a single word fits many articles equally well, so nothing is sure then.
 */
export function judge(ranked: readonly RankedArticle[], size: number): Evidence {
  const passages = ranked.flatMap((article, place) => article.passages.slice(0, place < FIRST_ARTICLES ? PARTS_OF_FIRST : 1));
  const first = ranked[0];
  const unclear = (rivals: readonly RankedArticle[]): Evidence => ({ verdict: 'unclear', passages, topics: rivals.slice(0, MAX_TOPICS).map(({ articleId, title }) => ({ articleId, title })) });
  const field = size <= ONE_TOPIC_SIZE ? ranked.slice(0, NEAR_IN_FIELD).filter(({ said }) => said >= FIELD_SAID) : [];
  if (first !== undefined && first.score >= FIELD_SCORE && field.length >= 2) return unclear(field);
  if (first === undefined || first.score < FOUND_SCORE) return { verdict: 'none', passages, topics: [] };
  const rivals = ranked.filter(({ score }) => score >= first.score * RIVAL_SHARE);
  if (first.score >= SURE_SCORE || rivals.length < 2) return { verdict: 'found', passages, topics: [] };
  return unclear(rivals);
}
