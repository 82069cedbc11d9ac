import type { ConversationSummary } from '#core/protocol.ts';
import { createRefresher } from '#adapters/shared/refresher.ts';
import type { ConsoleContext } from './server.ts';
import { summarise } from './summarise.ts';

/** Who is told each line that changed; `fail` when one could not be read. */
export type ListListener = { readonly tell: (summary: ConversationSummary) => void; readonly fail: (error: unknown) => void };

/** Reads each line that has changed once, for everybody who has the list open. */
export type ListFeed = {
  /** Listens from now on; the returned function ends it. */
  on(listener: ListListener): () => void;
};

/** A feed over what the console is told; it reads nothing while nobody listens. */
export function createListFeed(context: Pick<ConsoleContext, 'store' | 'hub'>): ListFeed {
  const listeners = new Set<ListListener>();
  const changed = new Set<string>();
  let leave = (): void => undefined;
  const refresh = createRefresher(
    async () => {
      const ids = [...changed];
      changed.clear();
      const conversations = await Promise.all(ids.map((id) => context.store.conversation(id)));
      for (const summary of await summarise(context, conversations.filter((found) => found !== undefined))) {
        for (const { tell } of listeners) tell(summary);
      }
    },
    (error) => {
      for (const { fail } of listeners) fail(error);
    },
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
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) leave();
      };
    },
  };
}
