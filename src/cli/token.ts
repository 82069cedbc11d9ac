import { parseArgs } from 'node:util';
import { BatonError } from '#core/errors.ts';
import type { AccessStore, Staff } from '#core/ports/access-store.ts';
import { type ApiStore, type ApiToken, TOKEN_ROLES } from '#core/ports/api-store.ts';
import { hashApiToken, newApiToken } from '#http/api/tokens.ts';
import { openStore } from '#store/open-store.ts';
import { systemClock } from '#worker/clock.ts';
import { readProcessConfig } from '../config.ts';
import type { Command, Out } from './command.ts';

const DAY_MS = 24 * 3600_000;
const USAGE = 'token create NAME --role read|agent|lead [--as COLLEAGUE] [--days N] | token list [--json] | token revoke ID\n';

/** `baton token create|list|revoke`: tokens of the HTTP API. The server may be running meanwhile. */
export const runToken: Command = async (args, out) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { role: { type: 'string', default: 'read' }, as: { type: 'string' }, days: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [step = 'list', ...words] = positionals;
  const text = words.join(' ').trim();
  const role = TOKEN_ROLES.find((each) => each === values.role);
  const days = values.days === undefined ? undefined : Number(values.days);
  const isSound = step === 'list' ? text === '' : step === 'revoke' ? text !== '' : step === 'create' && text !== '' && text.length <= 100 && role !== undefined && (days === undefined || days > 0);
  if (!isSound || !role) {
    out.warn(`Say what to do: npm run -s baton -- ${USAGE}`);
    return 2;
  }
  const config = readProcessConfig();
  const { store, access, api } = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [], onTrouble: () => undefined });
  try {
    if (step === 'create') {
      const token = newApiToken();
      const now = systemClock.now();
      const staff = values.as === undefined ? undefined : await findStaff(access, values.as);
      await api.addToken({ hash: hashApiToken(token), name: text, role, staffId: staff?.id, expiresAt: days === undefined ? undefined : now + Math.round(days * DAY_MS) }, now);
      out.write(`${token}\n`);
      out.warn('Keep it well: it is shown this once and stored only as its hash.\n');
    } else if (step === 'revoke') {
      await revoke(api, text, out);
    } else {
      list(await api.tokens(), values.json, out);
    }
    return 0;
  } finally {
    await store.close();
  }
};

async function findStaff(access: AccessStore, wanted: string): Promise<Staff> {
  const found = (await access.staff()).filter(({ id, name }) => id === wanted || name === wanted);
  const [staff, other] = found;
  if (!staff || other) throw new BatonError('invalid_input', `${found.length === 0 ? 'Nobody' : 'More than one'} of the staff is called "${wanted}". Invite them first, or name them by id.`);
  return staff;
}

async function revoke(api: ApiStore, wanted: string, out: Out): Promise<void> {
  const found = (await api.tokens()).filter(({ id }) => id.startsWith(wanted));
  if (found.length > 1) throw new BatonError('invalid_input', `More than one token begins with ${wanted}; give more of its id.`);
  await api.revokeToken(found[0]?.id ?? wanted, systemClock.now());
  out.warn(`The token "${found[0]?.name ?? ''}" opens nothing any more.\n`);
}

function list(tokens: readonly ApiToken[], asJson: boolean, out: Out): void {
  if (asJson) {
    out.write(`${JSON.stringify(tokens)}\n`);
    return;
  }
  const day = (at: number | undefined): string => (at === undefined ? '–' : new Date(at).toISOString().slice(0, 10));
  for (const { id, name, role, staff, createdAt, expiresAt, revokedAt, lastUsedAt } of tokens) {
    const end = revokedAt !== undefined ? `revoked ${day(revokedAt)}` : expiresAt !== undefined ? `until ${day(expiresAt)}` : '';
    out.write(`${id.slice(0, 8)}  ${role.padEnd(5)}  ${name}${staff ? ` (as ${staff.name})` : ''}  created ${day(createdAt)}, used ${day(lastUsedAt)}${end ? `, ${end}` : ''}\n`);
  }
  if (tokens.length === 0) out.write('There are no tokens yet.\n');
}
