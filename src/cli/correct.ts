import { createMask, PERSONAL } from '#core/mask.ts';
import { addCorrection, correctionsFile } from '#intents/corrections.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { readProcessConfig } from '../config.ts';
import { loadContent } from '../load-content.ts';
import type { Command } from './command.ts';

/** `baton correct "TEXT" INTENT`: the message becomes an example of that intent; a server that runs learns it by itself. */
export const runCorrect: Command = async (args, out) => {
  const [text, intent, ...more] = args;
  if (text === undefined || intent === undefined || more.length > 0) {
    out.warn('npm run -s baton -- correct "TEXT" INTENT\n  the ids of intents are the file names in intents/catalog\n');
    return 2;
  }
  const config = readProcessConfig();
  const { intents, products } = await loadContent(config);
  // Whose number it was matters to nobody who learns from it.
  const mask = createMask(createEntityFinder(products), PERSONAL);
  await addCorrection(correctionsFile(config.DATA_DIR), { text: mask(text), intent, at: Date.now() }, new Set(intents.map(({ id }) => id)));
  out.write(`Noted: "${mask(text)}" means ${intent}. A running server learns it within half a minute; otherwise the next start does.\n`);
  return 0;
};
