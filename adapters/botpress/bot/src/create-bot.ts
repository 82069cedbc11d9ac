import { Bot } from '@botpress/sdk';
import type { ForwardedEvent } from './forward.ts';

/** What the bot does with an event; `configuration` is what the operator has set for the bot. */
export type Take = (event: ForwardedEvent, configuration: Readonly<Record<string, unknown>>) => Promise<void>;

/**
 * A bot that says nothing itself and gives every message of a customer away. Where a channel tells of messages that were
 * changed or deleted, by events whose payload has the shape of `message_created`, those too.
 */
export function createBot(take: Take): Bot {
  const bot = new Bot({ actions: {}, plugins: {} });
  bot.on.message('*', async ({ message, conversation, event, ctx }) => {
    await take({ kind: 'created', eventId: event.id, conversation: placeOf(conversation), message: said(message) }, ctx.configuration);
  });
  bot.on.event('*', async ({ event, ctx }) => {
    const kind = KINDS[event.type];
    const { message, conversation } = event.payload as { readonly message?: Message; readonly conversation?: Conversation };
    if (kind && message && conversation) await take({ kind, eventId: event.id, conversation: placeOf(conversation), message: said(message) }, ctx.configuration);
  });
  return bot;
}

const KINDS: Readonly<Record<string, 'updated' | 'removed'>> = { message_updated: 'updated', message_deleted: 'removed' };

type Tags = Readonly<Record<string, string>>;
type Conversation = { readonly id: string; readonly integration: string; readonly channel: string; readonly tags: object };
type Message = { readonly id: string; readonly type: string; readonly payload: object; readonly direction: 'incoming' | 'outgoing'; readonly userId: string; readonly tags: object };

function placeOf({ id, integration, channel, tags }: Conversation): ForwardedEvent['conversation'] {
  return { id, integration, channel, tags: tags as Tags };
}

function said({ id, type, payload, direction, userId, tags }: Message): ForwardedEvent['message'] {
  return { id, type, payload: payload as Readonly<Record<string, unknown>>, direction, userId, tags: tags as Tags };
}
