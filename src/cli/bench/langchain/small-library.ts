import path from 'node:path';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { loadArticles } from '#knowledge/load-articles.ts';

const ARTICLES = path.join(import.meta.dirname, '..', '..', '..', '..', 'knowledge', 'articles');
/** What the questions of the trial are about. */
const TOPICS = ['refund-time', 'refund-missing', 'delivery-fee', 'delivery-time', 'delivery-when', 'delivery-track', 'return-how', 'return-seven-days', 'order-cancel', 'invoice-electronic', 'invoice-title', 'warranty-scope', 'contact-hours'];

/** The few articles of the sample shop that the trial asks about, as a knowledge base. Throws what reading and embedding throw. */
export async function openSmallLibrary(): Promise<KnowledgeBase> {
  const articles = (await loadArticles(ARTICLES)).filter(({ id }) => TOPICS.includes(id));
  return createKnowledgeBase({ articles, embedder: await createEmbedder() });
}
