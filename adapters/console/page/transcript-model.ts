import type { ConversationDetail, DetailUpdate, StaffMessage } from '#core/protocol.ts';
import { dayKey } from './time.ts';

/** A line of the transcript as it is shown. */
export type TranscriptItem =
  | { readonly kind: 'segment'; readonly key: string; readonly number: number; readonly at: number }
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'message'; readonly key: string; readonly message: StaffMessage; readonly voice: Voice; readonly isFollowUp: boolean };

/** Whose words a message are, which decides how it looks. */
export type Voice = 'customer' | 'bot' | 'agent' | 'notice' | 'note';

/** Messages of one voice within this time read as one, ms. */
const FOLLOW_UP_WITHIN = 5 * 60_000;

/** Whose words a message are: a text that only staff may see is a note, whoever wrote it. */
export function voiceOf(message: StaffMessage): Voice {
  if (message.notice) return 'notice';
  if (message.visibility === 'staff') return 'note';
  // News of a case, which the system tells the customer in words.
  if (message.author === 'system') return message.text === '' ? 'notice' : 'bot';
  return message.author;
}

/** The transcript in order of `seq`, each message once, with a line where a day or a segment begins. */
export function transcriptItems(messages: readonly StaffMessage[]): TranscriptItem[] {
  const once = [...new Map(messages.map((message) => [message.id, message])).values()].toSorted((a, b) => a.seq - b.seq);
  const hasSegments = once.some(({ segment }) => segment !== once[0]?.segment);
  const items: TranscriptItem[] = [];
  let before: StaffMessage | undefined;
  for (const message of once) {
    const isNewSegment = hasSegments && message.segment !== before?.segment;
    const isNewDay = !before || dayKey(message.at) !== dayKey(before.at);
    if (isNewSegment) items.push({ kind: 'segment', key: `segment-${message.segment}`, number: message.segment, at: message.at });
    if (isNewDay) items.push({ kind: 'day', key: `day-${message.seq}`, at: message.at });
    const voice = voiceOf(message);
    const isFollowUp =
      !isNewSegment &&
      !isNewDay &&
      before !== undefined &&
      voiceOf(before) === voice &&
      before.agentName === message.agentName &&
      message.at - before.at < FOLLOW_UP_WITHIN;
    items.push({ kind: 'message', key: message.id, message, voice, isFollowUp });
    before = message;
  }
  return items;
}

/** The place of the last message, 0 when there is none. */
export function lastSeq(detail: ConversationDetail | undefined): number {
  return detail?.messages.reduce((last, { seq }) => Math.max(last, seq), 0) ?? 0;
}

/** Which of two pictures of a conversation is newer: the answer to a request may come after the stream has gone on. */
export function newerDetail(known: ConversationDetail | undefined, arrived: ConversationDetail): ConversationDetail {
  return known && lastSeq(known) > lastSeq(arrived) ? known : arrived;
}

/** What the stream begins with, which its updates rest on, with the messages that are known beyond it. */
export function beginDetail(known: ConversationDetail | undefined, arrived: ConversationDetail): ConversationDetail {
  const last = lastSeq(arrived);
  const beyond = known?.messages.filter(({ seq }) => seq > last) ?? [];
  return beyond.length === 0 ? arrived : { ...arrived, messages: [...arrived.messages, ...beyond] };
}

/** A conversation with what the stream says has changed. */
export function updateDetail({ summary, messages, brief, rating, closing }: ConversationDetail, update: DetailUpdate): ConversationDetail {
  const [aboutBrief, aboutRating, aboutClosing] = [update.brief === undefined ? brief : update.brief, update.rating === undefined ? rating : update.rating, update.closing === undefined ? closing : update.closing];
  return {
    summary: update.summary ?? summary,
    messages: update.messages ? [...new Map([...messages, ...update.messages].map((message) => [message.id, message])).values()].toSorted((a, b) => a.seq - b.seq) : messages,
    ...(aboutBrief ? { brief: aboutBrief } : {}),
    ...(aboutRating ? { rating: aboutRating } : {}),
    ...(aboutClosing ? { closing: aboutClosing } : {}),
  };
}

/** The same with messages that a request has brought before the stream did; what is known is not touched, for the stream keeps it right. */
export function withOwnWords(known: ConversationDetail | undefined, arrived: ConversationDetail): ConversationDetail {
  if (!known) return arrived;
  const ids = new Set(known.messages.map(({ id }) => id));
  const fresh = arrived.messages.filter(({ id }) => !ids.has(id));
  return fresh.length === 0 ? known : updateDetail(known, { messages: fresh });
}
