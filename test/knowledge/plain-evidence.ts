import { hintsOf } from '#core/gather-evidence.ts';
import type { AnswerRow } from '#cli/answer-rows.ts';
import { createClassifier } from '#intents/create-classifier.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import type { Ranking } from '#knowledge/rank.ts';
import { rowOf, type EvidenceRow, type EvidenceShop } from './evidence-rows.ts';

/**
 * Knowledge bases of so many articles each, drawn by chance, and how many of each size. Phrases are missing above all
 * where a knowledge base is small, and then most of what is asked stands in none of its articles.
 */
const BASES = [
  { size: 6, times: 10 },
  { size: 20, times: 4 },
  { size: 50, times: 2 },
  { size: Infinity, times: 1 },
] as const;

/** At least so many questions that a base does not answer are asked, and so many for each that it answers. */
const [FEWEST_OTHERS, OTHERS_FOR_EACH] = [60, 0.8];

/** Asks small knowledge bases without phrases, with and without hints of intents that have learned only what it answers. */
export async function askPlain({ products, articles, intents, personPhrases, embedder, questions }: EvidenceShop): Promise<EvidenceRow[]> {
  const random = createRandom(7);
  const customer = articles.filter(({ audience }) => audience === 'customer');
  const ids = [...new Set(customer.map(({ id }) => id))];
  const rows: EvidenceRow[] = [];
  for (const { size, times } of BASES) {
    const own: EvidenceRow[] = [];
    for (let time = 0; time < times; time += 1) {
      const chosen = new Set(shuffled(ids, random).slice(0, size));
      own.push(...(await askBase(chosen)));
    }
    // Every size counts alike, whatever number of questions it was asked.
    rows.push(...own.map((row) => ({ ...row, weight: 1_000 / own.length })));
  }
  return rows;

  async function askBase(chosen: ReadonlySet<string>): Promise<EvidenceRow[]> {
    let heard: Ranking | undefined;
    const taught = intents.filter(({ topics }) => topics.some((id) => chosen.has(id)));
    const classifier = await createClassifier({ intents: taught, personPhrases, products });
    const byId = new Map(taught.map((intent) => [intent.id, intent]));
    const base = await createKnowledgeBase({
      articles: customer.filter(({ id }) => chosen.has(id)),
      products,
      embedder,
      search: 'exact',
      onRanked: (ranking) => {
        heard = ranking;
      },
    });
    const within = questions.filter(({ kind }) => kind !== 'across').map((row): AnswerRow => ({ ...row, articles: row.articles.filter((id) => chosen.has(id)) }));
    const answered = within.filter((row) => row.articles.length > 0);
    const others = shuffled(within.filter((row) => row.articles.length === 0), random).slice(0, Math.max(FEWEST_OTHERS, OTHERS_FOR_EACH * answered.length));
    const found: EvidenceRow[] = [];
    for (const row of [...answered, ...others]) {
      const { intents: guesses } = await classifier.understand(row.query, row.language);
      for (const without of ['nothing', 'hints'] as const) {
        heard = undefined;
        await base.search({ text: row.query, language: row.language, audience: 'customer', hints: without === 'hints' ? [] : hintsOf(guesses, byId) });
        const asked = rowOf(row, heard, { without, isGuessed: false, topics: chosen.size, weight: 1 });
        if (asked !== undefined) found.push(asked);
      }
    }
    return found;
  }
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items.map((item) => ({ item, at: random() })).toSorted((a, b) => a.at - b.at).map(({ item }) => item);
}

/** A linear congruential generator (Numerical Recipes, ch. 7.1): numbers in [0, 1), always the same for a seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
