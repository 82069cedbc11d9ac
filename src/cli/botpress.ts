import { systemClock } from '#worker/clock.ts';
import { readProcessConfig } from '../config.ts';
import type { Command } from './command.ts';

/** `baton botpress`: the addresses that stand in Botpress, and whether the settings open it. */
export const runBotpress: Command = async (args, out) => {
  if (args.length > 0) {
    out.warn('This command takes no words: npm run -s baton -- botpress\n');
    return 2;
  }
  const { BOTPRESS_SECRET: secret, BOTPRESS_TOKEN: token, BOTPRESS_BOT_ID: botId, BOTPRESS_API_URL: apiUrl, BOTPRESS_HITL_TOKEN: hitlToken, PUBLIC_URL, PORT } = readProcessConfig();
  if (secret === '') {
    out.warn('BOTPRESS_SECRET is not set. Make one with "openssl rand -hex 32", put it into .env, and start again (docs/botpress.md).\n');
    return 1;
  }
  // Only here: other commands have no use for a client of Botpress.
  const { addressesOf, findFault } = await import('#adapters/botpress/check.ts');
  const publicUrl = PUBLIC_URL.replace(/\/+$/, '');
  const { events, bot, hitl } = addressesOf(publicUrl || `http://localhost:${PORT}`, secret);
  out.write(`forwarding bot, its "url"   ${events}\ndev bot, instead of it      ${bot}\nhuman desk (bp deploy --url) ${hitl}\n`);
  if (publicUrl === '') out.warn('PUBLIC_URL is not set: Botpress cannot reach Baton, and no file of an agent reaches a customer.\n');
  if (token === '' || botId === '') {
    if (hitlToken === '') out.warn('BOTPRESS_TOKEN and BOTPRESS_BOT_ID are not set: Baton cannot answer.\n');
    return hitlToken === '' ? 1 : 0;
  }
  const fault = await findFault({ apiUrl, token, botId }, systemClock);
  if (fault === undefined) out.write('Botpress answers, and the token opens the bot.\n');
  else out.warn(`${fault}\n`);
  return fault === undefined ? 0 : 1;
};
