import { findUncertainYears } from '#core/time-limits/team-time.ts';
import { composeServiceLanguage } from '../compose-service-language.ts';
import { readProcessConfig } from '../config.ts';
import { findUnsoundWords, sayUnsound } from '../find-unsound-words.ts';
import { loadContent } from '../load-content.ts';
import type { Command, Out } from './command.ts';

/** `baton check`: are the content files sound, and is anything in them that customers should not read? Throws what is wrong with them; hints cost nothing. */
export const runCheck: Command = async (args, out) => {
  if (args.some((arg) => arg !== '--json')) return callWrongly(out);
  const config = readProcessConfig();
  const { policy } = await loadContent(config);
  const check = composeServiceLanguage(() => policy)();
  const words = check ? await findUnsoundWords(config, check) : [];
  const years = findUncertainYears(policy, Date.now());
  if (args.includes('--json')) {
    out.write(`${JSON.stringify({ words, years })}\n`);
    return 0;
  }
  out.write(words.length + years.length === 0 ? 'All content files are sound.\n' : ['All content files can be used. Worth a look:', ...words.map(sayUnsound), ...years, ''].join('\n'));
  return 0;
};

function callWrongly(out: Out): number {
  out.warn('npm run -s baton -- check [--json]\n');
  return 2;
}
