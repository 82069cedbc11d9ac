import type { Conversation } from '../conversation.ts';
import { BatonError } from '../errors.ts';
import type { Agent } from '../ports/desk.ts';
import { hasJoined } from './desk-state.ts';

/** May this person do what leads may? */
export function isLead({ role }: Agent): boolean {
  return role === 'lead';
}

/** Throws `forbidden` for anybody who is no lead. */
export function requireLead(agent: Agent): void {
  if (!isLead(agent)) throw new BatonError('forbidden', '只有主管可以这样做。 · Only a lead can do that.');
}

/** Throws `not_allowed_now` for anybody but the owner. */
export function requireOwner(conversation: Conversation, agent: Agent): void {
  if (conversation.state === 'human' && conversation.agentId === agent.id) return;
  throw new BatonError('not_allowed_now', standing(conversation));
}

/** Throws `not_allowed_now` for anybody but the owner and leads. */
export function requireOwnerOrLead(conversation: Conversation, agent: Agent): void {
  if (conversation.state === 'human' && isLead(agent)) return;
  requireOwner(conversation, agent);
}

/** Throws `not_allowed_now` for anybody but the owner and leads who have joined. */
export function requireVoice(conversation: Conversation, agent: Agent): void {
  if (conversation.state === 'human' && hasJoined(conversation, agent.id)) return;
  requireOwner(conversation, agent);
}

/** Where a conversation stands, to somebody who wanted more. */
function standing({ state, agentName }: Conversation): string {
  switch (state) {
    case 'human':
      return `${agentName ?? '同事'}正在处理这个对话，只有负责人才能这样做；您可以写备注。 · ${agentName ?? 'A colleague'} has this conversation; only its owner can do that. You can leave a note.`;
    case 'waiting':
      return '还没有人接手这个对话，请先接手。 · Nobody has taken this conversation yet. Claim it first.';
    case 'closed':
      return '这个对话已经结束。 · This conversation is closed.';
    case 'bot':
      return '这个对话正由助理处理。 · The bot has this conversation.';
  }
}
