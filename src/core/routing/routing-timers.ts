import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import type { Policy } from '../policy.ts';
import { joinTimers, type TimerHandlers } from '../timers.ts';
import { takeBack } from './assign.ts';

const UNOPENED = 'assignment-expiry';
const KEY = 'routing:unopened';

/**
 * Completes a change that gives a conversation to somebody with the timer of its return, and one that shows that they have
 * seen it – words or a note of theirs, not of a colleague beside them – with the timer's end.
 */
export function withRoutingTimer(change: Change, conversation: Conversation): Change {
  const before = conversation.desk?.assigned;
  const assigned = change.desk?.assigned;
  if (change.ownership) {
    if (assigned?.until !== undefined) return { ...change, timers: joinTimers(change.timers, { set: [{ key: KEY, kind: UNOPENED, dueAt: assigned.until, data: { at: assigned.at } }] }) };
    return before?.until === undefined ? change : { ...change, timers: joinTimers(change.timers, { cancel: [KEY] }) };
  }
  const isSeen = before?.until !== undefined && (change.messages?.some(({ author, extras }) => author === 'agent' && extras?.agentName === conversation.agentName) ?? false);
  if (!isSeen) return change;
  return { ...change, desk: { ...(change.desk ?? conversation.desk), assigned: opened(before) }, timers: joinTimers(change.timers, { cancel: [KEY] }) };
}

/** Its owner has opened an assigned conversation: it stays. `undefined` where nothing waits for that. */
export function openAssigned(conversation: Conversation, agentId: string): Change | undefined {
  const { desk, state } = conversation;
  if (state !== 'human' || conversation.agentId !== agentId || desk?.assigned?.until === undefined) return undefined;
  return { desk: { ...desk, assigned: opened(desk.assigned) }, timers: { cancel: [KEY] } };
}

function opened({ at, because }: NonNullable<NonNullable<Conversation['desk']>['assigned']>): NonNullable<NonNullable<Conversation['desk']>['assigned']> {
  return { at, because };
}

/** What happens when an assigned conversation was not opened in time: the next person gets it, and whoever let it pass counts as away until they say otherwise. */
export function routingTimers(policy: () => Policy): TimerHandlers {
  return {
    [UNOPENED]: ({ data }, conversation, handover, now) => {
      const { state, desk: { assigned } = {}, agentId } = conversation;
      if (state !== 'human' || agentId === undefined || assigned?.until === undefined || assigned.at !== data['at']) return undefined;
      return { ...takeBack(conversation, handover, 'late', policy(), now), presence: { staffId: agentId, chosen: 'away' } };
    },
  };
}
