import type { AlertKind, ConsoleEvents, ConversationSummary } from '#core/protocol.ts';

/** What the page knows of all conversations. */
export type ListState = {
  /** False until the first `list` event. */
  readonly isLoaded: boolean;
  readonly byId: ReadonlyMap<string, ConversationSummary>;
  /** Conversations with words of the customer that the reader has not opened yet. */
  readonly unread: ReadonlySet<string>;
  readonly toasts: readonly Toast[];
};

/** What is told at the edge; a change of owner shows in the list alone. */
export type ToastKind = Exclude<AlertKind, 'owner_changed'>;

/** What concerns one colleague only. */
const FOR_ONE: readonly AlertKind[] = ['offered', 'assigned', 'let_pass', 'returned', 'asked', 'advised'];

/** Tasks of cases: of a colleague, or of the reader's department. */
const FOR_WHOM_GIVEN: readonly AlertKind[] = ['task_given', 'task_near', 'task_late'];

/** What is everybody's only until somebody has it. */
const FOR_WHOEVER_COMES: readonly AlertKind[] = ['handover', 'callback_due'];

/** A small message at the edge of the page about one conversation. */
export type Toast = { readonly id: string; readonly kind: ToastKind; readonly conversationId: string };

/** What changes the list. */
export type ListEvent =
  | { readonly kind: 'list'; readonly list: ConsoleEvents['list'] }
  | { readonly kind: 'conversation'; readonly conversation: ConversationSummary }
  | { readonly kind: 'alert'; readonly alert: ConsoleEvents['alert']; readonly me: string; readonly isLead?: boolean; readonly openId: string | undefined }
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
      const toasts = state.toasts.filter(({ kind, conversationId }) => !FOR_WHOEVER_COMES.includes(kind) || conversationId !== conversation.id || conversation.state === 'waiting');
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

function notice(state: ListState, { alert, me, isLead = false, openId }: Extract<ListEvent, { kind: 'alert' }>): ListState {
  const { kind, conversationId } = alert;
  if (kind === 'owner_changed' || (conversationId === openId && kind !== 'follow_up' && kind !== 'follow_up_late') || (FOR_ONE.includes(kind) && alert.agentId !== me)) return state;
  // A call is told to whose task it is, and one that is nobody's to all; a late one to leads as well.
  if (kind === 'follow_up' && alert.agentId !== undefined && alert.agentId !== me) return state;
  if (kind === 'follow_up_late' && alert.agentId !== me && !isLead) return state;
  if (kind === 'case' && (alert.agentId === undefined ? !isLead : alert.agentId !== me)) return state;
  // Tasks of a department come to its people alone; those of a colleague come to everybody.
  if (FOR_WHOM_GIVEN.includes(kind) && alert.agentId !== undefined && alert.agentId !== me) return state;
  const summary = state.byId.get(conversationId);
  if (kind === 'callback_due' && alert.agentId !== undefined && alert.agentId !== me) return state;
  const isMine = summary?.agentId === me;
  if (kind === 'limit_near' && !isMine && summary?.state !== 'waiting') return state;
  if (kind === 'breached' && !isTold(summary, isMine, isLead)) return state;
  if (kind === 'customer_message' && !isMine) return state;
  const unread = kind === 'customer_message' ? new Set(state.unread).add(conversationId) : state.unread;
  const others = state.toasts.filter((toast) => toast.conversationId !== conversationId);
  return { ...state, unread, toasts: [...others, { id: alert.id, kind, conversationId }].slice(-TOASTS_AT_MOST) };
}

/** Does a broken limit concern the reader? While it is not known whom it names, it concerns the owner and the leads. */
function isTold(summary: ConversationSummary | undefined, isMine: boolean, isLead: boolean): boolean {
  const told = summary?.limits?.filter(({ brokenAt }) => brokenAt !== undefined).flatMap(({ tell }) => tell) ?? [];
  const whom = told.length > 0 ? told : (['owner', 'lead'] as const);
  return whom.some((who) => who === 'team' || (who === 'owner' && isMine) || (who === 'lead' && isLead));
}

/** The number for the page's title: customers who wait, and own conversations with unread words. */
export function attentionCount(state: ListState): number {
  let count = state.unread.size;
  for (const { state: where, callback } of state.byId.values()) if (where === 'waiting' && !callback) count += 1;
  return count;
}
