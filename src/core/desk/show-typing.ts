import type { Live } from '../live.ts';
import type { Agent } from '../ports/desk.ts';
import type { Store } from '../ports/store.ts';

/** Shows the customer that somebody writes who may: the owner, or a lead who has joined. Of anybody else nothing is shown. */
export async function showTyping({ store, live }: { readonly store: Pick<Store, 'conversation'>; readonly live: Pick<Live, 'tellTyping'> }, conversationId: string, { id, name }: Agent): Promise<void> {
  const conversation = await store.conversation(conversationId);
  const mayWrite = conversation?.agentId === id || conversation?.desk?.joined?.some((person) => person.id === id);
  if (conversation?.state === 'human' && mayWrite) live.tellTyping(conversationId, { who: 'agent', name });
}
