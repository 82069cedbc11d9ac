import { Bot } from '@botpress/sdk';
import type { ForwardedEvent } from './forward.ts';

/** What the bot does with an event; `configuration` is what the operator has set for the bot. */
export type Take = (event: ForwardedEvent, configuration: Readonly<Record<string, unknown>>) => Promise<void>;

/** A bot that says nothing itself and gives every message of a customer away; edits and deletions too, where a channel tells of them. */
export function createBot(take: Take): Bot {
  const bot = new Bot({ actions: {}, plugins: {} });
  bot.on.message('*', async ({ message, conversation, event, ctx }) => {
    await take({ kind: 'created', eventId: event.id, conversation: placeOf(conversation), message: said(message) }, ctx.configuration);
  });
  bot.on.event('*', async ({ event, client, ctx }) => {
    const kind = /message_?(updated|deleted)$/i.exec(event.type)?.[1]?.toLowerCase();
    if (kind === undefined || event.messageId === undefined || event.conversationId === undefined) return;
    const { conversation } = await client.getConversation({ id: event.conversationId });
    if (kind === 'deleted') {
      const gone = { id: event.messageId, type: 'text', payload: {}, direction: 'incoming', userId: event.userId ?? '', tags: {} } as const;
      return take({ kind: 'removed', eventId: event.id, conversation: placeOf(conversation), message: gone }, ctx.configuration);
    }
    const { message } = await client.getMessage({ id: event.messageId });
    await take({ kind: 'updated', eventId: event.id, conversation: placeOf(conversation), message: said(message) }, ctx.configuration);
  });
  return bot;
}

type Tags = Readonly<Record<string, string>>;

function placeOf({ id, integration, channel, tags }: { readonly id: string; readonly integration: string; readonly channel: string; readonly tags: object }): ForwardedEvent['conversation'] {
  return { id, integration, channel, tags: tags as Tags };
}

function said({ id, type, payload, direction, userId, tags }: { readonly id: string; readonly type: string; readonly payload: object; readonly direction: 'incoming' | 'outgoing'; readonly userId: string; readonly tags: object }): ForwardedEvent['message'] {
  return { id, type, payload: payload as Readonly<Record<string, unknown>>, direction, userId, tags: tags as Tags };
}
