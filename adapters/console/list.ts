import type { Route } from '#core/route.ts';
import { createAttendance } from './attendance.ts';
import { createListFeed } from './list-feed.ts';
import type { ConsoleContext } from './server.ts';
import { staffStream } from './staff-stream.ts';
import { summarise } from './summarise.ts';

/** All who wait or are served, and the latest of the others. */
const LISTED_WITH_PEOPLE = 5_000;
const LISTED_WITH_BOT = 200;
const LISTED_CLOSED = 50;

/** The live list: all that wait or are with people, the latest with the bot and the last closed ones, then each that changes, and alerts. */
export function listRoute(context: ConsoleContext): Route {
  const feed = createListFeed(context);
  const attendance = context.presence && createAttendance(context, context.presence);
  return {
    method: 'GET',
    path: '/api/console/events',
    async handle(call) {
      context.sink();
      return staffStream(context, call, async (writer, staff) => {
        const { send, sendJson, onEnd, end } = writer;
        const missed: string[] = [];
        let isListed = false;
        onEnd(
          feed.on({
            // What was read while the list was read may be older than it; a later change is always told later.
            tell: (summary) => void (isListed ? sendJson('conversation', summary) : missed.push(summary)),
            // A page that cannot be told comes back and gets the whole list.
            fail(error) {
              context.onError(error);
              end();
            },
          }),
        );
        onEnd(context.onNews((news) => send('alert', news)));
        const listed = await Promise.all([
          context.store.conversations(['waiting', 'human'], LISTED_WITH_PEOPLE),
          context.store.conversations(['bot'], LISTED_WITH_BOT),
          context.store.conversations(['closed'], LISTED_CLOSED),
        ]);
        send('list', await summarise(context, listed.flat()));
        for (const summary of missed) sendJson('conversation', summary);
        isListed = true;
        await attendance?.attend(staff, writer);
      });
    },
  };
}
