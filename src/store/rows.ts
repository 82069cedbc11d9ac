import type { Insertable, Selectable } from 'kysely';
import type { Conversation, Handover, Memory } from '#core/conversation.ts';
import type { CareState } from '#core/care/state.ts';
import type { DeskState } from '#core/desk/desk-state.ts';
import type { EarlierWords, Message, MessageExtras } from '#core/message.ts';
import type { Understanding } from '#core/understanding.ts';
import type { Callback } from '#core/waiting/callback.ts';
import type { ConversationsTable, HandoversTable, MessagesTable } from './tables.ts';

/** A row of conversations as the core knows it. */
export function toConversation(row: Selectable<ConversationsTable>): Conversation {
  return {
    id: row.id,
    channel: row.channel,
    address: row.address,
    state: row.state as Conversation['state'],
    epoch: row.epoch,
    segment: row.segment,
    language: row.language as Conversation['language'],
    customerId: row.customer_id ?? undefined,
    customerName: row.customer_name,
    tier: row.tier as Conversation['tier'],
    agentId: row.agent_id ?? undefined,
    agentName: row.agent_name ?? undefined,
    ...(row.desk === null ? {} : { desk: JSON.parse(row.desk) as DeskState }),
    memory: JSON.parse(row.memory) as Memory,
    handledSeq: row.handled_seq,
    lastSeq: row.last_seq,
    ...(row.seen_cursor === null ? {} : { seenCursor: row.seen_cursor }),
    closeReason: (row.close_reason ?? undefined) as Conversation['closeReason'],
    closedBy: row.closed_by ?? undefined,
    rating: row.rating ?? undefined,
    ratingComment: row.rating_comment ?? undefined,
    ...(row.care === null ? {} : { care: JSON.parse(row.care) as CareState }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A row of messages as the core knows it. */
export function toMessage(row: Selectable<MessagesTable>): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    cursor: row.cursor ?? undefined,
    segment: row.segment,
    author: row.author as Message['author'],
    visibility: row.visibility as Message['visibility'],
    text: row.text,
    extras: JSON.parse(row.extras) as MessageExtras,
    status: row.status as Message['status'],
    at: row.at,
    ...(row.edited_at === null ? {} : { editedAt: row.edited_at }),
    ...(row.removed_at === null ? {} : { removedAt: row.removed_at }),
    ...(row.earlier === null ? {} : { earlier: JSON.parse(row.earlier) as EarlierWords[] }),
  };
}

/** A message as a row; its understanding comes later. */
export function fromMessage(message: Message): Insertable<MessagesTable> {
  return {
    id: message.id,
    conversation_id: message.conversationId,
    seq: message.seq,
    cursor: message.cursor ?? null,
    segment: message.segment,
    author: message.author,
    visibility: message.visibility,
    text: message.text,
    extras: JSON.stringify(message.extras),
    status: message.status,
    at: message.at,
    understanding: null,
  };
}

/** How a row's message was understood, if it was. */
export function understandingOf(row: Selectable<MessagesTable>): Understanding | undefined {
  return row.understanding === null ? undefined : (JSON.parse(row.understanding) as Understanding);
}

/** A row of handovers as the core knows it. */
export function toHandover(row: Selectable<HandoversTable>): Handover {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    segment: row.segment,
    reason: row.reason as Handover['reason'],
    ruleId: row.rule_id,
    words: JSON.parse(row.words) as string[],
    priority: row.priority as Handover['priority'],
    team: row.team,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    claimedAt: row.claimed_at ?? undefined,
    firstReplyAt: row.first_reply_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    outcome: (row.outcome ?? undefined) as Handover['outcome'],
    ...(row.clocks === null ? {} : { clocks: JSON.parse(row.clocks) as NonNullable<Handover['clocks']> }),
    ...(row.escalated_at === null ? {} : { escalatedAt: row.escalated_at }),
    ...(row.brief === null ? {} : { brief: JSON.parse(row.brief) as NonNullable<Handover['brief']> }),
    ...(row.callback === null ? {} : { callback: JSON.parse(row.callback) as Callback }),
  };
}
