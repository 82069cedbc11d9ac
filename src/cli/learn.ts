import { prepareUnderstanding } from '../compose-understanding.ts';
import { readProcessConfig } from '../config.ts';
import { loadContent } from '../load-content.ts';
import { withDocuments } from '../compose-documents.ts';
import type { Command } from './command.ts';

/**
 * `baton learn`: learns the intents and indexes articles and documents into the caches under DATA_DIR, so that the next start
 * is quick. What takes long with many of them is left to the server, which answers meanwhile.
 */
export const runLearn: Command = async (_args, out) => {
  const config = readProcessConfig();
  const { classifier } = await prepareUnderstanding(config, await withDocuments(config, await loadContent(config)), { say: (line) => out.write(`${line}\n`), onTrouble: () => undefined });
  classifier.stop();
  return 0;
};
