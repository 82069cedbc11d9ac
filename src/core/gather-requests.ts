import { isQuestion } from './actions/consent.ts';
import { leaningOf } from './follow-up.ts';
import { hintsOf } from './gather-evidence.ts';
import type { Intent } from './intent.ts';
import type { FoundPassage } from './passage.ts';
import type { KnowledgeBase, KnowledgeQuery } from './ports/knowledge-base.ts';
import type { Understanding } from './understanding.ts';

/** One of several things that a message asks for, with what the knowledge base has on it. */
export type AnsweredRequest = { readonly text: string; readonly passages: readonly FoundPassage[] };

/** What a message asks for besides each other: what has an answer, and the questions on which nothing is found, in the customer's words. */
export type GatheredRequests = { readonly answered: readonly AnsweredRequest[]; readonly missed: readonly string[] };

/** Nobody can follow more answers in one go. */
const MOST_REQUESTS = 3;
/** Whoever is that displeased, in [-1, 1], asks no question that wants an answer ("are you even serious?"). */
const RHETORICAL = -0.3;

/** A message that does not ask for several things. */
export const ONE_REQUEST: GatheredRequests = { answered: [], missed: [] };

/**
 * What a message asks for besides each other ("Where is my order, and can I change the address?"), each searched by
 * itself: those with an answer, by different articles, and the questions that have none. Nothing where fewer than two
 * have an answer, unless another one was asked in vain. Of what Baton can do itself (`isDone`, by intent) nothing is missed.
 */
export async function gatherRequests(query: KnowledgeQuery, understanding: Understanding, intents: ReadonlyMap<string, Intent>, knowledge: KnowledgeBase, isDone: (intent: string) => boolean = () => false): Promise<GatheredRequests> {
  const { requests = [], unmatched = [], sentiment, signals } = understanding;
  if (requests.length + unmatched.length < 2) return ONE_REQUEST;
  const answered: AnsweredRequest[] = [];
  const missed: string[] = [];
  const gather = async (text: string, hints: KnowledgeQuery['hints'], isWanted: boolean): Promise<void> => {
    const { verdict, passages } = await knowledge.search({ ...query, text, hints: hints ?? [] });
    const articleId = passages[0]?.articleId;
    const isNew = answered.every(({ passages: others }) => others[0]?.articleId !== articleId);
    if (verdict === 'found' && isNew && answered.length < MOST_REQUESTS) answered.push({ text, passages });
    if (verdict === 'none' && isWanted && sentiment > RHETORICAL && signals.length === 0) missed.push(asWritten(text, query.text));
  };
  for (const { text, intent, confidence } of requests) {
    // A question without a subject of its own has it from the others, and so perhaps its answer.
    const isWanted = intents.get(intent)?.kind === 'question' && !isDone(intent) && isQuestion(text, query.language) && leaningOf(text, query.language) !== 'surely';
    await gather(text, hintsOf([{ id: intent, confidence }], intents), isWanted);
  }
  for (const text of unmatched) await gather(text, [], true);
  // Beside a mere statement a question is about what is stated, and the whole is what was asked.
  const told = answered.some(({ text }) => isQuestion(text, query.language)) ? missed : [];
  return answered.length > 1 || (answered.length > 0 && told.length > 0) ? { answered, missed: told } : ONE_REQUEST;
}

/** Words that only join a question to the one before it. */
const JOINT = /^(?:另外|还有|顺便(?:问(?:一下)?)?|同时|然后|以及|对了|再问(?:一下)?|(?:and also|and then|oh and|and|also|plus|besides|by the way)\b)[\s,，]*/iu;

/** A part as the customer has written it, without what joins it to the others; in its folded form where it cannot be found. */
function asWritten(folded: string, text: string): string {
  const at = text.toLowerCase().indexOf(folded.toLowerCase());
  return (at < 0 ? folded : text.slice(at, at + folded.length)).replace(JOINT, '');
}
