import type { Audience } from '#core/article.ts';
import type { Decision } from '#core/decision.ts';
import { hintsOf } from '#core/gather-evidence.ts';
import type { Language } from '#core/language.ts';
import type { Citation, QuickReply } from '#core/message.ts';
import type { Evidence, FoundPassage } from '#core/passage.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { TurnTools } from '#core/turn.ts';
import type { Understanding } from '#core/understanding.ts';
import { beginConversation, say } from './replay-turns.ts';

/** A question as it is asked on the command line. */
export type Question = {
  readonly text: string;
  readonly audience: Audience;
  /** That of the answer where the words do not tell; Chinese when left out. */
  readonly language?: Language | undefined;
  /** Only articles about one of these products or about all. */
  readonly products?: readonly string[] | undefined;
  /** Only articles in this language. */
  readonly onlyLanguage?: Language | undefined;
};

/** Something that is said to the question. */
export type Said = {
  readonly text: string;
  /** With the score of the passage it names, in [0, 1]. */
  readonly citations: readonly (Citation & { readonly score?: number })[];
  readonly choices: readonly QuickReply[];
};

/** What came of a question. */
export type Asked = {
  /** What the customer reads, in order; for staff what the articles say, nothing where they do not answer. */
  readonly said: readonly Said[];
  /** What was decided and why; only of a customer's question. */
  readonly decision?: Pick<Decision, 'kind' | 'reason'>;
  readonly understanding: Understanding;
  readonly evidence: Evidence;
  /** Of all searches together, ms. */
  readonly searchMs: number;
  /** From the question to the words, ms. */
  readonly totalMs: number;
};

/** Asks once, as the first words of a customer who is not signed in at `now` (Unix ms), or as staff who look something up. */
export async function askOnce(question: Question, tools: TurnTools, now: number): Promise<Asked> {
  const watched = watchSearches(tools.knowledge, question);
  const started = performance.now();
  const asked = question.audience === 'staff' ? await lookUp(question, { ...tools, knowledge: watched.knowledge }) : await askAsCustomer(question, { ...tools, knowledge: watched.knowledge }, now);
  const totalMs = performance.now() - started;
  const said = asked.said.map((words) => ({ ...words, citations: words.citations.map((citation) => withScore(citation, watched.found())) }));
  return { ...asked, said, searchMs: watched.ms(), totalMs };
}

type Spoken = Pick<Asked, 'said' | 'decision' | 'understanding' | 'evidence'>;

async function askAsCustomer({ text, language = 'zh' }: Question, tools: TurnTools, now: number): Promise<Spoken> {
  const { change, decision, understanding, evidence } = await say(beginConversation({ id: 'asked', language }, now), text, tools, now);
  const read = (change.messages ?? []).filter((message) => message.visibility === 'all' && message.text !== '');
  return {
    said: read.map(({ text: words, extras }) => ({ text: words, citations: extras?.citations ?? [], choices: extras?.quickReplies ?? [] })),
    decision: { kind: decision.kind, reason: decision.reason } as Pick<Decision, 'kind' | 'reason'>,
    understanding,
    evidence,
  };
}

async function lookUp({ text, language, audience }: Question, { classifier, knowledge, intents }: TurnTools): Promise<Spoken> {
  const understanding = await classifier.understand(text, language ?? 'zh');
  const query = { text, language: language ?? understanding.language, audience, hints: hintsOf(understanding.intents, intents) };
  const evidence = await knowledge.search(query);
  const answer = evidence.verdict === 'found' ? knowledge.compose(query, evidence.passages) : undefined;
  return { said: answer ? [{ ...answer, choices: [] }] : [], understanding, evidence };
}

/** The knowledge base for some products or one language, with the time that its searches take and what they find. */
function watchSearches(knowledge: KnowledgeBase, { products, onlyLanguage }: Question) {
  let ms = 0;
  const found: FoundPassage[] = [];
  return {
    knowledge: {
      ...knowledge,
      async search(query) {
        const started = performance.now();
        const evidence = await knowledge.search({ ...query, ...(products ? { products } : {}), ...(onlyLanguage ? { onlyLanguage } : {}) });
        ms += performance.now() - started;
        found.push(...evidence.passages);
        return evidence;
      },
    } satisfies KnowledgeBase,
    ms: () => ms,
    found: (): readonly FoundPassage[] => found,
  };
}

function withScore(citation: Citation, found: readonly FoundPassage[]): Citation & { readonly score?: number } {
  const isCited = ({ articleId, language, headings }: FoundPassage): boolean => articleId === citation.articleId && language === citation.language && headings.join('\n') === citation.headings.join('\n');
  const score = Math.max(...found.filter(isCited).map((passage) => passage.score));
  return Number.isFinite(score) ? { ...citation, score } : citation;
}
