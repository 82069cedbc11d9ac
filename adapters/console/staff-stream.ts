import type { Staff } from '#core/ports/access-store.ts';
import type { RouteCall } from '#core/route.ts';
import type { EventWriter } from '#adapters/shared/event-stream.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff, sessionOf } from './sign-in.ts';

/**
 * A stream for somebody who is signed in. It ends when they sign out or are removed: at once where that happens in this
 * process, within ten seconds elsewhere. Throws like `requireStaff`.
 */
export async function staffStream(context: ConsoleContext, call: RouteCall, begin: (writer: EventWriter, staff: Staff) => Promise<void>): Promise<Response> {
  const { access, clock, departures } = context;
  const staff = await requireStaff(context, call);
  const session = sessionOf(call);
  return context.streams.open(call.request.signal, undefined, async (writer) => {
    const { onEnd, end } = writer;
    onEnd(departures.on(session, end));
    onEnd(departures.on(staff.id, end));
    onEnd(context.sessions.watch(session));
    // Signed out between being asked and listening.
    if (!(await access.staffSession(session, clock.now()))) return end();
    await begin(writer, staff);
  });
}
