import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Classifier } from '#core/ports/classifier.ts';
import { createClassifier } from '#intents/create-classifier.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { loadPersonPhrases } from '#intents/load-person-phrases.ts';
import { learnedFolder } from '../support/learned.ts';

/** The room's content. */
export const CATALOG = fileURLToPath(new URL('../../intents/catalog', import.meta.url));
export const PERSON_PHRASES = fileURLToPath(new URL('../../intents/person-phrases.yaml', import.meta.url));

let made: Promise<Classifier> | undefined;

/** A classifier of the real catalogue, learned once for all test files. */
export function shopClassifier(): Promise<Classifier> {
  made ??= (async () =>
    createClassifier({
      intents: await loadCatalog(CATALOG),
      personPhrases: await loadPersonPhrases(PERSON_PHRASES),
      products: [
        { id: 'purifier-a3', aliases: ['空气净化器', 'A3', 'air purifier'] },
        { id: 'lock-l2', aliases: ['智能门锁', 'L2', 'smart lock'] },
      ],
      cacheFolder: path.join(await learnedFolder(), 'models'),
    }))();
  return made;
}
