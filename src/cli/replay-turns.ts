import { EMPTY_MEMORY } from '#core/conversation.ts';
import type { Conversation } from '#core/conversation.ts';
import type { Language } from '#core/language.ts';
import type { Message } from '#core/message.ts';
import type { Tier } from '#core/protocol.ts';
import { takeTurn } from '#core/turn.ts';
import type { TurnResult, TurnTools } from '#core/turn.ts';
import type { AnswerRow } from './answer-rows.ts';

/** What became of one question. */
export type Replayed = { readonly result: TurnResult; readonly ms: number };

/**
 * Asks a question as a customer does, after what the customer said before it, without a database. Baton's part of the
 * history is left out: it remembers what it would have answered itself. The conversation stays with Baton, so that a
 * person who was called in the history does not hide how the question is answered.
 */
export async function replayTurns(row: AnswerRow, tools: TurnTools, now: number): Promise<Replayed> {
  let conversation = beginConversation(row, now);
  for (const { role, text } of row.history) {
    if (role === 'bot') continue;
    conversation = goOn(conversation, await say(conversation, text, tools, now));
  }
  const started = performance.now();
  const result = await say(conversation, row.query, tools, now);
  return { result, ms: performance.now() - started };
}

/** Says one thing at `now` (Unix ms) and answers with the turn that Baton takes. */
export function say(conversation: Conversation, text: string, tools: TurnTools, now: number): Promise<TurnResult> {
  const seq = conversation.handledSeq + 1;
  const message: Message = { conversationId: conversation.id, id: `${conversation.id}-${seq}`, seq, cursor: undefined, segment: 1, author: 'customer', visibility: 'all', text, extras: {}, status: 'sent', at: now };
  return takeTurn({ token: 1, until: now + 60_000, conversation, handover: undefined, previous: undefined, unhandled: [message] }, tools, now);
}

/** The conversation after a turn, still with Baton: what it remembers, and the language. */
export function goOn(conversation: Conversation, { change }: TurnResult): Conversation {
  return { ...conversation, ...(change.memory ? { memory: change.memory } : {}), language: change.language ?? conversation.language, handledSeq: conversation.handledSeq + 1 };
}

/** A conversation that has just begun, with Baton. */
export function beginConversation({ id, language, tier = 'regular' }: { readonly id: string; readonly language: Language; readonly tier?: Tier }, now: number): Conversation {
  return {
    id: `evaluation-${id}`,
    channel: 'evaluation',
    address: id,
    state: 'bot',
    epoch: 1,
    segment: 1,
    language,
    customerId: undefined,
    customerName: '',
    tier,
    agentId: undefined,
    agentName: undefined,
    memory: EMPTY_MEMORY,
    handledSeq: 0,
    lastSeq: 1,
    closeReason: undefined,
    closedBy: undefined,
    rating: undefined,
    ratingComment: undefined,
    createdAt: now,
    updatedAt: now,
  };
}
