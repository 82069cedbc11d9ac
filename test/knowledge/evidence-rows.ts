import { join } from 'node:path';
import type { Article } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { AskedPhrases, TopicGuesser } from '#core/ports/topic-guesser.ts';
import { createClassifier } from '#intents/create-classifier.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { loadPersonPhrases } from '#intents/load-person-phrases.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import { createTopicGuesser } from '#intents/topic-guesser.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { loadAsked } from '#knowledge/load-asked.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { loadProducts } from '#knowledge/load-company.ts';
import type { Ranking } from '#knowledge/rank.ts';
import { questionSignsOf } from '#knowledge/rank.ts';
import type { ArticleSigns, QuestionSigns } from '#knowledge/signs.ts';
import { topicPhrases } from '#knowledge/topic-phrases.ts';
import { hintsOf } from '#core/gather-evidence.ts';
import { parseAnswerRow } from '#cli/answer-rows.ts';

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
  readonly weight: number;
  readonly signs: readonly ArticleSigns[];
  readonly right: readonly boolean[];
  /** The signs of the question if this article came first; its lead is still to be set. */
  readonly questionSigns: (first: ArticleSigns) => QuestionSigns;
};

/** How a question is asked, and how much it then counts beside a whole one. */
const WAYS = [
  { without: 'nothing', isGuessed: true, weight: 1 },
  { without: 'hints', isGuessed: true, weight: 0.3 },
  { without: 'phrases', isGuessed: true, weight: 0.05 },
  { without: 'nothing', isGuessed: false, weight: 1 },
  { without: 'hints', isGuessed: false, weight: 1 },
] as const;

/** Phrases are left out for a fifth of the articles at a time. */
const PARTS = 5;

const root = join(import.meta.dirname, '../..');

/** Asks all questions of the set to tune on, whole and with parts left out. Nobody who wrote phrases has read them. */
export async function loadEvidence(): Promise<EvidenceRow[]> {
  const [products, articles, intents, personPhrases, asked, { rows: written }] = await Promise.all([
    loadProducts(join(root, 'knowledge/products.yaml')),
    loadArticles(join(root, 'knowledge/articles')),
    loadCatalog(join(root, 'intents/catalog')),
    loadPersonPhrases(join(root, 'intents/person-phrases.yaml')),
    loadAsked(join(root, 'knowledge/asked')),
    readJsonl(join(root, 'test/knowledge/sets/tune-answers.jsonl'), parseAnswerRow),
  ]);
  const classifier = await createClassifier({ intents, personPhrases, products });
  const embedder = await createEmbedder();
  const byId = new Map(intents.map((intent) => [intent.id, intent]));
  const { whole, parts } = await guessers(asked, articles);
  let heard: Ranking | undefined;
  let guesser: TopicGuesser = whole;
  const open = (language: Language | undefined, isGuessed: boolean) =>
    createKnowledgeBase({
      articles: articles.filter((article) => language === undefined || article.language === language),
      products,
      embedder,
      onRanked: (ranking) => {
        heard = ranking;
      },
      mostRanked: articles.length,
      ...(isGuessed ? { guessTopics: (question) => guesser(question) } : {}),
    });
  const rows: EvidenceRow[] = [];
  const questions = written.filter(({ history }) => history.length === 0);
  for (const isGuessed of [true, false]) {
    const [both, zh, en] = [await open(undefined, isGuessed), await open('zh', isGuessed), await open('en', isGuessed)];
    for (const [place, { query, kind, language, articles: answers }] of questions.entries()) {
      const { intents: guesses } = await classifier.understand(query, language);
      for (const way of WAYS) {
        if (way.isGuessed !== isGuessed) continue;
        const part = parts.find(({ left }) => left.has(answers[0] ?? '')) ?? parts[place % PARTS];
        guesser = way.without === 'phrases' ? (part?.guess ?? whole) : whole;
        const base = kind !== 'across' ? both : language === 'zh' ? en : zh;
        await base.search({ text: query, language, audience: 'customer', hints: way.without === 'hints' ? [] : hintsOf(guesses, byId) });
        if (heard?.context === undefined) continue;
        const { articles: ranked, signs, context } = heard;
        rows.push({
          query,
          kind,
          language,
          isAnswerable: answers.length > 0,
          ...way,
          signs,
          right: ranked.map(({ articleId }) => answers.includes(articleId)),
          questionSigns: (first) => questionSignsOf(first, 0, context),
        });
      }
    }
  }
  return rows;
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
