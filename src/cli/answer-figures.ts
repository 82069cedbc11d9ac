import type { Language } from '#core/language.ts';
import type { TurnResult } from '#core/turn.ts';
import { shareOf } from '#intents/figures.ts';
import type { Share } from '#intents/figures.ts';
import type { AnswerRow } from './answer-rows.ts';

/** What became of one question of an evaluation set. */
export type AnswerOutcome = {
  readonly row: AnswerRow;
  /** Place of the first right article in what the search found, from 1; 0 where it is not among the first ten. */
  readonly place: number;
  /** Articles cited in the answer, in order. */
  readonly cited: readonly string[];
  /** Topics that were offered to choose from. */
  readonly offered: readonly string[];
  /** What was decided and why, such as `answer/found`. */
  readonly decision: string;
  readonly ms: number;
};

/** Figures of a group of questions; shares with Wilson intervals. */
export type AnswerFigures = {
  readonly rows: number;
  /** Of the questions with an answer: the right article is cited. */
  readonly rightCited: Share;
  /** … only others are cited. */
  readonly wrongCited: Share;
  /** … a question back; and of those, with the right topic among its choices. */
  readonly askedBack: Share;
  readonly askedBackRight: Share;
  /** … no article and no question back: declined, handed over without an answer, or taken for small talk. */
  readonly declinedWrongly: Share;
  /** … the right article was the first of the search, among its first three, among its first ten. */
  readonly recallAt1: Share;
  readonly recallAt3: Share;
  readonly recallAt10: Share;
  /** Of the questions without an answer: handed over (in danger with what to do first), or no article and no question back; and of these, handed over, and taken for small talk. */
  readonly declinedRightly: Share;
  readonly handedOver: number;
  readonly smallTalk: number;
  /** A whole turn in ms, on average and for 95 of 100. */
  readonly msPerMessage: number;
  readonly msP95: number;
};

/** Figures of all questions, by language, by kind, and by both (`plain zh`). */
export type AnswerReport = AnswerFigures & {
  readonly languages: Readonly<Record<string, AnswerFigures>>;
  readonly kinds: Readonly<Record<string, AnswerFigures>>;
  readonly groups: Readonly<Record<string, AnswerFigures>>;
};

/** Looks at what a turn did with a question. */
export function outcomeOf(row: AnswerRow, { change, decision, evidence }: TurnResult, ms: number): AnswerOutcome {
  const found = [...new Set(evidence.passages.map(({ articleId }) => articleId))].slice(0, 10);
  return {
    row,
    place: found.findIndex((id) => row.articles.includes(id)) + 1,
    cited: [...new Set((change.messages ?? []).flatMap(({ extras }) => (extras?.citations ?? []).map(({ articleId }) => articleId)))],
    offered: decision.kind === 'clarify' ? decision.topics.map(({ articleId }) => articleId) : [],
    decision: `${decision.kind}/${decision.reason}`,
    ms,
  };
}

/** Sums outcomes up. */
export function reportOf(outcomes: readonly AnswerOutcome[]): AnswerReport {
  const by = (key: (row: AnswerRow) => string): Record<string, AnswerFigures> => {
    const groups = Map.groupBy(outcomes, ({ row }) => key(row));
    return Object.fromEntries([...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, own]) => [name, figuresOf(own)]));
  };
  return { ...figuresOf(outcomes), languages: by(({ language }) => language), kinds: by(({ kind }) => kind), groups: by(({ kind, language }) => `${kind} ${language satisfies Language}`) };
}

/** Did the question get the answer that it has, or where it has none, a person or an honest no? */
export function isRight({ row, cited, offered, decision }: AnswerOutcome): boolean {
  if (row.articles.length > 0) return cited.some((id) => row.articles.includes(id));
  return isHandedOver(decision) || cited.length + offered.length === 0;
}

function isHandedOver(decision: string): boolean {
  return decision.startsWith('hand_over/');
}

function figuresOf(outcomes: readonly AnswerOutcome[]): AnswerFigures {
  const answerable = outcomes.filter(({ row }) => row.articles.length > 0);
  const others = outcomes.filter(({ row }) => row.articles.length === 0);
  const count = (of: readonly AnswerOutcome[], is: (outcome: AnswerOutcome) => boolean): Share => shareOf(of.filter(is).length, of.length);
  const within = (most: number) => count(answerable, ({ place }) => place >= 1 && place <= most);
  const declined = others.filter(isRight);
  const times = outcomes.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return {
    rows: outcomes.length,
    rightCited: count(answerable, isRight),
    wrongCited: count(answerable, (outcome) => outcome.cited.length > 0 && !isRight(outcome)),
    askedBack: count(answerable, ({ offered }) => offered.length > 0),
    askedBackRight: count(answerable.filter(({ offered }) => offered.length > 0), ({ row, offered }) => offered.some((id) => row.articles.includes(id))),
    declinedWrongly: count(answerable, ({ cited, offered }) => cited.length + offered.length === 0),
    recallAt1: within(1),
    recallAt3: within(3),
    recallAt10: within(10),
    declinedRightly: shareOf(declined.length, others.length),
    handedOver: declined.filter(({ decision }) => isHandedOver(decision)).length,
    smallTalk: declined.filter(({ decision }) => decision === 'answer/talk').length,
    msPerMessage: times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length),
    msP95: times[Math.min(times.length - 1, Math.floor(times.length * 0.95))] ?? 0,
  };
}
