import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import { BatonError } from '../errors.ts';
import type { Message, MessageChange } from '../message.ts';
import type { Agent } from '../ports/desk.ts';
import { isLead } from './standing.ts';

/**
 * Changes or takes back what somebody of the staff wrote: whoever wrote it, leads, and the owner of the conversation as
 * long as it is open. Taking back twice does nothing. Throws `not_found`, `not_allowed_now`.
 */
export function amend(conversation: Conversation, message: Message | undefined, agent: Agent, change: MessageChange): Change | undefined {
  if (!message) throw new BatonError('not_found', '没有这条消息。 · There is no such message.');
  if (message.author !== 'agent') throw new BatonError('not_allowed_now', '只能修改或撤回同事写的内容。 · Only what staff wrote can be changed or taken back.');
  if (message.removedAt !== undefined) {
    if (change.kind === 'removed') return undefined;
    throw new BatonError('not_allowed_now', '这条消息已经撤回了。 · This message has been taken back.');
  }
  const isOwner = conversation.state === 'human' && conversation.agentId === agent.id;
  if (message.extras.agentId !== agent.id && !isOwner && !isLead(agent)) {
    throw new BatonError('not_allowed_now', '只有写这条消息的人、负责人或主管可以修改或撤回它。 · Only its author, the owner of the conversation or a lead can change or take back this message.');
  }
  return { edits: [{ messageId: message.id, change }] };
}
