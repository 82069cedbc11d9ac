import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import { BatonError } from '../errors.ts';
import type { MessageExtras } from '../message.ts';
import type { Agent, WithWords } from '../ports/desk.ts';
import { hasJoined, isAsked, type Person, withoutPerson, withPerson } from './desk-state.ts';
import { requireLead, requireOwnerOrLead, requireVoice } from './standing.ts';

/** Says something to the customer: the owner, or a lead who has joined, by name. */
export function reply(conversation: Conversation, handover: Handover | undefined, agent: Agent, text: string, more?: WithWords): Change {
  requireVoice(conversation, agent);
  return {
    messages: [{ author: 'agent', visibility: 'all', text, extras: signed(agent, more) }],
    ...(handover?.firstReplyAt === undefined ? { touchHandover: { firstReply: true } } : {}),
  };
}

/** Writes a note for staff; whoever was asked for advice has given it with that, and the owner hears of it. */
export function note(conversation: Conversation, agent: Agent, text: string, more?: WithWords): Change {
  const { desk, agentId } = conversation;
  return {
    messages: [{ author: 'agent', visibility: 'staff', text, extras: signed(agent, more) }],
    ...(isAsked(conversation, agent.id)
      ? { desk: { ...desk, asked: withoutPerson(desk?.asked, agent.id) }, ...(agentId === undefined ? {} : { news: [{ kind: 'advised' as const, agentId }] }) }
      : {}),
  };
}

/** Asks a colleague for advice in a note that names them. */
export function ask(conversation: Conversation, agent: Agent, colleague: Person, text: string): Change {
  requireOwnerOrLead(conversation, agent);
  if (colleague.id === agent.id) throw new BatonError('invalid_input', '请选一位同事。 · Please choose a colleague.');
  return {
    desk: { ...conversation.desk, asked: withPerson(conversation.desk?.asked, colleague) },
    messages: [{ author: 'agent', visibility: 'staff', text, extras: { ...signed(agent), asks: colleague } }],
    news: [{ kind: 'asked', agentId: colleague.id }],
  };
}

/** A lead joins to write to the customer beside the owner, who stays the owner; nothing happens twice. */
export function join(conversation: Conversation, agent: Agent): Change | undefined {
  requireLead(agent);
  requireOwnerOrLead(conversation, agent);
  if (conversation.agentId === agent.id) throw new BatonError('conflict', '这个对话已经是您的了。 · You already have this conversation.');
  if (hasJoined(conversation, agent.id)) return undefined;
  return {
    desk: { ...conversation.desk, joined: withPerson(conversation.desk?.joined, agent) },
    messages: [{ author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'joined', agentName: agent.name } } }],
  };
}

/** A lead who has joined leaves; nothing happens twice. */
export function leave(conversation: Conversation, agent: Agent): Change | undefined {
  if (!hasJoined(conversation, agent.id)) return undefined;
  return {
    desk: { ...conversation.desk, joined: withoutPerson(conversation.desk?.joined, agent.id) },
    messages: [{ author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'left', agentName: agent.name } } }],
  };
}

/** Who wrote something, and what goes with it. */
function signed({ id, name }: Agent, { files = [], origin }: WithWords = {}): MessageExtras {
  return { agentName: name, agentId: id, ...(files.length > 0 ? { files } : {}), ...(origin === undefined ? {} : { origin }) };
}
