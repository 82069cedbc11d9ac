import type { Article } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { createBaseline } from './bm25-baseline.ts';
import { createChineseCutter } from './chinese-cutter.ts';

/** A question with the article that answers it. */
export type RetrievalQuery = { readonly text: string; readonly language: Language; readonly answerId: string };

/** How well a search finds: shares in [0, 1] of the questions whose article is first, among three, among ten. */
export type RetrievalFigures = {
  readonly recallAt1: number;
  readonly recallAt3: number;
  readonly recallAt10: number;
  /** Mean of 1 by the article's place; 0 behind the tenth (Voorhees 1999). */
  readonly mrr: number;
  readonly msPerQuery: number;
};

/** Our search beside plain BM25 on the same words. */
export type RetrievalReport = RetrievalFigures & { readonly articles: number; readonly queries: number; readonly bm25: RetrievalFigures };

/** Articles behind this place do not count as found. */
const DEEPEST = 10;

/** Asks everything of both searches, one question after the other. `onProgress` hears the share done, in (0, 1]. */
export async function evaluateRetrieval(
  base: KnowledgeBase,
  articles: readonly Article[],
  queries: readonly RetrievalQuery[],
  onProgress: (share: number) => void,
): Promise<RetrievalReport> {
  const texts = new Map<string, string>();
  for (const { id, title, body } of articles) texts.set(id, [texts.get(id), title, body].filter((part) => part !== undefined).join('\n'));
  const baseline = createBaseline([...texts].map(([id, text]) => ({ id, text })), await createChineseCutter());
  const ours: Placed[] = [];
  const plain: Placed[] = [];
  for (const query of queries) {
    ours.push(
      await place(query, async () => {
        const { passages } = await base.search({ text: query.text, language: query.language, audience: 'customer' });
        return [...new Set(passages.map(({ articleId }) => articleId))].slice(0, DEEPEST);
      }),
    );
    plain.push(await place(query, () => Promise.resolve(baseline(query.text, DEEPEST))));
    onProgress(ours.length / queries.length);
  }
  return { ...figuresOf(ours), bm25: figuresOf(plain), articles: texts.size, queries: queries.length };
}

type Placed = { readonly place: number; readonly ms: number };

async function place({ answerId }: RetrievalQuery, search: () => Promise<readonly string[]>): Promise<Placed> {
  const started = performance.now();
  const found = await search();
  return { ms: performance.now() - started, place: found.indexOf(answerId) + 1 };
}

function figuresOf(placed: readonly Placed[]): RetrievalFigures {
  const of = Math.max(1, placed.length);
  const within = (most: number) => placed.filter(({ place: at }) => at >= 1 && at <= most).length / of;
  return {
    recallAt1: within(1),
    recallAt3: within(3),
    recallAt10: within(DEEPEST),
    mrr: placed.reduce((sum, { place: at }) => sum + (at > 0 ? 1 / at : 0), 0) / of,
    msPerQuery: placed.reduce((sum, { ms }) => sum + ms, 0) / of,
  };
}
