import type { Staff } from '#core/ports/access-store.ts';
import type { OwnPresence } from '#core/protocol.ts';
import type { PresenceDesk } from '#core/routing/presence-desk.ts';
import type { EventWriter } from '#adapters/shared/event-stream.ts';
import type { ConsoleContext } from './server.ts';

/** So often open consoles say that somebody is there, ms: well within the shortest time after which they count as away. */
const SEEN_EVERY_MS = 30_000;

/** Keeps those who have the list open there, and tells each how they are. */
export type Attendance = {
  /** As long as this stream is open its reader counts as being there, and is told how they are. */
  attend(staff: Staff, writer: EventWriter): Promise<void>;
};

/** One look for everybody who has the list open, however many they are. */
export function createAttendance({ clock, onError, onNews }: Pick<ConsoleContext, 'clock' | 'onError' | 'onNews'>, desk: PresenceDesk): Attendance {
  const present = new Map<object, { readonly id: string; readonly tell: (own: OwnPresence) => void }>();
  let cancel: (() => void) | undefined;
  const tellAll = async (): Promise<void> => {
    await desk.seen([...new Set([...present.values()].map(({ id }) => id))]);
    const everybody = await desk.everybody();
    for (const { id, tell } of present.values()) {
      const own = everybody.get(id);
      if (own) tell(own);
    }
  };
  const look = (): void => {
    cancel = clock.after(SEEN_EVERY_MS, () => {
      look();
      tellAll().catch(onError);
    });
  };
  return {
    async attend({ id }, { send, onEnd, signal }) {
      if (signal.aborted) return;
      const key = {};
      let told = '';
      const tell = (own: OwnPresence): void => {
        const text = JSON.stringify(own);
        if (text === told) return;
        told = text;
        send('presence', own);
      };
      const ask = (): void => void desk.own(id).then(tell).catch(onError);
      present.set(key, { id, tell });
      onEnd(() => {
        present.delete(key);
        if (present.size > 0) return;
        cancel?.();
        cancel = undefined;
      });
      if (!cancel) look();
      onEnd(desk.onChange((changed) => void (changed === id && ask())));
      onEnd(onNews(({ kind, agentId }) => void (kind === 'let_pass' && agentId === id && ask())));
      await desk.seen([id]);
      tell(await desk.own(id));
    },
  };
}
