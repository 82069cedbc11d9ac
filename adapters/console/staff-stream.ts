import type { Staff } from '#core/ports/access-store.ts';
import type { RouteCall } from '#core/route.ts';
import type { EventWriter } from '#adapters/shared/event-stream.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff, sessionOf } from './sign-in.ts';

/** How often a stream is compared with its session, ms: other processes sign people out, and sessions run out. */
const CHECK_MS = 10_000;

/**
 * A stream for somebody who is signed in. It ends when they sign out or are removed: at once where that happens in this
 * process, within ten seconds elsewhere. Throws like `requireStaff`.
 */
export async function staffStream(context: ConsoleContext, call: RouteCall, begin: (writer: EventWriter, staff: Staff) => Promise<void>): Promise<Response> {
  const { access, clock, departures, onError } = context;
  const staff = await requireStaff(context, call);
  const session = sessionOf(call);
  return context.streams.open(call.request.signal, undefined, async (writer) => {
    const { onEnd, end } = writer;
    let cancel = (): void => undefined;
    const look = (): void => {
      cancel = clock.after(CHECK_MS, () => {
        access.staffSession(session, clock.now()).then((found) => (found ? look() : end()), (error: unknown) => {
          onError(error);
          end();
        });
      });
    };
    onEnd(() => cancel());
    onEnd(departures.on(session, end));
    onEnd(departures.on(staff.id, end));
    look();
    // Signed out between being asked and listening.
    if (!(await access.staffSession(session, clock.now()))) return end();
    await begin(writer, staff);
  });
}
