import { toSummary } from '#core/staff-view.ts';
import type { Conversation } from '#core/conversation.ts';
import type { ConversationSummary } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import { createRefresher } from '#adapters/shared/refresher.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const LISTED = 500;
const LISTED_CLOSED = 50;

/** The live list: all running and the last closed conversations, then each that changes, and alerts. */
export function listRoute(context: ConsoleContext): Route {
  return {
    method: 'GET',
    path: '/api/console/events',
    async handle(call) {
      await requireStaff(context, call);
      context.sink();
      return context.streams.open(call.request.signal, async ({ send, onEnd }) => {
        const changed = new Set<string>();
        let isListed = false;
        const refresh = createRefresher(async () => {
          const ids = [...changed];
          changed.clear();
          const conversations = await Promise.all(ids.map((id) => context.store.conversation(id)));
          for (const summary of await summarise(context, conversations.filter((found) => found !== undefined))) send('conversation', summary);
        }, context.onError);
        onEnd(
          context.hub.on(undefined, (id) => {
            changed.add(id);
            if (isListed) refresh();
          }),
        );
        onEnd(context.onNews((news) => send('alert', news)));
        const running = await context.store.conversations(['waiting', 'human', 'bot'], LISTED);
        const closed = await context.store.conversations(['closed'], LISTED_CLOSED);
        send('list', await summarise(context, [...running, ...closed]));
        // What changed while the list was read comes after it, and newer.
        isListed = true;
        if (changed.size > 0) refresh();
      });
    },
  };
}

async function summarise({ store }: ConsoleContext, conversations: readonly Conversation[]): Promise<ConversationSummary[]> {
  const handovers = new Map((await store.openHandovers()).map((handover) => [handover.conversationId, handover]));
  const last = await store.lastMessages(conversations.map(({ id }) => id));
  return conversations.map((conversation) => toSummary(conversation, handovers.get(conversation.id), last.get(conversation.id)));
}
