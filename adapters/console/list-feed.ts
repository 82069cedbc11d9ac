import { createRefresher } from '#adapters/shared/refresher.ts';
import type { ConsoleContext } from './server.ts';
import { summarise } from './summarise.ts';

/** Who is told each line that changed, as JSON of a `ConversationSummary`; `fail` when one could not be read. */
export type ListListener = { readonly tell: (json: string) => void; readonly fail: (error: unknown) => void };

/** Reads each line that has changed once, for everybody who has the list open. */
export type ListFeed = {
  /** Listens from now on; the returned function ends it. */
  on(listener: ListListener): () => void;
};

/** What happens together is read together, ms. */
const GATHER_MS = 50;
/** So many lines are known as they were told; more are told once too often. */
const MOST_KNOWN = 2_000;

/** A feed over what the console is told; it reads nothing while nobody listens, and tells no line that is as it was. */
export function createListFeed(context: Pick<ConsoleContext, 'store' | 'hub'>): ListFeed {
  const listeners = new Set<ListListener>();
  const changed = new Set<string>();
  const told = new Map<string, string>();
  let leave = (): void => undefined;
  const refresh = createRefresher(
    async () => {
      const ids = [...changed];
      changed.clear();
      if (listeners.size === 0) return;
      const conversations = await Promise.all(ids.map((id) => context.store.conversation(id)));
      for (const summary of await summarise(context, conversations.filter((found) => found !== undefined))) {
        const json = JSON.stringify(summary);
        if (told.get(summary.id) === json) continue;
        if (told.size >= MOST_KNOWN) told.clear();
        told.set(summary.id, json);
        for (const { tell } of listeners) tell(json);
      }
    },
    (error) => {
      told.clear();
      for (const { fail } of listeners) fail(error);
    },
    GATHER_MS,
  );
  return {
    on(listener) {
      if (listeners.size === 0) {
        leave = context.hub.on(undefined, (id) => {
          changed.add(id);
          refresh();
        });
      }
      listeners.add(listener);
      // Whoever comes now reads the list for themselves, perhaps in a moment that nobody was told of.
      told.clear();
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) leave();
      };
    },
  };
}
