import type { Handover } from './conversation.ts';
import type { Priority } from './protocol.ts';
import { openCallback } from './waiting/callback.ts';

const RANK: Readonly<Record<Priority, number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

/** Handovers that wait for somebody, in the order in which they should be taken: by priority, then by what is due first, then by waiting time; without those who are called back. */
export function sortQueue(handovers: readonly Handover[]): Handover[] {
  return handovers
    .filter((handover) => handover.claimedAt === undefined && handover.endedAt === undefined && openCallback(handover) === undefined)
    .sort((a, b) => RANK[a.priority] - RANK[b.priority] || a.dueAt - b.dueAt || a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
}

/** Place of a conversation in its team's queue, from 1; `undefined` when it does not wait. */
export function placeInQueue(conversationId: string, handovers: readonly Handover[]): number | undefined {
  const queue = sortQueue(handovers);
  const mine = queue.find((handover) => handover.conversationId === conversationId);
  if (!mine) return undefined;
  return queue.filter(({ team }) => team === mine.team).indexOf(mine) + 1;
}
