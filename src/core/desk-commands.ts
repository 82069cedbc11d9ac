import type { Change } from './change.ts';
import type { Conversation, Handover } from './conversation.ts';
import { BatonError } from './errors.ts';
import type { Agent, DeskSink } from './ports/desk.ts';
import type { Clock } from './ports/clock.ts';
import type { Store } from './ports/store.ts';
import type { CloseReason } from './protocol.ts';
import { cleanText } from './text.ts';
import { transition } from './transition.ts';

/** The steps that staff can take, each one transaction. */
export function createDeskCommands(store: Store, clock: Clock): DeskSink {
  const change = async (id: string, decide: (conversation: Conversation, handover: Handover | undefined) => Change, commandId?: string) => {
    await store.update(id, decide, clock.now(), commandId);
  };
  return {
    claim: (id, agent) => change(id, (conversation) => claim(conversation, agent)),
    reply: (id, agent, text, commandId) =>
      change(id, (conversation, handover) => reply(conversation, handover, agent, cleanText(text)), commandId),
    note: (id, agent, text, commandId) => change(id, () => note(agent, cleanText(text)), commandId),
    handBack: (id, agent) => change(id, (conversation) => handBack(conversation, agent)),
    close: (id, agent, reason) => change(id, (conversation) => closeByAgent(conversation, agent, reason)),
  };
}

function claim(conversation: Conversation, agent: Agent): Change {
  if (conversation.state === 'human') {
    const isMine = conversation.agentId === agent.id;
    throw new BatonError(
      'conflict',
      isMine
        ? '这个对话已经是您的了。 · You already have this conversation.'
        : `${conversation.agentName ?? '同事'}刚刚接手了这个对话。 · ${conversation.agentName ?? 'A colleague'} has just taken this conversation.`,
    );
  }
  return {
    ownership: transition(conversation, { kind: 'claim', agentId: agent.id }),
    agentName: agent.name,
    touchHandover: { claimed: true },
    messages: [{ author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'claimed', agentName: agent.name } } }],
    news: ['owner_changed'],
  };
}

function reply(conversation: Conversation, handover: Handover | undefined, agent: Agent, text: string): Change {
  requireOwner(conversation, agent);
  return {
    messages: [{ author: 'agent', visibility: 'all', text, extras: { agentName: agent.name } }],
    ...(handover?.firstReplyAt === undefined ? { touchHandover: { firstReply: true } } : {}),
  };
}

function note(agent: Agent, text: string): Change {
  return { messages: [{ author: 'agent', visibility: 'staff', text, extras: { agentName: agent.name } }] };
}

function handBack(conversation: Conversation, agent: Agent): Change {
  requireOwner(conversation, agent);
  return {
    ownership: transition(conversation, { kind: 'hand_back', agentId: agent.id }),
    agentName: undefined,
    touchHandover: { ended: 'handed_back' },
    messages: [{ author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'handed_back', agentName: agent.name } } }],
    news: ['owner_changed'],
  };
}

function closeByAgent(conversation: Conversation, agent: Agent, reason: CloseReason): Change {
  requireOwner(conversation, agent);
  return {
    ownership: transition(conversation, { kind: 'close' }),
    touchHandover: { ended: 'closed' },
    close: { reason, by: agent.name },
    messages: [{ author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'closed', by: 'agent', agentName: agent.name } } }],
    news: ['owner_changed'],
  };
}

function requireOwner(conversation: Conversation, agent: Agent): void {
  if (conversation.state === 'human' && conversation.agentId === agent.id) return;
  throw new BatonError(
    'not_allowed_now',
    conversation.state === 'human'
      ? `${conversation.agentName ?? '同事'}正在处理这个对话，只有负责人才能这样做；您可以写备注。 · ${conversation.agentName ?? 'A colleague'} has this conversation; only its owner can do that. You can leave a note.`
      : conversation.state === 'waiting'
        ? '还没有人接手这个对话，请先接手。 · Nobody has taken this conversation yet. Claim it first.'
        : conversation.state === 'closed'
          ? '这个对话已经结束。 · This conversation is closed.'
          : '这个对话正由助理处理。 · The bot has this conversation.',
  );
}
