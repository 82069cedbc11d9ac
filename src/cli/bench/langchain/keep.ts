import type { CaseFigures } from './figures.ts';
import type { WayName } from './way.ts';

/** Which way is kept for a part of the path, and by which figure: ours and LangChain's. */
export type Kept = { readonly part: string; readonly by: WayName | 'either'; readonly what: string; readonly ours: number; readonly langchain: number };

/** Something that is better the smaller it is; a difference within `noise`, a share, decides nothing. */
type Measure = { readonly what: string; readonly noise: number; readonly of: (figures: readonly CaseFigures[]) => number };

const sum = (value: (figures: CaseFigures) => number) => (figures: readonly CaseFigures[]): number => figures.reduce((all, each) => all + value(each), 0);
const mean = (value: (figures: CaseFigures) => number) => (figures: readonly CaseFigures[]): number => sum(value)(figures) / Math.max(1, figures.length);
/** Processors and their load differ from run to run. */
const TIME_NOISE = 0.25;
/** What tokens differ by without any reason in the ways. */
const NOISE = 0.05;
const REQUESTS: Measure = { what: 'requests to the model for each question', noise: 0, of: mean(({ requests }) => requests) };
const TOKENS: Measure = { what: 'tokens for each question', noise: NOISE, of: mean(({ promptTokens }) => promptTokens) };

/** The parts of the path, the cases that try them, and what decides: the first measure in which the ways differ. */
const PARTS: readonly { readonly part: string; readonly cases: readonly string[]; readonly measures: readonly Measure[] }[] = [
  {
    part: 'agent loop',
    cases: ['normal', 'invented', 'orders'],
    measures: [{ what: 'questions left open, or with a canary or an invented figure in the answer', noise: 0, of: sum(({ questions, answered, canaries, invented }) => questions - answered + canaries + invented) }, REQUESTS, TOKENS],
  },
  {
    part: 'summarising',
    cases: ['long', 'unsummed'],
    measures: [
      { what: 'questions whose prompt has lost what the customer said at first', noise: 0, of: sum(({ lost }) => lost) },
      { what: 'tokens of the largest request for an answer', noise: NOISE, of: mean(({ largestTokens }) => largestTokens) },
      { what: 'tokens read for summaries', noise: NOISE, of: sum(({ summaryTokens }) => summaryTokens) },
    ],
  },
  {
    part: 'limits',
    cases: ['stalls', 'cut', 'refused', 'endless'],
    measures: [{ what: 'questions left open or answered by half', noise: 0, of: sum(({ questions, answered, half }) => questions - answered + half) }, { what: 'ms to the end', noise: TIME_NOISE, of: mean(({ endMs }) => endMs) }],
  },
  { part: 'personal data', cases: ['personal', 'earlier'], measures: [{ what: 'questions with personal data sent or needed words lost', noise: 0, of: sum(({ personal, lost }) => personal + lost) }] },
];

/** Chooses for every part that was tried the way that did better, each by the first figure in which they differ. */
export function chooseKept(all: readonly CaseFigures[]): Kept[] {
  return PARTS.flatMap(({ part, cases, measures }): Kept[] => {
    const of = (way: WayName): CaseFigures[] => all.filter((each) => each.way === way && cases.includes(each.id));
    const [ours, langchain] = [of('ours'), of('langchain')];
    if (ours.length === 0 || ours.length !== langchain.length) return [];
    const compared = measures.map(({ what, noise, of: measure }) => {
      const [own, other] = [measure(ours), measure(langchain)];
      return { part, what, ours: own, langchain: other, by: Math.abs(own - other) <= noise * Math.max(own, other) ? ('either' as const) : own < other ? ('ours' as const) : ('langchain' as const) };
    });
    const decisive = compared.find(({ by }) => by !== 'either') ?? compared.at(-1);
    return decisive ? [decisive] : [];
  });
}
