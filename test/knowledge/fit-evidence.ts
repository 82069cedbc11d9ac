/**
 * Finds the numbers of `knowledge/evidence-weights.ts` on questions to tune on, and says how well they do on
 * questions that were left out (five parts, each measured by what the other four taught; a question asked in several ways
 * stays in one part). The constants that it prints are the file. `node test/knowledge/fit-evidence.ts
 * [--plain|--guessed]`, for one of the two alone.
 */
import { askGuessed, loadShop } from './evidence-rows.ts';
import type { EvidenceRow } from './evidence-rows.ts';
import { fitChoice, fitYesNo } from './fit-logistic.ts';
import { askPlain } from './plain-evidence.ts';
import { PLAIN } from '#knowledge/evidence-weights.ts';
import { probabilityOf, weigh } from '#knowledge/signs.ts';
import type { ArticleSigns, EvidenceWeights, QuestionSigns, Weights } from '#knowledge/signs.ts';
import { FOUND_SCORE } from '#knowledge/tuning.ts';

const PARTS = 5;

/**
 * So probable an article has to be; without phrases a wrong answer is nearer than a right one, so more. The sums start
 * that much lower or higher, so that `FOUND_SCORE` is the limit for both. Chosen on the figures that this prints.
 */
const LEAST = { guessed: 0.3, plain: 0.4 };

/**
 * What each does not look at: without phrases there may be few articles, and the first of two leads by chance; with them
 * the guess knows what no article is about far better than everyday sentences do, whose numbers only fit the questions.
 */
const UNSEEN: Record<'guessed' | 'plain', ReadonlySet<keyof QuestionSigns>> = { guessed: new Set(['outside', 'outsideMean', 'outsideSpread']), plain: new Set(['lead']) };

const shop = await loadShop();
const plainRows = process.argv.includes('--guessed') ? [] : await askPlain(shop);
const guessedRows = process.argv.includes('--plain') ? [] : await askGuessed(shop);
const articleNames = Object.keys([...guessedRows, ...plainRows][0]?.signs[0] ?? {}) as (keyof ArticleSigns)[];
const partOf = new Map([...new Set([...guessedRows, ...plainRows].map(({ query }) => query))].map((query, at) => [query, (at * 7919) % PARTS]));

function fit(taught: readonly EvidenceRow[]): EvidenceWeights {
  const isGuessed = taught.some((row) => row.isGuessed);
  const choices = taught.filter(({ right }) => right.some(Boolean));
  const weights = fitChoice(choices.map(({ signs, right, weight }) => ({ options: signs.map((each) => articleNames.map((name) => each[name])), right, weight })));
  const article = Object.fromEntries(articleNames.map((name, at) => [name, round(weights[at] ?? 0)])) as Weights<ArticleSigns>;
  const judged = taught.flatMap((row) => {
    const top = topOf(row, article);
    return top === undefined || (row.isGuessed && row.signs[top.first]?.unasked === 1) ? [] : [{ signs: top.question, isRight: top.place === 1, weight: row.weight }];
  });
  const unseen = UNSEEN[isGuessed ? 'guessed' : 'plain'];
  const names = (Object.keys(judged[0]?.signs ?? {}) as (keyof QuestionSigns)[]).filter((name) => !unseen.has(name));
  const { start, weights: own } = fitYesNo(judged.map(({ signs, isRight, weight }) => ({ values: names.map((name) => signs[name]), isRight, weight })));
  const question = Object.fromEntries([...[...unseen].map((name) => [name, 0] as const), ...names.map((name, at) => [name, round(own[at] ?? 0)] as const)]) as Weights<QuestionSigns>;
  return { article, question, start: round(start - logit(isGuessed ? LEAST.guessed : LEAST.plain) + logit(FOUND_SCORE)) };
}

/** The signs of a question with the article that these weights put first, and the place of the right one. */
function topOf(row: EvidenceRow, article: Weights<ArticleSigns>): { question: QuestionSigns; first: number; place: number } | undefined {
  const sums = row.signs.map((signs) => weigh(signs, article));
  const order = sums.map((_, at) => at).toSorted((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0));
  const [first, second] = order;
  const signs = row.signs[first ?? 0];
  if (first === undefined || signs === undefined) return undefined;
  const lead = Math.min(4, (sums[first] ?? 0) - (second === undefined ? -4 : (sums[second] ?? 0)));
  return { question: { ...row.questionSigns(signs), lead }, first, place: order.findIndex((at) => row.right[at]) + 1 };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}

const plain = plainRows.length === 0 ? PLAIN : fit(plainRows);
for (const [name, own] of [['GUESSED', guessedRows], ['PLAIN', plainRows]] as const) {
  if (own.length === 0) continue;
  console.log(name === 'GUESSED' ? '\nWith a guess by how customers ask' : '\nPlain');
  printFigures(own);
  console.log(`export const ${name}: EvidenceWeights = ${JSON.stringify(name === 'PLAIN' ? plain : fit(own), undefined, 2).replaceAll('"', '').replaceAll(/([\d}])(?=\n)/g, '$1,')};`);
}

/** What questions that were left out would become, by kind. */
function printFigures(own: readonly EvidenceRow[]): void {
  const outcomes = Array.from({ length: PARTS }, (_, part) => {
    const found = fit(own.filter(({ query }) => partOf.get(query) !== part));
    return own
      .filter(({ query }) => partOf.get(query) === part)
      .map((row) => {
        const top = topOf(row, found.article);
        // As `rank.ts` does: what nobody has asked for is judged without a guess.
        const judging = row.signs[top?.first ?? 0]?.unasked === 1 ? plain : found;
        return { row, place: top?.place ?? 0, probability: top === undefined ? 0 : probabilityOf(judging.start + weigh(top.question, judging.question)) };
      });
  }).flat();
  const nameOf = ({ isGuessed, kind, language, without, topics, isAnswerable }: EvidenceRow): string =>
    `${isGuessed ? `${kind} ${language}` : `${topics} articles, ${isAnswerable ? 'answered' : 'not answered'} by one`}${without === 'nothing' ? '' : ` without ${without}`}`;
  for (const [kind, of] of Map.groupBy(outcomes, ({ row }) => nameOf(row))) {
    const share = (is: (outcome: (typeof of)[number]) => boolean) => (of.filter(is).length / of.length).toFixed(3);
    const isAnswerable = of.some(({ row }) => row.isAnswerable);
    console.log(`${kind} (${of.length})${isAnswerable ? `: first ${share(({ place }) => place === 1)}, first three ${share(({ place }) => place >= 1 && place <= 3)}` : ''}`);
    for (const least of [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) {
      console.log(`  from ${least}: found ${share(({ probability }) => probability >= least)}${isAnswerable ? `, right ${share(({ probability, place }) => probability >= least && place === 1)}` : ''}`);
    }
  }
}
