import { toCustomerMessage, toCustomerState } from '#core/customer-view.ts';
import { BatonError } from '#core/errors.ts';
import type { Conversation } from '#core/conversation.ts';
import { createDraftGate } from '#core/live.ts';
import type { PassedOn } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import { openCallback } from '#core/waiting/callback.ts';
import type { Waits } from '#core/waiting/waits.ts';
import { createRefresher } from '#adapters/shared/refresher.ts';
import { clientIdOf } from './message-routes.ts';
import { createPassedOnView } from './passed-on.ts';
import { WEB, type WebContext } from './server.ts';
import { createSteadyWait } from './steady-wait.ts';
import { requireSession } from './session.ts';
import { readStanding, type Standing } from './standing.ts';

const PAGE = 200;
/** Streams that one visitor may hold: tabs and devices. One more ends the oldest. */
const STREAMS_EACH = 8;
/** A place in the queue changes by what happens in other conversations; that is looked at this often, ms. */
const QUEUE_REFRESH_MS = 3_000;

/** A customer's event stream: exactly the visible messages after the cursor, then the state, then what happens. */
export function streamRoute(context: WebContext): Route {
  return {
    method: 'GET',
    path: '/api/web/events',
    async handle(call) {
      const session = await requireSession(context, call);
      context.sink();
      const id = context.store.idOf(WEB, session.address);
      let cursor = readCursor(call.url.searchParams.get('after') ?? call.request.headers.get('last-event-id') ?? '0');
      let lastState = '';
      const drafts = createDraftGate();
      const told = createSteadyWait();
      const passedOnOf = createPassedOnView(context.passedOn);

      return context.streams.open(call.request.signal, { key: session.address, most: STREAMS_EACH }, async ({ send, onEnd, end, signal }) => {
        const flush = async (): Promise<void> => {
          while (!signal.aborted) {
            const messages = await context.store.visibleMessages(id, cursor, PAGE);
            const ids = await context.store.externalIds(messages.filter(({ author }) => author === 'customer').map((message) => message.id));
            for (const message of messages) {
              cursor = message.cursor ?? cursor;
              if (message.extras.notice) drafts.close();
              send('message', toCustomerMessage(message, clientIdOf(ids.get(message.id))), cursor);
            }
            if (messages.length < PAGE) break;
          }
          const found = await context.store.conversation(id);
          const stands = await readStanding(context, found);
          const passed = await passedOnOf(found, stands.open);
          // All at once: the line may be looked at between two reads.
          [conversation, standing, passedOn] = [found, stands, passed];
          tellState();
          drafts.open(conversation?.epoch);
        };
        let conversation: Conversation | undefined;
        let standing: Standing = { open: [], line: undefined };
        let passedOn: PassedOn | undefined;
        const tellState = (): void => {
          const now = context.clock.now();
          const state = { ...told.next(toCustomerState(conversation, standing.open, context.policy(), now, standing.line), now), ...(passedOn ? { passedOn } : {}) };
          const text = JSON.stringify(state);
          if (text !== lastState) send('state', state);
          lastState = text;
          if (conversation?.state === 'waiting' && !signal.aborted) watchQueue();
        };
        let cancelWatch: (() => void) | undefined;
        // Whatever happens in the conversation itself is heard; only the line has to be looked at.
        const watchQueue = (): void => {
          cancelWatch ??= context.clock.after(QUEUE_REFRESH_MS, () => {
            cancelWatch = undefined;
            if (context.waits) lookAtLine(context.waits).catch(fail);
            else refresh();
          });
        };
        const lookAtLine = async (waits: Waits): Promise<void> => {
          const line = await waits.line(context.clock.now());
          // Who is not in the line has been claimed or put back, and it was not heard, or not yet.
          if (conversation?.state === 'waiting' && line.placeOf(conversation.id) === undefined && !standing.open.some((own) => openCallback(own))) return refresh();
          standing = { ...standing, line };
          tellState();
        };
        // A page that cannot be told comes back and asks again from its cursor.
        const fail = (error: unknown): void => {
          context.onError(error);
          end();
        };
        const refresh = createRefresher(flush, fail);
        // Listening first, so that nothing falls between what is read and what is heard.
        onEnd(context.hub.on(id, refresh));
        onEnd(
          context.live.onTyping(id, (typing) => {
            const shown = typing.who === 'customer' ? undefined : drafts.show(typing);
            if (shown) send('typing', shown);
          }),
        );
        onEnd(() => cancelWatch?.());
        refresh();
        await Promise.resolve();
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
