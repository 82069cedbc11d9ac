import { createDraftGate, type Live } from '#core/live.ts';
import type { Store } from '#core/ports/store.ts';
import type { Gates } from './gates.ts';
import type { HistoryEvent } from './history.ts';

/** Follows a conversation as the event stream of a customer's page does, and writes down what the page is told. */
export function followAsPage(parts: { readonly store: Store; readonly live: Live; readonly gates: Gates; readonly id: string; readonly name: string; readonly record: (event: HistoryEvent) => void }): () => void {
  const { store, live, gates, id, name, record } = parts;
  const drafts = createDraftGate();
  let cursor = 0;
  let isRunning = false;
  let isWanted = false;
  const flush = async (): Promise<void> => {
    await gates.pass(name);
    for (const message of await store.visibleMessages(id, cursor, 200)) {
      cursor = message.cursor ?? cursor;
      if (message.extras.notice) {
        drafts.close();
        record({ kind: 'page_notice' });
      }
    }
    await gates.pass(name);
    const conversation = await store.conversation(id);
    drafts.open(conversation?.epoch);
    record({ kind: 'page_state', state: conversation?.state ?? 'bot' });
  };
  const refresh = (): void => {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    void (async () => {
      while (isWanted) {
        isWanted = false;
        await flush();
      }
      isRunning = false;
    })();
  };
  const unsubscribe = store.subscribe((changed) => changed === id && refresh());
  const stopTyping = live.onTyping(id, (typing) => {
    if (drafts.show(typing)?.draft !== undefined) record({ kind: 'page_draft' });
  });
  refresh();
  return () => {
    unsubscribe();
    stopTyping();
    gates.kill(name);
  };
}
