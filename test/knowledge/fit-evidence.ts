/**
 * Finds the numbers of `knowledge/evidence-weights.ts` on the development questions, and says how well they do on
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
    return top === undefined ? [] : [{ signs: top.question, isRight: top.place >= 1 && top.place <= 3, weight: row.weight }];
  });
  const names = Object.keys(judged[0]?.signs ?? {}) as (keyof QuestionSigns)[];
  const { start, weights: own } = fitYesNo(judged.map(({ signs, isRight, weight }) => ({ values: names.map((name) => signs[name]), isRight, weight })));
  return { article, question: Object.fromEntries(names.map((name, at) => [name, round(own[at] ?? 0)])) as Weights<QuestionSigns>, start: round(start) };
}

/** The signs of a question with the article that these weights put first, and the place of the right one. */
function topOf(row: EvidenceRow, article: Weights<ArticleSigns>): { question: QuestionSigns; place: number } | undefined {
  const sums = row.signs.map((signs) => weigh(signs, article));
  const order = sums.map((_, at) => at).toSorted((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0));
  const [first, second] = order;
  const signs = row.signs[first ?? 0];
  if (first === undefined || signs === undefined) return undefined;
  const lead = Math.min(4, (sums[first] ?? 0) - (second === undefined ? -4 : (sums[second] ?? 0)));
  return { question: { ...row.questionSigns(signs), lead }, place: order.findIndex((at) => row.right[at]) + 1 };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

for (const isCompared of [true, false]) {
  const own = rows.filter((row) => row.isCompared === isCompared);
  console.log(isCompared ? '\nCompared with what customers ask' : '\nPlain');
  printFigures(own);
  console.log(`export const ${isCompared ? 'COMPARED' : 'PLAIN'}: EvidenceWeights = ${JSON.stringify(fit(own), undefined, 2).replaceAll('"', '')};`);
}

/** What questions that were left out would become, by kind. */
function printFigures(own: readonly EvidenceRow[]): void {
  const outcomes = Array.from({ length: PARTS }, (_, part) => {
    const found = fit(own.filter(({ query }) => partOf.get(query) !== part));
    return own
      .filter(({ query }) => partOf.get(query) === part)
      .map((row) => {
        const top = topOf(row, found.article);
        return { row, place: top?.place ?? 0, probability: top === undefined ? 0 : probabilityOf(found.start + weigh(top.question, found.question)) };
      });
  }).flat();
  for (const [kind, of] of Map.groupBy(outcomes, ({ row }) => `${row.kind}${row.isWhole ? '' : ' without hints'}`)) {
    const share = (is: (outcome: (typeof of)[number]) => boolean) => (of.filter(is).length / of.length).toFixed(3);
    const isAnswerable = of.some(({ row }) => row.isAnswerable);
    console.log(`${kind} (${of.length})${isAnswerable ? `: first ${share(({ place }) => place === 1)}, first three ${share(({ place }) => place >= 1 && place <= 3)}` : ''}`);
    for (const least of [0.3, 0.35, 0.4, 0.45, 0.5, 0.6]) {
      console.log(`  from ${least}: found ${share(({ probability }) => probability >= least)}${isAnswerable ? `, right ${share(({ probability, place }) => probability >= least && place === 1)}` : ''}`);
    }
  }
}
