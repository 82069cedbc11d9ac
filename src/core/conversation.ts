import type { ActionMemory } from './actions/state.ts';
import type { HandoverReason } from './article.ts';
import type { BriefMarks } from './brief/marks.ts';
import type { CareState } from './care/state.ts';
import type { Case } from './cases/case.ts';
import type { DeskState } from './desk/desk-state.ts';
import type { Language } from './language.ts';
import type { CloseReason, ContactWay, ConversationState, Priority, Tier } from './protocol.ts';
import type { Clocks } from './time-limits/clocks.ts';
import type { Callback, Wish } from './waiting/callback.ts';

/** What the bot remembers between turns of one segment. */
export type Memory = ActionMemory & {
  /** How often the customer has said that an answer did not help, since the last thanks or handover. */
  readonly unhelpfulAnswers: number;
  /** Questions in a row on which nothing was found; small talk between them does not count. */
  readonly notUnderstood: number;
  /** Sentiment of the customer's messages, oldest first, at most ten. */
  readonly sentiments: readonly number[];
  /** Something that the customer has said since the last handover presses. */
  readonly isPressing?: true;
  /** Choices offered by the last clarifying question. */
  readonly offered: readonly { readonly articleId: string; readonly title: string }[];
  /** The last answer offered to bring in a person. */
  readonly offersPerson: boolean;
  /** Articles shown in this segment, in order. */
  readonly shown: readonly ShownArticle[];
  /**
   * The last question in the customer's words, with the one that it leant on before it: what a message such as "and by
   * card?" is about. Absent before the first question, and in conversations of older versions.
   */
  readonly subject?: readonly string[];
  /** The customer wants to be called back and was asked for a number or address, at `at` (Unix ms). */
  readonly callbackAsked?: { readonly at: number; readonly way: ContactWay; readonly wish?: Wish };
};

/** An article that was shown to the customer, and whether it helped as far as the customer's next words tell. */
export type ShownArticle = {
  readonly articleId: string;
  readonly language: Language;
  readonly title: string;
  readonly helped: 'yes' | 'no' | 'unknown';
};

/** The memory of a segment that has just begun. */
export const EMPTY_MEMORY: Memory = { unhelpfulAnswers: 0, notUnderstood: 0, sentiments: [], offered: [], offersPerson: false, shown: [] };

/** One customer's exchange in one channel. */
export type Conversation = {
  readonly id: string;
  readonly channel: string;
  readonly address: string;
  readonly state: ConversationState;
  /** Grows at every change of owner. */
  readonly epoch: number;
  /** Grows each time a closed conversation is opened again. */
  readonly segment: number;
  readonly language: Language;
  readonly customerId: string | undefined;
  readonly customerName: string;
  readonly tier: Tier;
  readonly agentId: string | undefined;
  readonly agentName: string | undefined;
  /** What goes on among colleagues; absent where nothing does. */
  readonly desk?: DeskState;
  /** Its case, open or closed last; only there where something is decided (`Store.update`, turns, timers). */
  readonly case?: Case;
  /** Other cases of the same customer, the latest that changed first; only there where the customer's words are stored. */
  readonly otherCases?: readonly Case[];
  readonly memory: Memory;
  /** Customer messages up to this `seq` have been taken up. */
  readonly handledSeq: number;
  readonly lastSeq: number;
  /** The customer has seen messages up to this `cursor`; absent where nothing is known. */
  readonly seenCursor?: number;
  readonly closeReason: CloseReason | undefined;
  readonly closedBy: string | undefined;
  readonly rating: number | undefined;
  readonly ratingComment: string | undefined;
  /** What waits for the customer's answer after the end; absent where nothing was ever asked. */
  readonly care?: CareState;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** A request for a person and what became of it. */
export type Handover = {
  readonly id: string;
  readonly conversationId: string;
  readonly segment: number;
  readonly reason: HandoverReason;
  readonly ruleId: string;
  /** Words of the customer that fired the rule. */
  readonly words: readonly string[];
  readonly priority: Priority;
  readonly team: string;
  readonly openedAt: number;
  /** By when a person should have answered, Unix ms. */
  readonly dueAt: number;
  readonly claimedAt: number | undefined;
  readonly firstReplyAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly outcome: 'handed_back' | 'closed' | undefined;
  /** Its time limits; absent in handovers of older versions. */
  readonly clocks?: Clocks;
  /** When a time limit was broken first, Unix ms. */
  readonly escalatedAt?: number;
  /** What the customer and a model have added to the brief. */
  readonly brief?: BriefMarks;
  /** A promise to reach the customer, the latest one of this handover. */
  readonly callback?: Callback;
};
