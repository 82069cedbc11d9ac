import { IntegrationDefinition, z } from '@botpress/sdk';
import { hitl } from './hitl-interface.ts';

const ID = { id: { title: 'Id in Baton', description: 'By this id something is made once' } };

/** What Botpress is told of Baton as a human desk; deployed with the address of Baton (`bp deploy --url`). */
export default new IntegrationDefinition({
  name: 'baton',
  version: '1.0.0',
  title: 'Baton',
  description: 'Passes customers on to the people at Baton, with everything that was said.',
  configuration: { schema: z.object({ secret: z.string().secret().title('Shared secret').describe('The same as BOTPRESS_SECRET of Baton') }) },
  user: { tags: ID },
  channels: { hitl: { messages: {}, conversation: { tags: ID }, message: { tags: ID } } },
  actions: {},
  events: {},
}).extend(hitl, () => ({ entities: {}, channels: { hitl: { name: 'hitl', title: 'Human in the loop' } } }));
