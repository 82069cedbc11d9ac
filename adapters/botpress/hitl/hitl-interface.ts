import { type InterfacePackage, messages, z } from '@botpress/sdk';

const source = z.union([z.object({ type: z.literal('user'), userId: z.string() }), z.object({ type: z.literal('bot') })]);
const line = z.object({ source, type: z.string(), payload: z.record(z.any()) });
/** A message that may be said in the name of a user. */
const ofUser = ({ schema }: { readonly schema: z.AnyZodObject }) => ({
  schema: schema.extend({ userId: z.string().optional().describe('Allows sending a message pretending to be a certain user') }),
});

/**
 * Botpress' interface `hitl`, version 2.1.0, as a bot's plugin `hitl` uses it: actions `createUser`, `startHitl`,
 * `stopHitl`, the channel `hitl`, and events `hitlAssigned` and `hitlStopped`.
 */
export const hitl = {
  type: 'interface',
  name: 'hitl',
  version: '2.1.0',
  definition: {
    name: 'hitl',
    version: '2.1.0',
    entities: {},
    actions: {
      createUser: {
        title: 'Create external user',
        input: { schema: z.object({ name: z.string().optional(), pictureUrl: z.string().optional(), email: z.string().optional() }) },
        output: { schema: z.object({ userId: z.string() }) },
      },
      startHitl: {
        title: 'Start HITL session',
        input: { schema: z.object({ userId: z.string(), title: z.string().optional(), description: z.string().optional(), hitlSession: z.object({}).passthrough().optional(), messageHistory: z.array(line).optional() }) },
        output: { schema: z.object({ conversationId: z.string() }) },
      },
      stopHitl: { title: 'Stop HITL session', input: { schema: z.object({ conversationId: z.string() }) }, output: { schema: z.object({}) } },
    },
    events: {
      hitlAssigned: { schema: z.object({ conversationId: z.string(), userId: z.string() }) },
      hitlStopped: { schema: z.object({ conversationId: z.string() }) },
    },
    channels: {
      hitl: {
        messages: {
          text: ofUser(messages.defaults.text),
          image: ofUser(messages.defaults.image),
          audio: ofUser(messages.defaults.audio),
          video: ofUser(messages.defaults.video),
          file: ofUser(messages.defaults.file),
          bloc: ofUser(messages.defaults.bloc),
        },
      },
    },
  },
} as const satisfies InterfacePackage;
