import type { Evidence } from '#core/passage.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { DevQuestion } from './dev-questions.ts';
import type { ReviewedQuestion } from './reviewed-questions.ts';

/** What came of one question: the place of the first right article (from 1), or 0; and what the search said. */
export type Outcome = { readonly question: DevQuestion; readonly place: number; readonly evidence: Evidence; readonly ms: number };

/** Figures of a group of questions; shares in [0, 1], `undefined` where no question was of that kind. */
export type Figures = {
  readonly questions: number;
  readonly recallAt1: number;
  readonly recallAt3: number;
  /** Of the questions with an answer: found with the right article first. */
  readonly answeredRight: number;
  /** … found with a wrong article first. */
  readonly answeredWrong: number;
  /** … asked back. */
  readonly askedBack: number;
  /** … of those that were asked back, the right topic was among the choices. */
  readonly askedBackRight: number;
  /** … nothing found. */
  readonly declinedWrongly: number;
  /** Of the questions without an answer: nothing found. */
  readonly declinedRightly: number;
  readonly msPerQuery: number;
};

/** Asks all questions, one after the other. */
export async function askAll(base: KnowledgeBase, questions: readonly DevQuestion[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const start = performance.now();
    const evidence = await base.search(question);
    const ms = performance.now() - start;
    const articles = [...new Set(evidence.passages.map(({ articleId }) => articleId))];
    outcomes.push({ question, place: articles.findIndex((id) => question.answers.includes(id)) + 1, evidence, ms });
  }
  return outcomes;
}

function share(part: readonly unknown[], of: readonly unknown[]): number {
  return Number((of.length === 0 ? 1 : part.length / of.length).toFixed(3));
}

/** Sums outcomes up. */
export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const answerable = outcomes.filter(({ question }) => question.answers.length > 0);
  const others = outcomes.filter(({ question }) => question.answers.length === 0);
  const found = answerable.filter(({ evidence }) => evidence.verdict === 'found');
  const unclear = answerable.filter(({ evidence }) => evidence.verdict === 'unclear');
  const topicRight = ({ evidence, question }: Outcome) => evidence.topics.some(({ articleId }) => question.answers.includes(articleId));
  return {
    questions: outcomes.length,
    recallAt1: share(answerable.filter(({ place }) => place === 1), answerable),
    recallAt3: share(answerable.filter(({ place }) => place >= 1 && place <= 3), answerable),
    answeredRight: share(found.filter(({ place }) => place === 1), answerable),
    answeredWrong: share(found.filter(({ place }) => place !== 1), answerable),
    askedBack: share(unclear, answerable),
    askedBackRight: share(unclear.filter(topicRight), unclear),
    declinedWrongly: share(answerable.filter(({ evidence }) => evidence.verdict === 'none'), answerable),
    declinedRightly: share(others.filter(({ evidence }) => evidence.verdict === 'none'), others),
    msPerQuery: Number((outcomes.reduce((sum, { ms }) => sum + ms, 0) / Math.max(1, outcomes.length)).toFixed(2)),
  };
}

/** How many answers to reviewed questions, of those that must say something, say it; and the others with what they say. */
export function sayingsOf(base: KnowledgeBase, questions: readonly ReviewedQuestion[], outcomes: readonly Outcome[]): { readonly said: number; readonly wrong: readonly { readonly text: string; readonly answer: string }[] } {
  const answers = questions.flatMap(({ says, ...query }, index) => {
    const evidence = outcomes[index]?.evidence;
    const answer = evidence?.verdict === 'found' ? (base.compose(query, evidence.passages)?.text ?? '') : '';
    return says === undefined ? [] : [{ text: query.text, answer, isSaid: says.test(answer) }];
  });
  return { said: answers.filter(({ isSaid }) => isSaid).length, wrong: answers.filter(({ isSaid }) => !isSaid) };
}
