import { BotDefinition, z } from '@botpress/sdk';

/** What Botpress is told of the forwarding bot. Add your channels below with `addIntegration`, or in the dashboard. */
export default new BotDefinition({
  configuration: {
    schema: z.object({
      url: z.string().title('Address of Baton').describe('Such as https://help.example/botpress/events'),
      secret: z.string().secret().title('Shared secret').describe('The same as BOTPRESS_SECRET of Baton'),
    }),
  },
  message: { tags: { baton: { title: 'Message of Baton', description: 'By this id Baton sends a message once' } } },
});
