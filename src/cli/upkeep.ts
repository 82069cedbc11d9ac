import { createMask, PERSONAL } from '#core/mask.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { hintsIn } from '#core/service-language/hints.ts';
import { reviewArticles } from '#knowledge/upkeep/review-articles.ts';
import { openStore } from '#store/open-store.ts';
import { composeEmbedder } from '../compose-embedder.ts';
import { composeServiceLanguage } from '../compose-service-language.ts';
import { readProcessConfig } from '../config.ts';
import { loadContent } from '../load-content.ts';
import { withDocuments } from '../compose-documents.ts';
import type { Out } from './command.ts';
import { describeArticles } from './upkeep-report.ts';

/** `baton gaps --articles`: articles that need a look. Changes nothing; answers 0. */
export async function runUpkeep(isJson: boolean, out: Out): Promise<number> {
  const config = readProcessConfig();
  const content = await withDocuments(config, await loadContent(config));
  const { store, documents } = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [], onTrouble: () => undefined });
  try {
    const embedder = await composeEmbedder(config, createMask(createEntityFinder(content.products), PERSONAL));
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: content.policy.timeZone, dateStyle: 'short' }).format();
    const check = composeServiceLanguage(() => content.policy)();
    const wording = check ? content.articles.filter(({ audience }) => audience === 'customer').flatMap(({ id, language, body }) => body.split(/\n+/).flatMap((line) => hintsIn(line, language, check).map((hint) => ({ articleId: id, language, ...hint })))) : [];
    const review = await reviewArticles(content.articles, await documents.list(['draft', 'quarantined']), embedder, today);
    out.write(isJson ? `${JSON.stringify({ ...review, wording })}\n` : describeArticles(review, wording));
    return 0;
  } finally {
    await store.close();
  }
}
