import { join } from 'node:path';
import type { Language } from '#core/language.ts';
import { createClassifier } from '#intents/create-classifier.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { loadPersonPhrases } from '#intents/load-person-phrases.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { loadAsked } from '#knowledge/load-asked.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { loadProducts } from '#knowledge/load-company.ts';
import type { Ranking } from '#knowledge/rank.ts';
import { questionSignsOf } from '#knowledge/rank.ts';
import type { ArticleSigns, QuestionSigns } from '#knowledge/signs.ts';
import { hintsOf } from '#core/gather-evidence.ts';
import { parseAnswerRow } from '#cli/answer-rows.ts';
import type { AnswerRow } from '#cli/answer-rows.ts';
import { DEV_QUESTIONS, UNSEEN_QUESTIONS } from './dev-questions.ts';
import { REVIEWED_QUESTIONS } from './reviewed-questions.ts';

/** A question as it is weighed: the signs of every article that was looked at, and which were right. */
export type EvidenceRow = {
  readonly query: string;
  readonly kind: string;
  readonly isAnswerable: boolean;
  /** With the hints of the intents; others come without, as words that no intent knows do. */
  readonly isWhole: boolean;
  /** Compared with what customers ask. */
  readonly isCompared: boolean;
  readonly weight: number;
  readonly signs: readonly ArticleSigns[];
  readonly right: readonly boolean[];
  /** The signs of the question if this article came first; its lead is still to be set. */
  readonly questionSigns: (first: ArticleSigns) => QuestionSigns;
};

/** What is left out, and how much such a question counts beside a whole one. */
const KINDS = [
  { hints: true, asked: true, weight: 1 },
  { hints: false, asked: true, weight: 0.3 },
  { hints: true, asked: false, weight: 1 },
  { hints: false, asked: false, weight: 1 },
] as const;

const root = join(import.meta.dirname, '../..');

/** Asks all development questions, whole and with parts left out. */
export async function loadEvidence(): Promise<EvidenceRow[]> {
  const [products, articles, intents, personPhrases, asked, { rows: written }] = await Promise.all([
    loadProducts(join(root, 'knowledge/products.yaml')),
    loadArticles(join(root, 'knowledge/articles')),
    loadCatalog(join(root, 'intents/catalog')),
    loadPersonPhrases(join(root, 'intents/person-phrases.yaml')),
    loadAsked(join(root, 'knowledge/asked.yaml')),
    readJsonl(join(root, 'test/knowledge/sets/dev-answers.jsonl'), parseAnswerRow),
  ]);
  const classifier = await createClassifier({ intents, personPhrases, products });
  const embedder = await createEmbedder();
  const byId = new Map(intents.map((intent) => [intent.id, intent]));
  let heard: Ranking | undefined;
  const open = (language: Language | undefined, isAsked: boolean) =>
    createKnowledgeBase({
      articles: articles.filter((article) => language === undefined || article.language === language),
      products,
      embedder,
      onRanked: (ranking) => {
        heard = ranking;
      },
      mostRanked: articles.length,
      ...(isAsked ? { asked } : {}),
    });
  const rows: EvidenceRow[] = [];
  const questions = [...written.filter(({ history }) => history.length === 0), ...earlier()];
  for (const isAsked of [true, false]) {
    const [both, zh, en] = [await open(undefined, isAsked), await open('zh', isAsked), await open('en', isAsked)];
    for (const { query: text, kind, language, articles: answers } of questions) {
      const { intents: guesses } = await classifier.understand(text, language);
      for (const { hints, asked, weight } of KINDS) {
        if (asked !== isAsked) continue;
        const base = kind !== 'across' ? both : language === 'zh' ? en : zh;
        await base.search({ text, language, audience: 'customer', hints: hints ? hintsOf(guesses, byId) : [] });
        if (heard?.context === undefined) continue;
        const { articles: ranked, signs, context } = heard;
        rows.push({
          query: text,
          kind,
          isAnswerable: answers.length > 0,
          isWhole: hints,
          isCompared: asked,
          weight,
          signs,
          right: ranked.map(({ articleId }) => answers.includes(articleId)),
          questionSigns: (first) => questionSignsOf(first, 0, context),
        });
      }
    }
  }
  return rows;
}

/** The questions that were written before. */
function earlier(): AnswerRow[] {
  const sets = [
    ['earlier', [...DEV_QUESTIONS, ...UNSEEN_QUESTIONS]],
    ['reviewed', REVIEWED_QUESTIONS],
  ] as const;
  return sets.flatMap(([kind, questions]) =>
    questions
      .filter(({ audience }) => audience === 'customer')
      .map(({ text, language, answers }) => ({ id: text, kind: answers.length > 0 ? kind : `${kind} none`, language, query: text, articles: answers, history: [] })),
  );
}
