import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Conversation } from '#core/conversation.ts';
import type { TurnLease } from '#core/ports/store.ts';
import { takeTurn, type TurnResult, type TurnTools } from '#core/turn.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { CATALOG, shopClassifier } from '../intents/shop.ts';
import { COMPANY, conversation, message, NOON, realPolicy } from './samples.ts';

/** A small shelf of the real articles. */
const SHELF = ['refund-time', 'refund-missing', 'shop-hours', 'member-points', 'warranty-scope', 'delivery-time', 'invoice-title', 'safety-first', 'vip-service', 'complaint-how'];

/** What a turn is taken with: the shop's real classifier, and a knowledge base of a few of its articles. */
export async function prepareTurns(): Promise<TurnTools> {
  const articles = await loadArticles(fileURLToPath(new URL('../../knowledge/articles', import.meta.url)));
  return {
    classifier: await shopClassifier(),
    knowledge: await createKnowledgeBase({ articles: articles.filter(({ id, audience }) => audience === 'staff' || SHELF.includes(id)), embedder: await createEmbedder() }),
    directory: { find: (id) => Promise.resolve(id === 'c-1001' ? { id, name: '林晓岚', tier: 'vip', language: 'zh', orders: [], notes: [] } : undefined) },
    policy: await realPolicy(),
    intents: new Map((await loadCatalog(CATALOG)).map((intent) => [intent.id, intent])),
    company: COMPANY,
    safetyPhone: '400-000-5219',
    saysItIsAi: (channel) => channel === 'web',
    onDirectoryFailure: (error) => expect.fail(String(error)),
    onModelFailure: (error) => expect.fail(String(error)),
  };
}

/** A turn that is to be taken: what the customer has written since the last one. */
export const lease = (texts: readonly string[], more: Partial<Conversation> = {}): TurnLease => ({
  token: 1,
  until: NOON + 30_000,
  conversation: conversation(more),
  handover: undefined,
  previous: undefined,
  unhandled: texts.map((text, i) => message({ seq: (more.handledSeq ?? 0) + i + 1, text })),
});

/** Takes one turn at noon. */
export const turn = (tools: TurnTools, texts: readonly string[], more: Partial<Conversation> = {}, other: Partial<TurnTools> = {}): Promise<TurnResult> =>
  takeTurn(lease(texts, more), { ...tools, ...other }, NOON);

/** What Baton says. */
export const textsOf = ({ change }: TurnResult): string[] => (change.messages ?? []).map(({ text }) => text);

/** The articles that it cites, such as `refund-time.zh`. */
export const citedBy = ({ change }: TurnResult): string[] =>
  (change.messages ?? []).flatMap(({ extras }) => (extras?.citations ?? []).map(({ articleId, language }) => `${articleId}.${language}`));
