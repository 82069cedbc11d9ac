import { parseArgs } from 'node:util';
import { systemClock } from '#worker/clock.ts';
import { openStore } from '#store/open-store.ts';
import { CONSOLE } from '#adapters/console/server.ts';
import { invite } from '#adapters/console/sign-in.ts';
import { readProcessConfig } from '../config.ts';
import type { Command } from './command.ts';

const USE = 'Say whom to invite: npm run -s baton -- invite NAME [--role agent|lead] [--email ADDRESS]\n';

/**
 * `baton invite NAME [--role agent|lead] [--email ADDRESS]`: prints a one-time sign-in link. With an e-mail the person is known
 * in Slack by it; a colleague of that name who is there already only gets the address. The server may be running meanwhile.
 */
export const runInvite: Command = async (args, out) => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { role: { type: 'string', default: 'agent' }, email: { type: 'string' } } });
  const name = positionals.join(' ').trim();
  const email = values.email?.trim();
  if (name === '' || (values.role !== 'agent' && values.role !== 'lead') || (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email))) {
    out.warn(USE);
    return 2;
  }
  const config = readProcessConfig();
  const { store, access } = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [CONSOLE], onTrouble: () => undefined });
  try {
    const url = config.PUBLIC_URL.replace(/\/+$/, '') || `http://localhost:${config.PORT}`;
    const known = email === undefined ? [] : (await access.staff()).filter((person) => person.name === name);
    if (known.length > 1) {
      out.warn(`There are ${known.length} colleagues called ${name}; give one of them another name in the console first.\n`);
      return 1;
    }
    const [colleague] = known;
    if (email !== undefined && colleague) {
      await access.setEmail(colleague.id, email);
      out.write(`${name} is known by ${email} now.\n`);
      return 0;
    }
    const link = await invite(access, name, values.role, url, systemClock.now());
    const added = (await access.staff()).findLast((person) => person.name === name);
    if (email !== undefined && added) await access.setEmail(added.id, email);
    out.write(`${link}\n`);
    return 0;
  } finally {
    await store.close();
  }
};
