import { systemClock } from '#worker/clock.ts';
import { composeCorrections } from '../compose-corrections.ts';
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
  const content = await loadContent(config);
  const intents = new Map(content.intents.map((each) => [each.id, each]));
  await composeCorrections(config, content, intents, systemClock).add(text, intent);
  out.write(`Noted as ${intent}, without personal data. A running server learns it within half a minute; otherwise the next start does.\n`);
  return 0;
};
