import { toCustomerMessage, toCustomerState } from '#core/customer-view.ts';
import { BatonError } from '#core/errors.ts';
import type { Route } from '#core/route.ts';
import { eventStream } from '#adapters/shared/event-stream.ts';
import { createRefresher } from '#adapters/shared/refresher.ts';
import { clientIdOf } from './message-routes.ts';
import { WEB, type WebContext } from './server.ts';
import { requireSession } from './session.ts';

const PAGE = 200;
/** A place in the queue changes by what happens in other conversations; that is looked at this often, ms. */
const QUEUE_REFRESH_MS = 3_000;

/** A customer's event stream: exactly the visible messages after the cursor, then the state, then what happens. */
export function streamRoute(context: WebContext): Route {
  return {
    method: 'GET',
    path: '/api/web/events',
    async handle(call) {
      const session = await requireSession(context, call);
      const id = context.store.idOf(WEB, session.address);
      let cursor = readCursor(call.url.searchParams.get('after') ?? call.request.headers.get('last-event-id') ?? '0');
      let lastState = '';

      return eventStream(call.request.signal, async ({ send, signal }) => {
        const flush = async (): Promise<void> => {
          for (;;) {
            const messages = await context.store.visibleMessages(id, cursor, PAGE);
            const ids = await context.store.externalIds(messages.filter(({ author }) => author === 'customer').map((message) => message.id));
            for (const message of messages) {
              cursor = message.cursor ?? cursor;
              send('message', toCustomerMessage(message, clientIdOf(ids.get(message.id))), cursor);
            }
            if (messages.length < PAGE) break;
          }
          const conversation = await context.store.conversation(id);
          const needsQueue = conversation?.state === 'waiting' || conversation?.state === 'human';
          const state = toCustomerState(conversation, needsQueue ? await context.store.openHandovers() : [], context.policy, context.clock.now());
          const text = JSON.stringify(state);
          if (text !== lastState) send('state', state);
          lastState = text;
          if (conversation?.state === 'waiting') watchQueue();
        };
        let cancelWatch: (() => void) | undefined;
        const watchQueue = (): void => {
          cancelWatch ??= context.clock.after(QUEUE_REFRESH_MS, () => {
            cancelWatch = undefined;
            if (!signal.aborted) refresh();
          });
        };
        const refresh = createRefresher(flush, context.onError);
        // Listening first, so that nothing falls between what is read and what is heard.
        const stops = [
          context.hub.on(id, refresh),
          context.live.onTyping(id, (typing) => {
            if (typing.who !== 'customer') send('typing', typing);
          }),
          () => cancelWatch?.(),
          () => context.onStream(-1),
        ];
        context.onStream(1);
        refresh();
        return () => {
          for (const stop of stops) stop();
        };
      });
    },
  };
}

function readCursor(text: string): number {
  const cursor = Number(text);
  if (!Number.isSafeInteger(cursor) || cursor < 0 || cursor > 2 ** 31 - 1) {
    throw new BatonError('invalid_input', '"after" must be the cursor of a message: a whole number, 0 for all messages.');
  }
  return cursor;
}
