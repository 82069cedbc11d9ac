import type { Staff } from '#core/ports/access-store.ts';
import type { DeskNews } from '#core/ports/store.ts';
import type { Route } from '#core/route.ts';
import { createAttendance } from './attendance.ts';
import { createListFeed } from './list-feed.ts';
import type { ConsoleContext } from './server.ts';
import { staffStream } from './staff-stream.ts';

/** The live list: all that wait or are with people, the latest with the bot and the last closed ones, then each that changes, and alerts. */
export function listRoute(context: ConsoleContext): Route {
  const feed = createListFeed(context);
  // What concerns the people of a department is told to them alone.
  const concerns = ({ department }: DeskNews, staff: Staff): boolean => department === undefined || (context.cases?.isOf(department, staff) ?? false);
  const attendance = context.presence && createAttendance(context, context.presence);
  return {
    method: 'GET',
    path: '/api/console/events',
    async handle(call) {
      context.sink();
      return staffStream(context, call, async (writer, staff) => {
        const { send, sendBytes, onEnd, end } = writer;
        const { listed, leave } = feed.open({
          tell: sendBytes,
          // A page that cannot be told comes back and gets the whole list.
          fail(error) {
            context.onError(error);
            end();
          },
        });
        onEnd(leave);
        onEnd(context.onNews((news) => void (concerns(news, staff) && send('alert', news))));
        await listed;
        if (writer.signal.aborted) return;
        await attendance?.attend(staff, writer);
      });
    },
  };
}
