import { leaningOf } from '../follow-up.ts';
import { gatherEvidence, hintsOf, type JointQuestion } from '../gather-evidence.ts';
import type { Intent } from '../intent.ts';
import { joinAnswers } from '../join-answers.ts';
import { cleanPassages } from '../model-answer/clean-passages.ts';
import type { Evidence, FoundPassage } from '../passage.ts';
import type { ComposedAnswer, KnowledgeBase, KnowledgeQuery } from '../ports/knowledge-base.ts';
import { toDraft } from './draft-text.ts';
import { inLanguage } from './in-language.ts';
import type { OpenQuestion, Piece } from './question.ts';
import type { AssistDraft } from './view.ts';

/** A draft with the passages that it rests on, all for customers and in the customer's language. */
export type SourcedDraft = { readonly draft: AssistDraft; readonly answer: ComposedAnswer; readonly passages: readonly FoundPassage[] };

/** What drafts are made with. */
export type DraftTools = { readonly knowledge: KnowledgeBase; readonly intents: ReadonlyMap<string, Intent> };

/** Nobody reads more drafts than this before writing. */
const MOST_DRAFTS = 3;
/** Parts of a burst that are searched by themselves. */
const MOST_PIECES = 4;
/** A question is searched so far, UTF-16 units. */
const LONGEST = 2_000;

/**
 * Drafts for what is asked, best first: one for each thing that customer articles answer, or where several topics compete
 * one for each of them. Searches what customers may read and nothing else, and what an article says only in the other
 * language becomes no draft.
 */
export async function findDrafts(question: OpenQuestion, tools: DraftTools): Promise<readonly SourcedDraft[]> {
  const several = question.pieces.length > 1 ? await draftPieces(question, tools) : [];
  if (several.length > 0) return several;
  const query = queryOf(question, question, tools);
  const { evidence, query: searched } = await gatherEvidence(query, undefined, tools.knowledge, jointOf(question, query, tools));
  if (evidence.verdict === 'unclear') return topicDrafts(evidence, searched, tools);
  const draft = evidence.verdict === 'found' ? await draftFrom(evidence.passages, searched, { fit: 'sure' }, tools) : undefined;
  return draft ? [draft] : [];
}

/** The drafts that surely answer as one text, for a model to word it better; `undefined` where there is none. */
export function joinDrafts(drafts: readonly SourcedDraft[]): { readonly extract: ComposedAnswer; readonly passages: readonly FoundPassage[] } | undefined {
  const sure = drafts.filter(({ draft }) => draft.fit === 'sure');
  const extract = joinAnswers(sure.map(({ answer }) => answer));
  return extract && { extract, passages: sure.flatMap(({ passages }) => passages) };
}

async function draftPieces(question: OpenQuestion, tools: DraftTools): Promise<readonly SourcedDraft[]> {
  const drafts: SourcedDraft[] = [];
  for (const piece of question.pieces.slice(-MOST_PIECES)) {
    const query = queryOf(piece, question, tools);
    const { verdict, passages } = await tools.knowledge.search(query);
    const isNew = drafts.every((other) => other.passages[0]?.articleId !== passages[0]?.articleId);
    const draft = verdict === 'found' && isNew ? await draftFrom(passages, query, { fit: 'sure', about: piece.text }, tools) : undefined;
    if (draft && drafts.length < MOST_DRAFTS) drafts.push(draft);
  }
  return drafts;
}

async function topicDrafts({ passages, topics }: Evidence, query: KnowledgeQuery, tools: DraftTools): Promise<readonly SourcedDraft[]> {
  const drafts = await Promise.all(
    topics.slice(0, MOST_DRAFTS).map(({ articleId, title }) => draftFrom(passages.filter((passage) => passage.articleId === articleId), query, { fit: 'perhaps', about: title }, tools)),
  );
  return drafts.flatMap((draft) => draft ?? []);
}

async function draftFrom(found: readonly FoundPassage[], query: KnowledgeQuery, how: Pick<AssistDraft, 'fit' | 'about'>, { knowledge }: DraftTools): Promise<SourcedDraft | undefined> {
  const first = found[0]?.articleId;
  const open = found.filter(({ audience, articleId }) => audience === 'customer' && articleId === first);
  const own = open.some(({ language }) => language === query.language) ? open.filter(({ language }) => language === query.language) : await translated(open, query, knowledge);
  const passages = cleanPassages(own);
  const answer = passages.length === 0 ? undefined : knowledge.compose(query, passages);
  return answer && { draft: toDraft(answer, { ...how, by: 'articles' }), answer, passages };
}

async function translated(passages: readonly FoundPassage[], { language }: KnowledgeQuery, knowledge: KnowledgeBase): Promise<readonly FoundPassage[]> {
  return (await Promise.all(passages.map((passage) => inLanguage(passage, language, knowledge)))).flatMap((passage) => passage ?? []);
}

function queryOf(piece: Piece, { language }: OpenQuestion, { intents }: DraftTools): KnowledgeQuery {
  return { text: piece.text.slice(-LONGEST), language, audience: 'customer', hints: hintsOf(piece.guesses, intents) };
}

/** A question that goes on from the one before it is searched together with that. */
function jointOf({ before, text, language }: OpenQuestion, query: KnowledgeQuery, { intents }: DraftTools): JointQuestion | undefined {
  const leaning = before === undefined ? 'not' : leaningOf(text, language);
  if (before === undefined || leaning === 'not') return undefined;
  const joined = `${before.text.slice(-LONGEST)}\n${query.text}\n${query.text}`;
  return { query: { ...query, text: joined, hints: [...hintsOf(before.guesses, intents), ...(query.hints ?? [])] }, isSure: leaning === 'surely', lastShown: undefined };
}
