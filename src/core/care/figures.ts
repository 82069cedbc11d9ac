import type { SurveyKind } from './state.ts';

/** How a kind of question was answered where one person, team or the bot had served. */
export type SurveyCount = {
  readonly kind: SurveyKind;
  /** Absent where the bot served. */
  readonly agentId: string | undefined;
  readonly agentName: string | undefined;
  readonly team: string | undefined;
  readonly asked: number;
  readonly answered: number;
  /** Sum of the scores. */
  readonly sum: number;
  /** Ratings of 4 and 5; promoters (9, 10). */
  readonly good: number;
  /** Ratings of 1 and 2; detractors (0 to 6). */
  readonly bad: number;
};

/** Satisfaction of one group. Shares are in [0, 1] and absent where nobody has answered. */
export type CareFigure = {
  readonly asked: number;
  readonly answered: number;
  /** Answered of asked. */
  readonly answerShare?: number;
  /** CSAT: ratings of 4 and 5 among all. */
  readonly csat?: number;
  /** Mean rating, 1 to 5. */
  readonly mean?: number;
  readonly npsAsked: number;
  readonly npsAnswered: number;
  /** Promoters less detractors, in [-100, 100]. */
  readonly nps?: number;
};

/** The headline figures of a time. */
export type CareFigures = CareFigure & {
  readonly byAgent: readonly (CareFigure & { readonly id: string; readonly name: string })[];
  readonly byTeam: readonly (CareFigure & { readonly id: string })[];
  readonly bot: CareFigure;
};

/** The figures by agent, team and bot. A conversation counts for whoever had it at its end; NPS is promoters less detractors. */
export function careFigures(counts: readonly SurveyCount[]): CareFigures {
  const agents = Map.groupBy(counts.filter(({ agentId }) => agentId !== undefined), ({ agentId }) => agentId ?? '');
  const teams = Map.groupBy(counts.filter(({ team }) => team !== undefined), ({ team }) => team ?? '');
  return {
    ...figureOf(counts),
    byAgent: [...agents].map(([id, own]) => ({ id, name: own.at(-1)?.agentName ?? id, ...figureOf(own) })).toSorted((a, b) => b.asked - a.asked),
    byTeam: [...teams].map(([id, own]) => ({ id, ...figureOf(own) })).toSorted((a, b) => b.asked - a.asked),
    bot: figureOf(counts.filter(({ agentId }) => agentId === undefined)),
  };
}

function figureOf(counts: readonly SurveyCount[]): CareFigure {
  const total = (kind: SurveyKind, what: 'asked' | 'answered' | 'sum' | 'good' | 'bad'): number => counts.reduce((all, count) => all + (count.kind === kind ? count[what] : 0), 0);
  const [asked, answered] = [total('rating', 'asked'), total('rating', 'answered')];
  const npsAnswered = total('nps', 'answered');
  return {
    asked,
    answered,
    ...(asked > 0 ? { answerShare: answered / asked } : {}),
    ...(answered > 0 ? { csat: total('rating', 'good') / answered, mean: total('rating', 'sum') / answered } : {}),
    npsAsked: total('nps', 'asked'),
    npsAnswered,
    ...(npsAnswered > 0 ? { nps: (100 * (total('nps', 'good') - total('nps', 'bad'))) / npsAnswered } : {}),
  };
}
