import type { ConsoleContext } from './server.ts';

/** How often a session is looked at while it has streams, ms: other processes sign people out, and sessions run out. */
const CHECK_MS = 10_000;

/** Sees that streams end with the session that they were opened in. */
export type SessionWatch = {
  /** Watches a session until the returned function is called; `departures` is told when it is over or cannot be read. */
  watch(session: string): () => void;
};

/** One look at each session, however many streams it has. */
export function createSessionWatch({ access, clock, departures, onError }: Pick<ConsoleContext, 'access' | 'clock' | 'departures' | 'onError'>): SessionWatch {
  const watched = new Map<string, { streams: number; cancel: () => void }>();
  const isOpen = async (session: string): Promise<boolean> => {
    try {
      return (await access.staffSession(session, clock.now())) !== undefined;
    } catch (error) {
      onError(error);
      return false;
    }
  };
  const look = async (session: string): Promise<void> => {
    const entry = watched.get(session);
    const stillOpen = await isOpen(session);
    // Its last stream may have ended meanwhile.
    if (!entry || watched.get(session) !== entry) return;
    if (stillOpen) entry.cancel = clock.after(CHECK_MS, () => void look(session));
    else departures.tell(session);
  };
  return {
    watch(session) {
      const entry = watched.get(session) ?? { streams: 0, cancel: clock.after(CHECK_MS, () => void look(session)) };
      entry.streams += 1;
      watched.set(session, entry);
      return () => {
        entry.streams -= 1;
        if (entry.streams > 0) return;
        entry.cancel();
        if (watched.get(session) === entry) watched.delete(session);
      };
    },
  };
}
