/**
 * Finds the numbers of `knowledge/evidence-weights.ts` on questions to tune on, and says how well they do on
 * questions that were left out (five parts, each measured by what the other four taught; a question asked in two ways
 * stays in one part). `node test/knowledge/fit-evidence.ts`
 */
import { loadEvidence } from './evidence-rows.ts';
import type { EvidenceRow } from './evidence-rows.ts';
import { fitChoice, fitYesNo } from './fit-logistic.ts';
import { probabilityOf, weigh } from '#knowledge/signs.ts';
import type { ArticleSigns, EvidenceWeights, QuestionSigns, Weights } from '#knowledge/signs.ts';

const PARTS = 5;
const rows = await loadEvidence();
const articleNames = Object.keys(rows[0]?.signs[0] ?? {}) as (keyof ArticleSigns)[];
const partOf = new Map([...new Set(rows.map(({ query }) => query))].map((query, at) => [query, (at * 7919) % PARTS]));

function fit(taught: readonly EvidenceRow[]): EvidenceWeights {
  const choices = taught.filter(({ right }) => right.some(Boolean));
  const weights = fitChoice(choices.map(({ signs, right, weight }) => ({ options: signs.map((each) => articleNames.map((name) => each[name])), right, weight })));
  const article = Object.fromEntries(articleNames.map((name, at) => [name, round(weights[at] ?? 0)])) as Weights<ArticleSigns>;
  const judged = taught.flatMap((row) => {
    const top = topOf(row, article);
    return top === undefined || (row.isGuessed && row.signs[top.first]?.unasked === 1) ? [] : [{ signs: top.question, isRight: top.place === 1, weight: row.weight }];
  });
  const names = Object.keys(judged[0]?.signs ?? {}) as (keyof QuestionSigns)[];
  const { start, weights: own } = fitYesNo(judged.map(({ signs, isRight, weight }) => ({ values: names.map((name) => signs[name]), isRight, weight })));
  return { article, question: Object.fromEntries(names.map((name, at) => [name, round(own[at] ?? 0)])) as Weights<QuestionSigns>, start: round(start) };
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

const plain = fit(rows.filter((row) => !row.isGuessed));

for (const isGuessed of [true, false]) {
  const own = rows.filter((row) => row.isGuessed === isGuessed);
  console.log(isGuessed ? '\nWith a guess by how customers ask' : '\nPlain');
  printFigures(own);
  console.log(`export const ${isGuessed ? 'GUESSED' : 'PLAIN'}: EvidenceWeights = ${JSON.stringify(fit(own), undefined, 2).replaceAll('"', '')};`);
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
  for (const [kind, of] of Map.groupBy(outcomes, ({ row }) => `${row.kind} ${row.language}${row.without === 'nothing' ? '' : ` without ${row.without}`}`)) {
    const share = (is: (outcome: (typeof of)[number]) => boolean) => (of.filter(is).length / of.length).toFixed(3);
    const isAnswerable = of.some(({ row }) => row.isAnswerable);
    console.log(`${kind} (${of.length})${isAnswerable ? `: first ${share(({ place }) => place === 1)}, first three ${share(({ place }) => place >= 1 && place <= 3)}` : ''}`);
    for (const least of [0.2, 0.25, 0.3, 0.35, 0.4, 0.5]) {
      console.log(`  from ${least}: found ${share(({ probability }) => probability >= least)}${isAnswerable ? `, right ${share(({ probability, place }) => probability >= least && place === 1)}` : ''}`);
    }
  }
}
