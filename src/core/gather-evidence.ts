import type { Intent } from './intent.ts';
import type { Language } from './language.ts';
import type { Evidence } from './passage.ts';
import type { KnowledgeBase, KnowledgeQuery } from './ports/knowledge-base.ts';
import type { IntentGuess, Understanding } from './understanding.ts';

/** Below this score of all articles a question is about something else, and a choice of ours would not help. */
const WORTH_ASKING = 0.25;
/** Choices of a clarifying question that come from intents rather than from articles. */
const MOST_CHOICES = 3;

/** A question together with the one that it leans on; `isSure`: it says so itself. */
export type JointQuestion = {
  readonly query: KnowledgeQuery;
  readonly isSure: boolean;
  /** The article that was shown last. */
  readonly lastShown: string | undefined;
};

/** What was found, and by which question: the message's own, or together with the one before. */
export type Gathered = { readonly evidence: Evidence; readonly query: KnowledgeQuery };

/**
 * What the knowledge base has on a question, or the article that the customer chose of those offered. Where the message
 * may lean on the question before it, both ways are searched: one that surely leans is taken for itself only where nothing
 * is found together, another one together only where that decides what it means.
 */
export async function gatherEvidence(query: KnowledgeQuery, chosen: string | undefined, knowledge: KnowledgeBase, joint?: JointQuestion): Promise<Gathered> {
  const passages = chosen === undefined ? [] : await knowledge.passagesOf(chosen, query.language, 'customer');
  if (passages.length > 0) return { evidence: { verdict: 'found', passages, topics: [] }, query };
  const alone = await knowledge.search(query);
  if (joint === undefined) return { evidence: alone, query };
  const together = await knowledge.search(joint.query);
  return together.verdict === 'none' || (!joint.isSure && !decides(alone, together, joint.lastShown)) ? { evidence: alone, query } : { evidence: together, query: joint.query };
}

/**
 * Does the question before say what a message means that may stand alone? Where it finds nothing by itself, or where it
 * is one of several topics and the question before points to one of them – but not to what was just shown: nobody asks
 * with a single word for the same again.
 */
function decides(alone: Evidence, together: Evidence, lastShown: string | undefined): boolean {
  if (alone.verdict !== 'unclear') return alone.verdict === 'none';
  const first = together.passages[0]?.articleId;
  return together.verdict === 'found' && first !== lastShown && alone.topics.some(({ articleId }) => articleId === first);
}

/** The articles that guessed intents point to: sure guesses count fully, later topics of an intent a little less. */
export function hintsOf(guesses: readonly IntentGuess[], intents: ReadonlyMap<string, Intent>): NonNullable<KnowledgeQuery['hints']> {
  return guesses.flatMap(({ id, confidence }) =>
    (intents.get(id)?.topics ?? []).map((articleId, place) => ({ articleId, weight: confidence / (1 + place / 4) })),
  );
}

/**
 * The topics of the intents between which a message stands, for a question back: the first article of each, the likelier
 * first. Fewer than two where the message is not ambiguous, its intents have no articles, or the search has next to
 * nothing on it.
 */
export async function choicesOf(
  { isAmbiguous = false, intents: guesses }: Understanding,
  language: Language,
  intents: ReadonlyMap<string, Intent>,
  knowledge: KnowledgeBase,
  evidence: Evidence,
): Promise<Evidence['topics']> {
  const isElsewhere = evidence.passages.length > 0 && evidence.passages.every(({ score }) => score < WORTH_ASKING);
  if (!isAmbiguous || isElsewhere) return [];
  const ids = [...new Set(guesses.flatMap(({ id }) => intents.get(id)?.topics[0] ?? []))].slice(0, MOST_CHOICES);
  const articles = await Promise.all(ids.map((id) => knowledge.article(id, language, 'customer')));
  return articles.flatMap((article) => (article === undefined ? [] : [{ articleId: article.id, title: article.title }]));
}
