import type { CustomerMessage, CustomerState, MessageAccepted } from '#core/protocol.ts';
import type { OutboxItem } from './outbox.ts';

/** What this page knows of the conversation. */
export type Transcript = {
  /** In the order of `seq`, each `id` once. */
  readonly messages: readonly CustomerMessage[];
  /** Highest cursor that the stream has brought; the stream resumes after it. */
  readonly cursor: number;
};

/** A transcript before anything was heard. */
export const EMPTY_TRANSCRIPT: Transcript = { messages: [], cursor: 0 };

function insert(messages: readonly CustomerMessage[], message: CustomerMessage): readonly CustomerMessage[] {
  const others = messages.filter((other) => other.id !== message.id);
  const before = others.findLastIndex((other) => other.seq < message.seq) + 1;
  return [...others.slice(0, before), message, ...others.slice(before)];
}

/** Adds a message that came by the stream; one that is known already is replaced, never doubled. */
export function withStreamed(transcript: Transcript, message: CustomerMessage): Transcript {
  return { messages: insert(transcript.messages, message), cursor: Math.max(transcript.cursor, message.cursor) };
}

/**
 * Adds an own message that the server has just confirmed. The cursor stays: messages before this one may still be on
 * their way, and a stream that resumed after it would leave them out.
 */
export function withAccepted(transcript: Transcript, item: OutboxItem, accepted: MessageAccepted): Transcript {
  if (transcript.messages.some((message) => message.id === accepted.id)) return transcript;
  const message: CustomerMessage = { ...accepted, author: 'customer', text: item.text, clientId: item.clientId, ...(item.files ? { files: item.files } : {}) };
  return { messages: insert(transcript.messages, message), cursor: transcript.cursor };
}

/** How far an own message has got. */
export type SendStatus = 'sending' | 'sent' | 'delivered' | 'failed';

/** The status of a message that the server has confirmed. */
export function statusOf(message: CustomerMessage, state: CustomerState | undefined): SendStatus {
  return state && message.seq <= state.deliveredSeq ? 'delivered' : 'sent';
}

/** Messages of the outbox that the transcript does not show yet. */
export function unsent(transcript: Transcript, outbox: readonly OutboxItem[]): readonly OutboxItem[] {
  const shown = new Set(transcript.messages.map((message) => message.clientId));
  return outbox.filter((item) => !shown.has(item.clientId));
}

/** How many messages of the bot, of people and about a case came after `readSeq`. */
export function countUnread(messages: readonly CustomerMessage[], readSeq: number): number {
  return messages.filter((message) => message.seq > readSeq && message.author !== 'customer' && !message.notice).length;
}

const PATIENCE_MS = 15_000;

/**
 * Until when (Unix ms) the bot is awaited: 15 s after the customer's last message, unless something has answered it.
 * Undefined when nobody waits for the bot.
 */
export function botAwaitedUntil(transcript: Transcript, waiting: readonly OutboxItem[], state: CustomerState | undefined): number | undefined {
  if (state && state.state !== 'bot' && state.state !== 'closed') return undefined;
  const open = waiting.findLast((item) => !item.trouble);
  if (open) return open.at + PATIENCE_MS;
  const last = transcript.messages.findLast((message) => message.notice?.kind !== 'reopened');
  return last?.author === 'customer' ? last.at + PATIENCE_MS : undefined;
}
