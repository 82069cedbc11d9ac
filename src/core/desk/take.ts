import type { Change, NewHandover } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import { BatonError } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { Agent } from '../ports/desk.ts';
import { teamBackAt } from '../time-limits/team-time.ts';
import { transition } from '../transition.ts';
import { keptFor } from './desk-state.ts';
import { requireLead } from './standing.ts';

const MINUTE_MS = 60_000;

/** Takes a conversation that waits, or takes it from the bot. Throws `conflict` where somebody has it already. */
export function claim(conversation: Conversation, handover: Handover | undefined, agent: Agent, policy: Policy, now: number): Change {
  if (conversation.state === 'human') throw isTaken(conversation, agent);
  return {
    ownership: transition(conversation, { kind: 'claim', agentId: agent.id }),
    agentName: agent.name,
    // Taken from the bot: from now on a person is promised, so it is stored like any other handover.
    ...(handover === undefined ? { openHandover: takenOver(policy, now) } : {}),
    touchHandover: { claimed: true },
    messages: [{ author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'claimed', agentName: agent.name } } }],
    news: ['owner_changed'],
  };
}

/** A lead takes a conversation from the colleague who has it. Throws `forbidden` for others. */
export function takeOver(conversation: Conversation, agent: Agent): Change {
  requireLead(agent);
  if (conversation.state === 'human' && conversation.agentId === agent.id) throw isTaken(conversation, agent);
  return {
    ownership: transition(conversation, { kind: 'take_over', agentId: agent.id }),
    agentName: agent.name,
    desk: keptFor(conversation, agent.id),
    messages: [{ author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'claimed', agentName: agent.name } } }],
    news: ['owner_changed'],
  };
}

function isTaken({ agentId, agentName }: Conversation, agent: Agent): BatonError {
  return new BatonError(
    'conflict',
    agentId === agent.id
      ? '这个对话已经是您的了。 · You already have this conversation.'
      : `${agentName ?? '同事'}刚刚接手了这个对话。 · ${agentName ?? 'A colleague'} has just taken this conversation.`,
  );
}

/** The handover of a conversation that a colleague takes without being asked: to the team of those who ask for a person. */
function takenOver(policy: Policy, now: number): NewHandover {
  const rule = policy.rules.find(({ reason }) => reason === 'asked') ?? policy.rules[0];
  const team = rule?.team ?? '';
  return { reason: 'taken-over', ruleId: 'taken-over', words: [], priority: 'normal', team, dueAt: teamBackAt(policy, team, now) + (rule?.firstReplyMinutes ?? 0) * MINUTE_MS };
}
