import type { Intent } from './intent.ts';
import type { Language } from './language.ts';
import type { Evidence, FoundPassage } from './passage.ts';
import type { KnowledgeBase, KnowledgeQuery } from './ports/knowledge-base.ts';
import type { IntentGuess, Understanding } from './understanding.ts';

/** One of several things that a message asks for, with what the knowledge base has on it. */
export type AnsweredRequest = { readonly text: string; readonly passages: readonly FoundPassage[] };

/** Nobody can follow more answers in one go. */
const MOST_REQUESTS = 3;
/** Choices of a clarifying question that come from intents rather than from articles. */
const MOST_CHOICES = 3;

/** What the knowledge base has on a question, or the article that the customer chose of those offered. */
export async function gatherEvidence(query: KnowledgeQuery, chosen: string | undefined, knowledge: KnowledgeBase): Promise<Evidence> {
  if (chosen === undefined) return knowledge.search(query);
  const passages = await knowledge.passagesOf(chosen, query.language, 'customer');
  return passages.length > 0 ? { verdict: 'found', passages, topics: [] } : knowledge.search(query);
}

/**
 * What a message asks for besides each other ("Where is my order, and can I change the address?"), each searched by
 * itself: those with an answer, by different articles, in the order of the message. Empty unless two or more have one.
 */
export async function gatherRequests(query: KnowledgeQuery, { requests = [] }: Understanding, intents: ReadonlyMap<string, Intent>, knowledge: KnowledgeBase): Promise<readonly AnsweredRequest[]> {
  if (requests.length < 2) return [];
  const answered: AnsweredRequest[] = [];
  for (const { text, intent, confidence } of requests) {
    const { verdict, passages } = await knowledge.search({ ...query, text, hints: hintsOf([{ id: intent, confidence }], intents) });
    const articleId = passages[0]?.articleId;
    const isNew = answered.every(({ passages: others }) => others[0]?.articleId !== articleId);
    if (verdict === 'found' && isNew && answered.length < MOST_REQUESTS) answered.push({ text, passages });
  }
  return answered.length > 1 ? answered : [];
}

/** The articles that guessed intents point to: sure guesses count fully, later topics of an intent a little less. */
export function hintsOf(guesses: readonly IntentGuess[], intents: ReadonlyMap<string, Intent>): NonNullable<KnowledgeQuery['hints']> {
  return guesses.flatMap(({ id, confidence }) =>
    (intents.get(id)?.topics ?? []).map((articleId, place) => ({ articleId, weight: confidence / (1 + place / 4) })),
  );
}

/**
 * The topics of the intents between which a message stands, for a question back: the first article of each, the likelier
 * first. Fewer than two where the message is not ambiguous or its intents have no articles.
 */
export async function choicesOf(
  { isAmbiguous = false, intents: guesses }: Understanding,
  language: Language,
  intents: ReadonlyMap<string, Intent>,
  knowledge: KnowledgeBase,
): Promise<Evidence['topics']> {
  if (!isAmbiguous) return [];
  const ids = [...new Set(guesses.flatMap(({ id }) => intents.get(id)?.topics[0] ?? []))].slice(0, MOST_CHOICES);
  const articles = await Promise.all(ids.map((id) => knowledge.article(id, language, 'customer')));
  return articles.flatMap((article) => (article === undefined ? [] : [{ articleId: article.id, title: article.title }]));
}
