import { join } from 'node:path';
import type { Article } from '#core/article.ts';
import { hintsOf } from '#core/gather-evidence.ts';
import type { Intent } from '#core/intent.ts';
import type { Language } from '#core/language.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import type { AskedPhrases, TopicGuesser } from '#core/ports/topic-guesser.ts';
import { parseAnswerRow, type AnswerRow } from '#cli/answer-rows.ts';
import { createClassifier } from '#intents/create-classifier.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { loadPersonPhrases } from '#intents/load-person-phrases.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import { createTopicGuesser } from '#intents/topic-guesser.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { loadAsked } from '#knowledge/load-asked.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { loadProducts, type Product } from '#knowledge/load-company.ts';
import type { Ranking } from '#knowledge/rank.ts';
import { questionSignsOf } from '#knowledge/rank.ts';
import type { ArticleSigns, QuestionSigns } from '#knowledge/signs.ts';
import { topicPhrases } from '#knowledge/topic-phrases.ts';

/** A question as it is weighed: the signs of every article that was looked at, and which were right. */
export type EvidenceRow = {
  readonly query: string;
  readonly kind: string;
  readonly language: Language;
  readonly isAnswerable: boolean;
  /** What was left out: nothing, the hints of the intents, or what customers ask for the right article. */
  readonly without: 'nothing' | 'hints' | 'phrases';
  /** With a guess by how customers ask. */
  readonly isGuessed: boolean;
  /** Articles of the knowledge base, a translation not counted. */
  readonly topics: number;
  readonly weight: number;
  readonly signs: readonly ArticleSigns[];
  readonly right: readonly boolean[];
  /** The signs of the question if this article came first; its lead is still to be set. */
  readonly questionSigns: (first: ArticleSigns) => QuestionSigns;
};

/** What knowledge bases of the shop are made from, and what is asked. */
export type EvidenceShop = {
  readonly products: readonly Product[];
  readonly articles: readonly Article[];
  readonly intents: readonly Intent[];
  readonly personPhrases: Awaited<ReturnType<typeof loadPersonPhrases>>;
  readonly embedder: Embedder;
  readonly questions: readonly AnswerRow[];
};

/** How a question is asked, and how much it then counts beside a whole one. */
const WAYS = [
  { without: 'nothing', weight: 1 },
  { without: 'hints', weight: 0.3 },
  { without: 'phrases', weight: 0.05 },
] as const;

/** Phrases are left out for a fifth of the articles at a time. */
const PARTS = 5;

const root = join(import.meta.dirname, '../..');
const rowsOf = async (name: string): Promise<readonly AnswerRow[]> => (await readJsonl(join(root, 'test/knowledge/sets', name), parseAnswerRow)).rows;

/** The shop, with all questions of the first set to tune on and every second one of the other: the rest of it tells how well it went. */
export async function loadShop(): Promise<EvidenceShop> {
  const [products, articles, intents, personPhrases, embedder, first, second] = await Promise.all([
    loadProducts(join(root, 'knowledge/products.yaml')),
    loadArticles(join(root, 'knowledge/articles')),
    loadCatalog(join(root, 'intents/catalog')),
    loadPersonPhrases(join(root, 'intents/person-phrases.yaml')),
    createEmbedder(),
    rowsOf('tune-answers.jsonl'),
    rowsOf('tune2-answers.jsonl'),
  ]);
  return { products, articles, intents, personPhrases, embedder, questions: [...first, ...second.filter((_, at) => at % 2 === 0)].filter(({ history }) => history.length === 0) };
}

/** Asks all questions with a guess by how customers ask, whole and with parts left out. Nobody who wrote phrases has read the first set. */
export async function askGuessed(shop: EvidenceShop): Promise<EvidenceRow[]> {
  const { products, articles, intents, personPhrases, embedder, questions } = shop;
  const asked = await loadAsked(join(root, 'knowledge/asked'));
  const classifier = await createClassifier({ intents, personPhrases, products });
  const byId = new Map(intents.map((intent) => [intent.id, intent]));
  const { whole, parts } = await guessers(asked, articles);
  let heard: Ranking | undefined;
  let guesser: TopicGuesser = whole;
  const open = (language?: Language) =>
    createKnowledgeBase({
      articles: articles.filter((article) => language === undefined || article.language === language),
      products,
      embedder,
      onRanked: (ranking) => {
        heard = ranking;
      },
      mostRanked: articles.length,
      guessTopics: (question) => guesser(question),
    });
  const rows: EvidenceRow[] = [];
  const [both, zh, en] = [await open(), await open('zh'), await open('en')];
  for (const [place, question] of questions.entries()) {
    const { query, kind, language, articles: answers } = question;
    const { intents: guesses } = await classifier.understand(query, language);
    for (const way of WAYS) {
      const part = parts.find(({ left }) => left.has(answers[0] ?? '')) ?? parts[place % PARTS];
      guesser = way.without === 'phrases' ? (part?.guess ?? whole) : whole;
      const base = kind !== 'across' ? both : language === 'zh' ? en : zh;
      await base.search({ text: query, language, audience: 'customer', hints: way.without === 'hints' ? [] : hintsOf(guesses, byId) });
      const row = rowOf(question, heard, { ...way, isGuessed: true, topics: asked.articles.size });
      if (row !== undefined) rows.push(row);
    }
  }
  return rows;
}

/** A question with what was heard of its search; `undefined` where nothing was found. */
export function rowOf({ query, kind, language, articles: answers }: AnswerRow, heard: Ranking | undefined, how: Pick<EvidenceRow, 'without' | 'isGuessed' | 'topics' | 'weight'>): EvidenceRow | undefined {
  const { articles: ranked, signs, context } = heard ?? {};
  if (ranked === undefined || signs === undefined || context === undefined) return undefined;
  return {
    query,
    kind,
    language,
    isAnswerable: answers.length > 0,
    ...how,
    signs,
    right: ranked.map(({ articleId }) => answers.includes(articleId)),
    questionSigns: (first) => questionSignsOf(first, 0, context),
  };
}

type Part = { readonly left: ReadonlySet<string>; readonly guess: TopicGuesser };

/** Who has learned all phrases, and who has learned none for some of the articles. */
async function guessers(asked: AskedPhrases, articles: readonly Article[]): Promise<{ readonly whole: TopicGuesser; readonly parts: readonly Part[] }> {
  const learn = (known: AskedPhrases) => createTopicGuesser({ phrases: topicPhrases(known, articles) });
  const ids = [...asked.articles.keys()];
  const parts: Part[] = [];
  for (let part = 0; part < PARTS; part += 1) {
    const left = new Set(ids.filter((_, at) => at % PARTS === part));
    parts.push({ left, guess: await learn({ ...asked, articles: new Map([...asked.articles].filter(([id]) => !left.has(id))) }) });
  }
  return { whole: await learn(asked), parts };
}
