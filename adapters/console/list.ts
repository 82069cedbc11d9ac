import { toSummary } from '#core/staff-view.ts';
import type { Conversation } from '#core/conversation.ts';
import type { ConversationSummary } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import { createRefresher } from '#adapters/shared/refresher.ts';
import type { ConsoleContext } from './server.ts';
import { staffStream } from './staff-stream.ts';

/** All who wait or are served, and the latest of the others. */
const LISTED_WITH_PEOPLE = 5_000;
const LISTED_WITH_BOT = 200;
const LISTED_CLOSED = 50;

/** The live list: all that wait or are with people, the latest with the bot and the last closed ones, then each that changes, and alerts. */
export function listRoute(context: ConsoleContext): Route {
  return {
    method: 'GET',
    path: '/api/console/events',
    async handle(call) {
      context.sink();
      return staffStream(context, call, async ({ send, onEnd, end }) => {
        const changed = new Set<string>();
        let isListed = false;
        const refresh = createRefresher(async () => {
          const ids = [...changed];
          changed.clear();
          const conversations = await Promise.all(ids.map((id) => context.store.conversation(id)));
          for (const summary of await summarise(context, conversations.filter((found) => found !== undefined))) send('conversation', summary);
        }, (error) => {
          // A page that cannot be told comes back and gets the whole list.
          context.onError(error);
          end();
        });
        onEnd(
          context.hub.on(undefined, (id) => {
            changed.add(id);
            if (isListed) refresh();
          }),
        );
        onEnd(context.onNews((news) => send('alert', news)));
        const listed = await Promise.all([
          context.store.conversations(['waiting', 'human'], LISTED_WITH_PEOPLE),
          context.store.conversations(['bot'], LISTED_WITH_BOT),
          context.store.conversations(['closed'], LISTED_CLOSED),
        ]);
        send('list', await summarise(context, listed.flat()));
        // What changed while the list was read comes after it, and newer.
        isListed = true;
        if (changed.size > 0) refresh();
      });
    },
  };
}

/** Conversations as lines of a list. */
export async function summarise({ store }: ConsoleContext, conversations: readonly Conversation[]): Promise<ConversationSummary[]> {
  const handovers = new Map((await store.openHandovers()).map((handover) => [handover.conversationId, handover]));
  const last = await store.lastMessages(conversations.map(({ id }) => id));
  return conversations.map((conversation) => toSummary(conversation, handovers.get(conversation.id), last.get(conversation.id)));
}
