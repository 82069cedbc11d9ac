// Makes intents/signal-model.bin from intents/signal-examples.jsonl and the catalogue: node scripts/build-signals.ts
// Run it after changing the examples or the word vectors; until then the server learns the model at its first start.
import { fileURLToPath } from 'node:url';
import { loadCatalog } from '../intents/load-catalog.ts';
import { buildSignalModel } from '../intents/open-signal-hearer.ts';
import { createMeaningReader } from '../intents/read-meaning.ts';

const intents = await loadCatalog(fileURLToPath(new URL('../intents/catalog', import.meta.url)));
process.stdout.write(`${await buildSignalModel(intents, await createMeaningReader())}\n`);
