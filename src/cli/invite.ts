import { parseArgs } from 'node:util';
import { systemClock } from '#worker/clock.ts';
import { openStore } from '#store/open-store.ts';
import { CONSOLE } from '#adapters/console/server.ts';
import { invite } from '#adapters/console/sign-in.ts';
import { readProcessConfig } from '../config.ts';
import type { Command } from './command.ts';

/** `baton invite NAME [--role agent|lead]`: prints a one-time sign-in link. The server may be running meanwhile. */
export const runInvite: Command = async (args, out) => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { role: { type: 'string', default: 'agent' } } });
  const name = positionals.join(' ');
  if (name === '' || (values.role !== 'agent' && values.role !== 'lead')) {
    out.warn('Say whom to invite: npm run -s baton -- invite NAME [--role agent|lead]\n');
    return 2;
  }
  const config = readProcessConfig();
  const { store, access } = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [CONSOLE], onTrouble: () => undefined });
  try {
    const url = config.PUBLIC_URL.replace(/\/+$/, '') || `http://localhost:${config.PORT}`;
    out.write(`${await invite(access, name, values.role, url, systemClock.now())}\n`);
    return 0;
  } finally {
    await store.close();
  }
};
