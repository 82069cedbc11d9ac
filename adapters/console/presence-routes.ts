import { z } from 'zod';
import type { OwnPresence } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import type { PresenceDesk } from '#core/routing/presence-desk.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { EventWriter } from '#adapters/shared/event-stream.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const NO_STORE = { headers: { 'Cache-Control': 'no-store' } };
const wanted = z.strictObject({ presence: z.enum(['available', 'busy', 'away']) });
/** So often an open console says that somebody is there, ms: well within the shortest time after which they count as away. */
const SEEN_EVERY_MS = 30_000;

/** How the reader is there, and saying so. */
export function presenceRoutes(context: ConsoleContext, desk: PresenceDesk): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/console/presence',
      async handle(call) {
        const staff = await requireStaff(context, call);
        return Response.json(await desk.own(staff.id), NO_STORE);
      },
    },
    {
      method: 'POST',
      path: '/api/console/presence',
      async handle(call) {
        const staff = await requireStaff(context, call);
        const { presence } = await readJson(call.request, wanted);
        return Response.json(await desk.choose(staff.id, presence), NO_STORE);
      },
    },
  ];
}

/** As long as the list is open its reader counts as being there, and is told how they are. */
export async function keepPresence({ clock, onError, onNews }: ConsoleContext, desk: PresenceDesk, staff: Staff, { send, onEnd }: EventWriter): Promise<void> {
  let told = '';
  let cancel = (): void => undefined;
  const tell = async (): Promise<void> => {
    const own: OwnPresence = await desk.own(staff.id);
    if (JSON.stringify(own) === told) return;
    told = JSON.stringify(own);
    send('presence', own);
  };
  const look = (): void => {
    cancel = clock.after(SEEN_EVERY_MS, () => {
      look();
      desk.seen(staff.id).then(tell).catch(onError);
    });
  };
  onEnd(() => cancel());
  look();
  onEnd(desk.onChange((id) => void (id === staff.id && tell().catch(onError))));
  onEnd(onNews(({ kind, agentId }) => void (kind === 'let_pass' && agentId === staff.id && tell().catch(onError))));
  await desk.seen(staff.id);
  await tell();
}
