import { parseArgs } from 'node:util';
import { openStore } from '#store/open-store.ts';
import { CONSOLE } from '#adapters/console/server.ts';
import { readProcessConfig } from '../config.ts';
import type { Command } from './command.ts';

const SIGNS = { ok: '✓', wrong: '✗', doubtful: '?' } as const;

/** `baton slack check [--json]`: tries keys, scopes, rooms and e-mails with Slack itself and says what to mend. Changes nothing; 1 when something is wrong. */
export const runSlack: Command = async (args, out) => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  if (positionals.length !== 1 || positionals[0] !== 'check') {
    out.warn('There is: npm run -s baton -- slack check [--json]\n');
    return 2;
  }
  const config = readProcessConfig();
  if (config.SLACK_BOT_TOKEN === '') {
    out.warn('SLACK_BOT_TOKEN is not set, so Baton does without Slack. How to set it up: adapters/slack/README.md\n');
    return 1;
  }
  const [{ checkSlack }, { readSlackFile }] = await Promise.all([import('#adapters/slack/check.ts'), import('#adapters/slack/slack-file.ts')]);
  const file = await readSlackFile(config.SLACK_FILE, config.SLACK_CHANNEL);
  const { store, access } = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [CONSOLE], onTrouble: () => undefined });
  try {
    const keys = { botToken: config.SLACK_BOT_TOKEN, signingSecret: config.SLACK_SIGNING_SECRET, appToken: config.SLACK_APP_TOKEN, apiUrl: config.SLACK_API_URL };
    const findings = await checkSlack({ keys, file, access, publicUrl: config.PUBLIC_URL.replace(/\/+$/, '') });
    if (values.json) out.write(`${JSON.stringify(findings)}\n`);
    else for (const { is, what, mend } of findings) out.write(`${SIGNS[is]} ${what}${mend === undefined ? '' : `\n    → ${mend}`}\n`);
    return findings.some(({ is }) => is === 'wrong') ? 1 : 0;
  } finally {
    await store.close();
  }
};
