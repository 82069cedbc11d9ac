import { articleHeadSchema } from '#core/article.ts';
import type { ImportedDocument } from '#core/document.ts';
import { BatonError } from '#core/errors.ts';
import type { Gap, GapGroup } from '#core/gap.ts';
import { hintsOf } from '#core/gather-evidence.ts';
import type { Intent } from '#core/intent.ts';
import type { Language } from '#core/language.ts';
import type { Mask } from '#core/mask.ts';
import type { Classifier } from '#core/ports/classifier.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import type { GapDesk } from '#core/ports/gap-desk.ts';
import type { GapStore } from '#core/ports/gap-store.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { Store } from '#core/ports/store.ts';
import { chooseNearness } from '#knowledge/gaps/choose-nearness.ts';
import { draftArticle, findReply, sourceOf } from '#knowledge/gaps/draft-article.ts';
import { groupGaps } from '#knowledge/gaps/group-gaps.ts';
import { judgeGroup, reviewGaps, type ReviewTools } from '#knowledge/gaps/review-gaps.ts';

/** The newest questions that are grouped; grouping all of them takes seconds. */
const MOST = 5_000;
/** Messages of a conversation in which a reply is looked for. */
const TRANSCRIPT = 2_000;

/** What the gap desk is made with. */
export type GapDeskOptions = {
  readonly gaps: GapStore;
  readonly store: Pick<Store, 'transcript' | 'conversation'>;
  readonly documents: DocumentStore;
  readonly knowledge: KnowledgeBase;
  readonly embedder: Embedder;
  readonly classifier: Classifier;
  readonly intents: ReadonlyMap<string, Intent>;
  /** Ids of the articles in files. */
  readonly taken: ReadonlySet<string>;
  /** Hides personal data and order numbers in what becomes an article. */
  readonly mask: Mask;
  readonly clock: Pick<Clock, 'now'>;
};

/** The gap desk over store and knowledge base. */
export function createGapDesk(options: GapDeskOptions): GapDesk {
  const { gaps, store, documents, knowledge, embedder, clock } = options;
  const tools = async (): Promise<ReviewTools> => ({
    embedder,
    nearness: await chooseNearness(embedder, await knowledge.articles('customer')),
    search: (text, language) => searchAsAsked(text, language, options),
    versionOf: async (articleId, language) => (await knowledge.article(articleId, language, 'customer'))?.version,
  });
  const find = async (name: string, { nearness }: ReviewTools): Promise<GapGroup> => {
    const groups = await groupGaps(await gaps.list(MOST), embedder, nearness);
    const found = groups.filter(({ id }) => name.length >= 4 && id.startsWith(name.toLowerCase()));
    if (found.length === 1 && found[0]) return found[0];
    throw new BatonError('not_found', found.length > 1 ? `Several groups begin with "${name}". Write more of the id.` : `There is no group of questions "${name}".`);
  };
  return {
    async review(query) {
      return reviewGaps(await gaps.list(MOST), query, await tools(), clock.now());
    },
    async dismiss(name, isDismissed) {
      const all = await tools();
      const group = await find(name, all);
      const at = isDismissed ? clock.now() : undefined;
      await gaps.dismiss(group.gaps.map(({ id }) => id), at);
      return judgeGroup({ ...group, gaps: group.gaps.map((gap) => ({ ...gap, dismissedAt: at })) }, all);
    },
    async draft(name, { conversationId, id }) {
      if (id !== undefined && !articleHeadSchema.shape.id.safeParse(id).success) throw new BatonError('invalid_input', `"${id}" cannot be an id: write lower-case words joined by hyphens, such as robot-colours.`);
      const group = await find(name, await tools());
      const { reply, from } = await replyFor(group.gaps, conversationId, store);
      const customer = (await store.conversation(from))?.customerName ?? '';
      const document = draftArticle({ groupId: group.id, questions: group.gaps, reply, names: [customer, reply.agentName ?? ''], mask: options.mask, ...(id === undefined ? {} : { id }) });
      await refuseTaken(document, group.id, options);
      const [stored] = await documents.put([document], clock.now());
      if (!stored) throw new BatonError('internal', 'The draft was not stored.');
      await gaps.noteDraft(group.gaps.map((gap) => gap.id), document.id);
      return { document: stored, conversationId: from, agentName: reply.agentName };
    },
  };
}

/** What a customer who asks this now would be answered from: with the topics of the understood intents. */
async function searchAsAsked(text: string, language: Language, { classifier, knowledge, intents }: GapDeskOptions) {
  const understanding = await classifier.understand(text, language);
  return knowledge.search({ text, language, audience: 'customer', hints: hintsOf(understanding.intents, intents) });
}

async function replyFor(gaps: readonly Gap[], conversationId: string | undefined, store: GapDeskOptions['store']) {
  const places = new Map(gaps.toReversed().map((gap) => [gap.conversationId, gap.seq]));
  const conversations = conversationId === undefined ? [...new Set(gaps.map((gap) => gap.conversationId))] : [conversationId];
  if (conversationId !== undefined && !(await store.conversation(conversationId))) throw new BatonError('not_found', `There is no conversation "${conversationId}".`);
  for (const from of conversations) {
    const reply = findReply(await store.transcript(from, TRANSCRIPT), places.get(from) ?? 0);
    if (reply) return { reply, from };
  }
  throw new BatonError(
    'not_allowed_now',
    conversationId === undefined
      ? '还没有同事回答过这些问题。请在有人工回复之后再试，或者自己写这篇文章。 · No colleague has answered one of these questions yet. Try again once somebody has, or write the article yourself.'
      : '这个对话里没有人工回复。 · No colleague has written a reply in this conversation.',
  );
}

/** A draft may take the place of an earlier draft for the same questions, and of nothing else. */
async function refuseTaken({ id, language }: ImportedDocument, groupId: string, { taken, documents }: GapDeskOptions): Promise<void> {
  const [same, other] = await Promise.all([documents.get({ id, language }), documents.get({ id, language: language === 'zh' ? 'en' : 'zh' })]);
  const isOwn = same === undefined || (same.source === sourceOf(groupId) && same.state === 'draft');
  if (taken.has(id) || !isOwn || other?.audience === 'staff') {
    throw new BatonError('conflict', `已经有文章使用编号“${id}”，请换一个。 · An article or document has the id "${id}" already. Choose another id.`);
  }
}
