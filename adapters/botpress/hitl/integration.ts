import { Integration, RuntimeError, z } from '@botpress/sdk';
import { BatonError, isBatonError } from '#core/errors.ts';
import { isSame } from '../signature.ts';
import { hitl } from './hitl-interface.ts';
import type { HistoryLine } from './read-history.ts';

const { actions, channels } = hitl.definition;

/** By which bot, and by which installation of the integration, Botpress asks. */
export type Asking = { readonly botId: string; readonly integrationId: string; readonly integrationAlias: string };
/** A customer whom a bot passes on. */
export type StartInput = { readonly userId: string; readonly title?: string | undefined; readonly description?: string | undefined; readonly messageHistory: readonly HistoryLine[] };
/** What a customer writes while people are there. */
export type HitlMessage = { readonly id: string; readonly conversationId: string; readonly type: string; readonly payload: Readonly<Record<string, unknown>> };

/** What the integration does. */
export type HitlHandlers = {
  createUser(asking: Asking, name: string, pictureUrl: string | undefined): Promise<string>;
  /** Answers the id of the conversation in Botpress. */
  start(asking: Asking, input: StartInput): Promise<string>;
  stop(asking: Asking, conversationId: string): Promise<void>;
  message(asking: Asking, message: HitlMessage): Promise<void>;
};

/** The integration as Botpress' SDK runs it. Whoever installs it gives the shared secret; without it nothing is done. `onFailure` gets what a handler threw, for the SDK makes one status of all. */
export function createIntegration(secret: string, handlers: HitlHandlers, onFailure: (error: unknown) => void): Integration {
  type Context = Asking & { readonly configuration: object | null };
  const guarded = async <T>({ configuration, ...asking }: Context, work: (asking: Asking) => Promise<T>): Promise<T> => {
    try {
      const given: unknown = configuration && 'secret' in configuration ? configuration.secret : '';
      if (!isSame(typeof given === 'string' ? given : '', secret)) throw new BatonError('unauthorized', 'The shared secret of the integration is not the one of Baton.');
      return await work({ botId: asking.botId, integrationId: asking.integrationId, integrationAlias: asking.integrationAlias });
    } catch (error) {
      onFailure(error);
      throw new RuntimeError(isBatonError(error) ? error.message : 'Something failed inside Baton.');
    }
  };
  const read = <T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error } }, value: unknown): T => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    throw new BatonError('invalid_input', `What Botpress sent does not fit: ${result.error.message}`);
  };
  const message = z.object({ id: z.string().min(1) });
  const take = (type: string) => (props: { readonly ctx: Context; readonly conversation: { readonly id: string }; readonly message: object; readonly payload: object }) =>
    guarded(props.ctx, (asking) => handlers.message(asking, { id: read(message, props.message).id, conversationId: props.conversation.id, type, payload: props.payload as Readonly<Record<string, unknown>> }));
  const action =
    <T>(work: (asking: Asking, input: unknown) => Promise<T>) =>
    (props: { readonly ctx: Context; readonly input: unknown }): Promise<T> =>
      guarded(props.ctx, (asking) => work(asking, props.input));
  return new Integration({
    register: ({ ctx }) => guarded(ctx, () => Promise.resolve()),
    unregister: () => Promise.resolve(),
    handler: () => Promise.resolve(),
    actions: {
      createUser: action(async (asking, input) => {
        const { name = '', pictureUrl } = read(actions.createUser.input.schema, input);
        return { userId: await handlers.createUser(asking, name, pictureUrl) };
      }),
      startHitl: action(async (asking, input) => {
        const { userId, title, description, messageHistory = [] } = read(actions.startHitl.input.schema, input);
        return { conversationId: await handlers.start(asking, { userId, title, description, messageHistory }) };
      }),
      stopHitl: action(async (asking, input) => {
        await handlers.stop(asking, read(actions.stopHitl.input.schema, input).conversationId);
        return {};
      }),
    },
    channels: { hitl: { messages: Object.fromEntries(Object.keys(channels.hitl.messages).map((type) => [type, take(type)])) } },
  });
}
