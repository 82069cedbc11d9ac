import { existsSync } from 'node:fs';
import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import { readYaml } from '#adapters/shared/read-yaml.ts';
import { allRooms, readRooms, type Rooms, ROOMS_SCHEMA } from './threads/rooms.ts';

const language = z.enum(['zh', 'en']);
const schema = z.strictObject({
  language: language.default('zh'),
  rooms: ROOMS_SCHEMA.default({ tiers: {}, teams: {} }),
  customers: z.array(z.strictObject({ channel: z.string().min(1), customer: z.string().min(1).optional(), language: language.default('zh') })).default([]),
});

/** A channel that is shared with a customer, and whose it is, where the directory knows them. */
export type SlackCustomerChannel = { readonly channel: string; readonly customer?: string | undefined; readonly language: Language };

/** What slack.yaml says. `language`: of cards, and of people whose own is not known. */
export type SlackFile = { readonly language: Language; readonly rooms: Rooms; readonly customers: readonly SlackCustomerChannel[] };

/**
 * Reads slack.yaml; without a file everything goes to `fallback`, the id of a channel or empty. Throws `misconfigured` with
 * every fault of the file at once.
 */
export async function readSlackFile(path: string, fallback: string): Promise<SlackFile> {
  const result = schema.safeParse(existsSync(path) ? ((await readYaml(path, 'The rooms of Slack', 'SLACK_FILE')) ?? {}) : {});
  const details = result.error?.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`) ?? [];
  if (result.success) {
    const rooms = readRooms(result.data.rooms, fallback, result.data.language);
    const staffed = new Set(allRooms(rooms));
    const seen = new Set<string>();
    for (const { channel } of result.data.customers) {
      if (staffed.has(channel)) details.push(`${path}: customers: ${channel} is a room of the staff, and customers must not read it`);
      if (seen.has(channel)) details.push(`${path}: customers: ${channel} is named twice`);
      seen.add(channel);
    }
    if (details.length === 0) return { language: result.data.language, rooms, customers: result.data.customers };
  }
  throw new BatonError('misconfigured', `The rooms of Slack ${path} have ${details.length} fault(s).`, { details });
}
