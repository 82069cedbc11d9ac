import type { Article, HandoverReason } from '../article.ts';
import type { Language } from '../language.ts';
import { cleanPassages } from '../model-answer/clean-passages.ts';
import type { FoundPassage } from '../passage.ts';
import type { KnowledgeBase } from '../ports/knowledge-base.ts';
import { shorten } from '../text.ts';
import { inLanguage } from './in-language.ts';
import type { OpenQuestion } from './question.ts';
import type { AssistAdvice } from './view.ts';

/** Parts of staff articles beside a conversation. */
const MOST = 2;
/** A part with a lower score has to do with the words and not with the matter. */
const LEAST_SCORE = 0.25;
const LONGEST = 420;
/** What the brief shows as a suggested reply already. */
const REPLY_HEADING = /^(?:建议回复|Suggested reply)$/i;

/**
 * What staff articles say on what is asked, and failing that on the reason of the handover, in the reader's language
 * where they are in it. Read by staff; nothing of it goes to a customer.
 */
export async function findAdvice(question: OpenQuestion | undefined, reason: HandoverReason | undefined, reader: Language, knowledge: KnowledgeBase): Promise<readonly AssistAdvice[]> {
  const found = question === undefined ? [] : await searched(question, knowledge);
  const chosen = firstOfEach(found.length > 0 || reason === undefined ? found : await forReason(reason, reader, knowledge)).slice(0, MOST);
  const read = await Promise.all(chosen.map(async (passage) => (await inLanguage(passage, reader, knowledge)) ?? passage));
  return cleanPassages(read).map(({ articleId, language, title, headings, text }) => ({ articleId, language, title, headings, text: shorten(text, LONGEST) }));
}

async function searched({ text, language }: OpenQuestion, knowledge: KnowledgeBase): Promise<readonly FoundPassage[]> {
  const { passages } = await knowledge.search({ text, language, audience: 'staff', isOnly: true });
  return passages.filter(({ audience, score, headings }) => audience === 'staff' && score >= LEAST_SCORE && !headings.some((heading) => REPLY_HEADING.test(heading)));
}

async function forReason(reason: HandoverReason, reader: Language, knowledge: KnowledgeBase): Promise<readonly FoundPassage[]> {
  const place = (article: Article): number => article.reasons?.findIndex((each) => each === reason) ?? -1;
  const fitting = (await knowledge.articles('staff')).filter((article) => article.audience === 'staff' && place(article) >= 0);
  const ids = [...new Set(fitting.toSorted((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1)).map(({ id }) => id))].slice(0, MOST);
  return (await Promise.all(ids.map((id) => knowledge.passagesOf(id, reader, 'staff')))).flatMap((passages) => passages.slice(0, 1));
}

function firstOfEach(passages: readonly FoundPassage[]): readonly FoundPassage[] {
  return passages.filter(({ articleId }, at) => passages.findIndex((other) => other.articleId === articleId) === at);
}
