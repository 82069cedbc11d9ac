import type { Conversation } from '#core/conversation.ts';
import type { Store } from '#core/ports/store.ts';

/** Where a conversation stood after a commit. */
export type Standing = Pick<Conversation, 'state' | 'epoch' | 'agentId' | 'lastSeq' | 'desk'>;

/** What has happened in a run, as those saw it who took part. */
export type HistoryEvent =
  | { readonly kind: 'standing'; readonly standing: Standing }
  /** The customer's page was told that this message is stored. */
  | { readonly kind: 'accepted'; readonly externalId: string; readonly text: string }
  /** A worker's turn was committed. */
  | { readonly kind: 'taken_up'; readonly seqs: readonly number[] }
  /** A worker's turn came too late and was dropped. */
  | { readonly kind: 'dropped' }
  /** An agent was told that these words are stored. */
  | { readonly kind: 'said'; readonly agentId: string; readonly text: string; readonly standing: Standing }
  /** A message left for the customer's platform, and what became of it. */
  | { readonly kind: 'left'; readonly messageId: string }
  | { readonly kind: 'settled'; readonly messageId: string; readonly became: string }
  /** What the customer's page was told: a notice, a state, words of the bot that are not finished. */
  | { readonly kind: 'page_notice' }
  | { readonly kind: 'page_state'; readonly state: string }
  | { readonly kind: 'page_draft' };

/** A store that writes down what happens to one conversation. */
export function recorded(store: Store, id: () => string, record: (event: HistoryEvent) => void): Store {
  const stands = ({ id: about, state, epoch, agentId, lastSeq, desk }: Conversation): void => {
    if (about === id()) record({ kind: 'standing', standing: { state, epoch, agentId, lastSeq, ...(desk ? { desk } : {}) } });
  };
  return {
    ...store,
    async accept(inbound, now) {
      const accepted = await store.accept(inbound, now);
      stands(accepted.conversation);
      if (accepted.conversation.id === id()) record({ kind: 'accepted', externalId: inbound.externalId, text: inbound.text });
      return accepted;
    },
    async update(about, decide, now, command) {
      const after = await store.update(about, decide, now, command);
      stands(after);
      return after;
    },
    async commitTurn(lease, change, now) {
      const after = await store.commitTurn(lease, change, now).catch((error: unknown) => {
        if (lease.conversation.id === id()) record({ kind: 'dropped' });
        throw error;
      });
      stands(after);
      if (after.id === id()) record({ kind: 'taken_up', seqs: lease.unhandled.map(({ seq }) => seq) });
      return after;
    },
    async settleOutbox(item, outcome, now) {
      const became = await store.settleOutbox(item, outcome, now);
      if (item.conversationId === id() && item.content.kind === 'message') record({ kind: 'settled', messageId: item.content.message.id, became });
      return became;
    },
    async showOutbox(targets, now, limit) {
      const shown = await store.showOutbox(targets, now, limit);
      for (const one of shown) {
        if ('item' in one && one.item.conversationId === id() && one.item.content.kind === 'message') record({ kind: 'settled', messageId: one.item.content.message.id, became: one.became });
      }
      return shown;
    },
  };
}
