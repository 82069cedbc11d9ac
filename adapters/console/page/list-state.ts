import type { ConsoleEvents, ConversationSummary } from '#core/protocol.ts';

/** What the page knows of all conversations. */
export type ListState = {
  /** False until the first `list` event. */
  readonly isLoaded: boolean;
  readonly byId: ReadonlyMap<string, ConversationSummary>;
  /** Conversations with words of the customer that the reader has not opened yet. */
  readonly unread: ReadonlySet<string>;
  readonly toasts: readonly Toast[];
};

/** A small message at the edge of the page about one conversation. */
export type Toast = { readonly id: string; readonly kind: 'handover' | 'customer_message'; readonly conversationId: string };

/** What changes the list. */
export type ListEvent =
  | { readonly kind: 'list'; readonly list: ConsoleEvents['list'] }
  | { readonly kind: 'conversation'; readonly conversation: ConversationSummary }
  | { readonly kind: 'alert'; readonly alert: ConsoleEvents['alert']; readonly me: string; readonly openId: string | undefined }
  | { readonly kind: 'opened'; readonly conversationId: string }
  | { readonly kind: 'dismiss'; readonly toastId: string };

/** Before anything has come. */
export const EMPTY_LIST: ListState = { isLoaded: false, byId: new Map(), unread: new Set(), toasts: [] };

const TOASTS_AT_MOST = 3;

/**
 * The list after an event. A new `list` replaces everything, so that a broken line leaves nothing stale behind.
 * A handover is told unless the reader is looking at it; words of a customer only to the person who has the conversation.
 */
export function changeList(state: ListState, event: ListEvent): ListState {
  switch (event.kind) {
    case 'list': {
      const byId = new Map(event.list.map((summary) => [summary.id, summary]));
      return { ...state, isLoaded: true, byId, unread: new Set([...state.unread].filter((id) => byId.has(id))) };
    }
    case 'conversation': {
      const { conversation } = event;
      const unread = new Set(state.unread);
      if (conversation.state !== 'human') unread.delete(conversation.id);
      const toasts = state.toasts.filter(({ kind, conversationId }) => kind !== 'handover' || conversationId !== conversation.id || conversation.state === 'waiting');
      return { ...state, byId: new Map(state.byId).set(conversation.id, conversation), unread, toasts };
    }
    case 'alert':
      return notice(state, event);
    case 'opened': {
      const unread = new Set(state.unread);
      unread.delete(event.conversationId);
      return { ...state, unread, toasts: state.toasts.filter(({ conversationId }) => conversationId !== event.conversationId) };
    }
    case 'dismiss':
      return { ...state, toasts: state.toasts.filter(({ id }) => id !== event.toastId) };
  }
}

function notice(state: ListState, { alert, me, openId }: Extract<ListEvent, { kind: 'alert' }>): ListState {
  const { kind, conversationId } = alert;
  if (kind === 'owner_changed' || conversationId === openId) return state;
  const isMine = state.byId.get(conversationId)?.agentId === me;
  if (kind === 'customer_message' && !isMine) return state;
  const unread = kind === 'customer_message' ? new Set(state.unread).add(conversationId) : state.unread;
  const others = state.toasts.filter((toast) => toast.conversationId !== conversationId);
  return { ...state, unread, toasts: [...others, { id: alert.id, kind, conversationId }].slice(-TOASTS_AT_MOST) };
}

/** The number for the page's title: customers who wait, and own conversations with unread words. */
export function attentionCount(state: ListState): number {
  let count = state.unread.size;
  for (const { state: where } of state.byId.values()) if (where === 'waiting') count += 1;
  return count;
}
