import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { PresenceDesk } from '#core/routing/presence-desk.ts';
import { type ApiContext, type Endpoint, endpoint } from './endpoint.ts';

const TAG = 'Staff and content';
/** Without an open console a status holds for so long where nothing else is said, minutes. */
const HOLDS_MINUTES = 60;

const how = z.enum(['available', 'busy', 'away', 'off_shift']);
const person = z.object({
  id: z.string(),
  name: z.string(),
  presence: how.optional().describe('Absent where they have never said it: nothing is given to them'),
  load: z.int().describe('Conversations that they have, and offers of the queue that they have not answered'),
  capacity: z.int(),
  teams: z.array(z.string()),
  languages: z.array(z.enum(['zh', 'en'])),
});

/** Who is there. */
export const ROUTING: readonly Endpoint[] = [
  endpoint('GET', '/presence', {
    id: 'listPresence',
    tag: TAG,
    summary: 'How everybody of the staff is there, and what they have in hand',
    role: 'read',
    answer: z.object({ staff: z.array(person) }),
    run: async (context) => ({
      staff: (await deskOf(context).people()).map(({ id, name, presence, usesPresence, load, capacity, teams, languages }) => ({ id, name, ...(usesPresence ? { presence } : {}), load, capacity, teams, languages })),
    }),
  }),
  endpoint('POST', '/presence', {
    id: 'setPresence',
    tag: TAG,
    summary: 'Say how you are there; who is available is given conversations',
    role: 'agent',
    acts: true,
    body: z.strictObject({
      presence: z.enum(['available', 'busy', 'away']),
      minutes: z.int().min(1).max(1_440).default(HOLDS_MINUTES).describe('So long it holds without an open console; say it again before'),
    }),
    answer: z.object({ presence: how, because: z.enum(['no_console', 'off_shift']).optional() }),
    async run(context, { agent, body }) {
      const { presence, because } = await deskOf(context).choose((await agent()).id, body.presence, body.minutes);
      return { presence, ...(because === undefined ? {} : { because }) };
    },
  }),
  endpoint('POST', '/conversations/:id/opened', {
    id: 'openedConversation',
    tag: TAG,
    summary: 'You have seen a conversation that was given to you, and it stays yours; what nobody opens in time goes to the next person',
    role: 'agent',
    acts: true,
    params: { id: 'Id of the conversation' },
    body: z.strictObject({}),
    run: async ({ sink }, { params, agent }) => sink().opened(params['id'] ?? '', await agent()),
  }),
];

function deskOf({ presence }: ApiContext): PresenceDesk {
  if (!presence) throw new BatonError('unavailable', 'Presence is not kept here.');
  return presence;
}
