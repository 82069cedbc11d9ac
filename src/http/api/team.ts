import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { cleanStaffName } from '#core/staff-name.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

const TAG = 'Staff and content';

/** Who there is, what conversations can be about, and what the bot can go on with. */
export const TEAM: readonly Endpoint[] = [
  endpoint('GET', '/staff', {
    id: 'listStaff',
    tag: TAG,
    summary: 'Everybody of the staff, and the teams',
    role: 'read',
    answer: z.object({ staff: z.array(schemas.staff), teams: z.array(schemas.team) }),
    run: async ({ access, teams }) => ({
      staff: (await access.staff()).map(({ id, name, role }) => ({ id, name, role })),
      teams: Object.entries(teams()).map(([id, { name }]) => ({ id, name })),
    }),
  }),
  endpoint('POST', '/staff', {
    id: 'inviteStaff',
    tag: TAG,
    summary: 'Add a colleague; the link signs them in once, within a day',
    role: 'lead',
    acts: true,
    status: 201,
    body: z.strictObject({ name: z.string().max(200), role: z.enum(['agent', 'lead']) }),
    answer: z.object({ link: z.string().describe('For the colleague alone: whoever opens it is them') }),
    async run({ invite }, { body, agent }) {
      if ((await agent()).role !== 'lead') throw new BatonError('forbidden', 'Only leads invite colleagues.');
      return { link: await invite(body.name, body.role) };
    },
  }),
  endpoint('POST', '/staff/:id/rename', {
    id: 'renameStaff',
    tag: TAG,
    summary: 'Be called otherwise in what you say from now on; everybody names themselves',
    role: 'agent',
    acts: true,
    params: { id: 'Your own id' },
    body: z.strictObject({ name: z.string().max(200) }),
    async run({ access }, { params, body, agent }) {
      const { id } = await agent();
      if (params['id'] !== id) throw new BatonError('forbidden', 'Everybody names themselves.');
      await access.renameStaff(id, cleanStaffName(body.name));
    },
  }),
  endpoint('POST', '/staff/:id/remove', {
    id: 'removeStaff',
    tag: TAG,
    summary: 'Remove a colleague; what they have goes back into the queues',
    role: 'lead',
    acts: true,
    params: { id: 'Id of the colleague' },
    body: z.strictObject({}),
    answer: z.object({ requeued: z.int().describe('Conversations that wait again') }),
    async run({ sink, onRemoved }, { params, agent }) {
      const id = params['id'] ?? '';
      const by = await agent();
      if (by.role !== 'lead') throw new BatonError('forbidden', 'Only leads remove colleagues.');
      const requeued = await sink().removeColleague(by, id);
      onRemoved(id);
      return { requeued };
    },
  }),
  endpoint('GET', '/intents', {
    id: 'listIntents',
    tag: TAG,
    summary: 'What a message can mean',
    role: 'read',
    answer: z.object({ intents: z.array(schemas.named) }),
    run: ({ intents }) => Promise.resolve({ intents: [...intents.values()].map(({ id, name }) => ({ id, name })) }),
  }),
  endpoint('GET', '/articles', {
    id: 'listArticles',
    tag: TAG,
    summary: 'Articles that customers may read, and that the bot can go on with after a conversation is handed back',
    role: 'read',
    answer: z.object({ articles: z.array(z.object({ id: z.string(), language: schemas.language, title: z.string() })) }),
    run: async ({ knowledge }) => ({ articles: (await knowledge.articles('customer')).map(({ id, language, title }) => ({ id, language, title })) }),
  }),
];
