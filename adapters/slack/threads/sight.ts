import type { Bilingual } from '#core/language.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import type { DeskPost, DeskThread } from '#core/ports/desk-threads.ts';
import type { BriefView, ConversationSummary, Language, StaffMessage } from '#core/protocol.ts';

/** Everything that says what should stand in a thread, and what stands there, at one moment. */
export type Sight = {
  readonly thread: DeskThread;
  readonly posts: readonly DeskPost[];
  readonly conversation: Conversation;
  readonly handover: Handover;
  readonly summary: ConversationSummary;
  readonly brief: BriefView | undefined;
  /** All messages of the conversation, by `seq`. */
  readonly messages: readonly StaffMessage[];
  readonly team: Bilingual;
  /** Address of the thread of this conversation's handover before, where it is known. */
  readonly earlierLink: string | undefined;
  /** Address of the conversation in the console, where one is set up. */
  readonly consoleLink: string | undefined;
  readonly language: Language;
  readonly now: number;
};

/** Where somebody of the staff wrote a message, when that is a place in Slack. */
export function slackOrigin({ origin }: Pick<StaffMessage, 'origin'>): { readonly room: string; readonly ts: string } | undefined {
  const [, room, ts] = /^slack:([^:]+):([\d.]+)$/.exec(origin ?? '') ?? [];
  return room !== undefined && ts !== undefined ? { room, ts } : undefined;
}

/** Does this message belong into the thread: it came in its time? */
export function belongs({ thread, handover }: Pick<Sight, 'thread' | 'handover'>, { seq, segment, at }: StaffMessage): boolean {
  return seq >= thread.fromSeq && segment === handover.segment && (handover.endedAt === undefined || at <= handover.endedAt);
}
