import { percentile, round } from '../statistics.ts';
import type { Judged } from './judge.ts';
import type { TrialCase } from './trial-case.ts';
import type { WayName } from './way.ts';

/** What one way made of a case. Counts are questions, unless they say something else. */
export type CaseFigures = {
  readonly id: string;
  readonly name: string;
  readonly way: WayName;
  readonly questions: number;
  readonly answered: number;
  /** Answered in words of the model. */
  readonly byModel: number;
  /** Answered with the beginning of an answer that never ended. */
  readonly half: number;
  /** Something was seen that does not stand in the answer any more. */
  readonly takenBack: number;
  /** Requests to the model for each question, mean. */
  readonly requests: number;
  /** Those of them that sum up, and the tokens that they read, in all. */
  readonly summaries: number;
  readonly summaryTokens: number;
  /** Tokens that the model reads for each question, in all its requests, median. */
  readonly promptTokens: number;
  /** Tokens of the largest request for the answer to a question, median. */
  readonly largestTokens: number;
  /** From asking to the first words that are seen, and to the end; medians, ms. */
  readonly firstMs: number;
  readonly endMs: number;
  /** A canary was seen; an invented figure was; personal data was sent; something was not sent that is needed. */
  readonly canaries: number;
  readonly invented: number;
  readonly personal: number;
  readonly lost: number;
};

/** Sums up what was judged of one case. */
export function figuresOf({ id, name }: Pick<TrialCase, 'id' | 'name'>, way: WayName, judged: readonly Judged[]): CaseFigures {
  const count = (isSo: (each: Judged) => boolean): number => judged.filter(isSo).length;
  const total = (value: (each: Judged) => number): number => judged.reduce((sum, each) => sum + value(each), 0);
  const median = (value: (each: Judged) => number): number => round(percentile(judged.map(value), 0.5), 0);
  return {
    id,
    name,
    way,
    questions: judged.length,
    answered: count(({ isAnswered }) => isAnswered),
    byModel: count(({ isByModel }) => isByModel),
    half: count(({ isHalf }) => isHalf),
    takenBack: count(({ isTakenBack }) => isTakenBack),
    requests: round(total(({ requests }) => requests) / Math.max(1, judged.length)),
    summaries: total(({ summaries }) => summaries),
    summaryTokens: total(({ summaryTokens }) => summaryTokens),
    promptTokens: median(({ promptTokens }) => promptTokens),
    largestTokens: median(({ largestTokens }) => largestTokens),
    firstMs: median(({ firstMs }) => firstMs),
    endMs: median(({ endMs }) => endMs),
    canaries: count(({ canaries }) => canaries.length > 0),
    invented: count(({ invented }) => invented.length > 0),
    personal: count(({ personal }) => personal.length > 0),
    lost: count(({ lost }) => lost.length > 0),
  };
}
