/**
 * Prints how well the knowledge base finds, on the questions of `dev-questions.ts` and `reviewed-questions.ts`, with
 * everything as it serves (the embedder, and the intents as hints) and without hints. For people who change `knowledge/tuning.ts`:
 * `node test/knowledge/measure.ts [--misses]`.
 */
import { join } from 'node:path';
import type { KnowledgeQuery } from '#core/ports/knowledge-base.ts';
import { createClassifier } from '#intents/create-classifier.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { createTopicGuesser } from '#intents/topic-guesser.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { loadAsked } from '#knowledge/load-asked.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { loadProducts } from '#knowledge/load-company.ts';
import { topicPhrases } from '#knowledge/topic-phrases.ts';
import { DEV_QUESTIONS, UNSEEN_QUESTIONS } from './dev-questions.ts';
import type { DevQuestion } from './dev-questions.ts';
import { askAll, figuresOf, sayingsOf } from './measure-search.ts';
import type { Outcome } from './measure-search.ts';
import { REVIEWED_QUESTIONS } from './reviewed-questions.ts';

const root = join(import.meta.dirname, '../..');
const [products, articles, intents] = await Promise.all([
  loadProducts(join(root, 'knowledge/products.yaml')),
  loadArticles(join(root, 'knowledge/articles')),
  loadCatalog(join(root, 'intents/catalog')),
]);
const base = await createKnowledgeBase({ articles, products, guessTopics: await createTopicGuesser({ phrases: topicPhrases(await loadAsked(join(root, 'knowledge/asked')), articles) }), embedder: await createEmbedder() });
const classifier = await createClassifier({ intents, personPhrases: [], products });
const topics = new Map(intents.map((intent) => [intent.id, intent.topics]));

const withHints = await askAll(base, await Promise.all(DEV_QUESTIONS.map(hinted)));
print('with hints', withHints);
print('without hints', await askAll(base, DEV_QUESTIONS));
print('unseen, with hints', await askAll(base, await Promise.all(UNSEEN_QUESTIONS.map(hinted))));
const reviewedQuestions = await Promise.all(REVIEWED_QUESTIONS.map(hinted));
const reviewed = await askAll(base, reviewedQuestions);
print('reviewed, with hints', reviewed);
const { said, wrong } = sayingsOf(base, REVIEWED_QUESTIONS, reviewed);
console.log(`reviewed questions whose answer says what it should: ${said} of ${said + wrong.length}`);
printThresholds(withHints);
if (process.argv.includes('--misses')) {
  printMisses(withHints);
  printMisses(reviewed);
  for (const { text, answer } of wrong) console.log(`does not say it | ${text} | ${answer.replaceAll('\n', ' ')}`);
}

/** A customer's question with the articles that its intents point to, as the core asks it. */
async function hinted(question: DevQuestion): Promise<DevQuestion & Pick<KnowledgeQuery, 'hints'>> {
  if (question.audience === 'staff') return question;
  const { intents: guesses } = await classifier.understand(question.text, question.language);
  const hints = guesses.flatMap(({ id, confidence }) =>
    (topics.get(id) ?? []).map((articleId, place) => ({ articleId, weight: confidence / (1 + place / 4) })),
  );
  return { ...question, hints };
}

function print(title: string, outcomes: readonly Outcome[]): void {
  console.log(title);
  const customers = outcomes.filter(({ question }) => question.audience === 'customer');
  console.table({
    zh: figuresOf(customers.filter(({ question }) => question.language === 'zh')),
    en: figuresOf(customers.filter(({ question }) => question.language === 'en')),
    staff: figuresOf(outcomes.filter(({ question }) => question.audience === 'staff')),
  });
}

/** What other values of FOUND_SCORE would do. */
function printThresholds(outcomes: readonly Outcome[]): void {
  const customers = outcomes.filter(({ question }) => question.audience === 'customer');
  const answerable = customers.filter(({ question }) => question.answers.length > 0);
  const others = customers.filter(({ question }) => question.answers.length === 0);
  console.log('thresholds');
  console.table(
    [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5].map((threshold) => ({
      threshold,
      rightFirst: answerable.filter((outcome) => outcome.place === 1 && bestScore(outcome) >= threshold).length,
      wrongFirst: answerable.filter((outcome) => outcome.place !== 1 && bestScore(outcome) >= threshold).length,
      declinedWrongly: answerable.filter((outcome) => bestScore(outcome) < threshold).length,
      declinedRightly: `${others.filter((outcome) => bestScore(outcome) < threshold).length} of ${others.length}`,
    })),
  );
}

function bestScore({ evidence }: Outcome): number {
  return evidence.passages[0]?.score ?? 0;
}

function printMisses(outcomes: readonly Outcome[]): void {
  for (const { question, place, evidence } of outcomes) {
    const isRight = question.answers.length === 0 ? evidence.verdict === 'none' : place === 1 && evidence.verdict !== 'none';
    if (isRight) continue;
    const best = new Map<string, number>();
    for (const { articleId, score } of evidence.passages) if (!best.has(articleId)) best.set(articleId, score);
    const list = [...best].map(([id, score]) => `${id} ${score.toFixed(2)}`).join(', ');
    console.log(`${evidence.verdict} ${place} ${question.answers[0] ?? '-'} | ${question.text} | ${list}`);
  }
}
