import type { HandoverReason } from './article.ts';
import type { NewGap } from './gap.ts';
import type { Memory } from './conversation.ts';
import type { Language } from './language.ts';
import type { NewMessage } from './message.ts';
import type { DeskNews } from './ports/store.ts';
import type { CloseReason, Priority, Tier } from './protocol.ts';
import type { Ownership } from './transition.ts';
import type { Understanding } from './understanding.ts';

/** A handover that is about to be stored. */
export type NewHandover = {
  readonly reason: HandoverReason;
  readonly ruleId: string;
  readonly words: readonly string[];
  readonly priority: Priority;
  readonly team: string;
  readonly dueAt: number;
};

/** Everything that one step changes in a conversation; written in one transaction. What is absent stays as it is. */
export type Change = {
  /** New owner, from `transition()`. Messages and news of this change carry its epoch. */
  readonly ownership?: Ownership;
  readonly agentName?: string | undefined;
  readonly language?: Language;
  readonly customer?: { readonly name: string; readonly tier: Tier };
  readonly memory?: Memory;
  /** Customer messages up to this `seq` have been taken up. */
  readonly handledSeq?: number;
  readonly understandings?: readonly { readonly seq: number; readonly understanding: Understanding }[];
  readonly messages?: readonly NewMessage[];
  readonly openHandover?: NewHandover;
  readonly touchHandover?: { readonly claimed?: true; readonly firstReply?: true; readonly ended?: 'handed_back' | 'closed' };
  readonly close?: { readonly reason: CloseReason; readonly by: string };
  readonly rating?: { readonly score: number; readonly comment?: string };
  /** A question that got no good answer. */
  readonly gap?: NewGap;
  /** What desks are told. */
  readonly news?: readonly DeskNews['kind'][];
};
