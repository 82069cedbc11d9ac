import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import { requireOwner } from '../desk/standing.ts';
import { BatonError } from '../errors.ts';
import type { Agent } from '../ports/desk.ts';
import { isOpenClock } from './clocks.ts';

/**
 * Notes that the owner needs an answer of the customer to go on: the clock of the solution stands still until the customer
 * writes. Only while it is the customer's turn, so that nobody's waiting is hidden. Nothing happens twice, or where no
 * solution is due. Throws `not_allowed_now`.
 */
export function awaitCustomer(conversation: Conversation, handover: Handover | undefined, agent: Agent): Change | undefined {
  requireOwner(conversation, agent);
  const { solution, nextReply } = handover?.clocks ?? {};
  if (handover?.firstReplyAt === undefined || isOpenClock(nextReply)) {
    throw new BatonError('not_allowed_now', '客户还在等您的回复，请先回复并说明需要客户提供什么。 · The customer waits for your answer. Please reply first and say what you need.');
  }
  // A broken limit stays broken: no waiting mends it.
  if (!isOpenClock(solution) || solution.pausedAt !== undefined || solution.breachedAt !== undefined) return undefined;
  return {
    touchHandover: { awaitsCustomer: true },
    messages: [{ author: 'system', visibility: 'staff', text: '', extras: { notice: { kind: 'awaits_customer', agentName: agent.name } } }],
  };
}
