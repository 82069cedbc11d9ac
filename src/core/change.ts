import type { ActionCall } from './actions/state.ts';
import type { HandoverReason } from './article.ts';
import type { BriefChange } from './brief/marks.ts';
import type { CareChange } from './care/state.ts';
import type { CaseChange } from './cases/follow.ts';
import type { DeskState } from './desk/desk-state.ts';
import type { NewGap } from './gap.ts';
import type { Memory } from './conversation.ts';
import type { Language } from './language.ts';
import type { MessageChange, NewMessage } from './message.ts';
import type { DeskNews } from './ports/store.ts';
import type { ChosenPresence, CloseReason, Priority, Tier } from './protocol.ts';
import type { Clocks } from './time-limits/clocks.ts';
import type { TimerChange } from './timers.ts';
import type { Ownership } from './transition.ts';
import type { Understanding } from './understanding.ts';
import type { Callback } from './waiting/callback.ts';

/** A handover that is about to be stored. */
export type NewHandover = {
  readonly reason: HandoverReason;
  readonly ruleId: string;
  readonly words: readonly string[];
  readonly priority: Priority;
  readonly team: string;
  readonly dueAt: number;
  /** Its time limits; the store adds them to every handover (`withClocks`). */
  readonly clocks?: Clocks;
  /** The customer wants to be reached later instead of waiting. */
  readonly callback?: Callback;
};

/** Everything that one step changes in a conversation; written in one transaction. What is absent stays as it is. */
export type Change = {
  /** New owner, from `transition()`. Messages and news of this change carry its epoch. */
  readonly ownership?: Ownership;
  readonly agentName?: string | undefined;
  /** What goes on among colleagues. Where it is absent a new owner begins with nothing open. */
  readonly desk?: DeskState;
  readonly language?: Language;
  readonly customer?: { readonly name: string; readonly tier: Tier; readonly manager?: string };
  /** How somebody of the staff is there from now on, who has let this conversation pass. */
  readonly presence?: { readonly staffId: string; readonly chosen: ChosenPresence };
  readonly memory?: Memory;
  /** Customer messages up to this `seq` have been taken up. */
  readonly handledSeq?: number;
  readonly understandings?: readonly { readonly seq: number; readonly understanding: Understanding }[];
  readonly messages?: readonly NewMessage[];
  /** Messages of this conversation that are changed or taken back; one that was taken back stays so. */
  readonly edits?: readonly { readonly messageId: string; readonly change: MessageChange }[];
  readonly openHandover?: NewHandover;
  readonly touchHandover?: {
    readonly claimed?: true;
    readonly firstReply?: true;
    readonly ended?: 'handed_back' | 'closed';
    /** Waits for somebody again, perhaps of another team. */
    readonly requeued?: { readonly team?: string };
    readonly priority?: Priority;
    /** A time limit was broken for the first time. */
    readonly escalated?: true;
    /** Everything that the customer has written from then on, Unix ms, is thanks or a farewell: nobody owes a reply to it. */
    readonly courtesySince?: number;
    /** The agent needs an answer of the customer to go on: the clock of the solution pauses. */
    readonly awaitsCustomer?: true;
    readonly clocks?: Clocks;
    /** What the customer or a model adds to the brief. */
    readonly brief?: BriefChange;
    /** The promise to reach the customer, as it stands from now on. */
    readonly callback?: Callback;
  };
  readonly close?: { readonly reason: CloseReason; readonly by: string };
  readonly rating?: {
    readonly score: number;
    readonly comment?: string;
    /** Ids of the reasons that were ticked. */
    readonly reasons?: readonly string[];
    /** The segment that is rated; the current one where it is not said. */
    readonly segment?: number;
    /** Given in words, so that the answer is in words too. */
    readonly inWords?: true;
    /** Who had served, where it is no longer the conversation's agent. */
    readonly servedBy?: string;
  };
  /** What happens to care: surveys, follow-ups, consent, what was sent unasked. */
  readonly care?: CareChange;
  /** Timers of the conversation. */
  readonly timers?: TimerChange;
  /** A call of a business action; it is made after the commit, and again until its answer is stored. */
  readonly call?: ActionCall;
  /** A question that got no good answer. */
  readonly gap?: NewGap;
  /** What happens to the customer's case. */
  readonly case?: CaseChange;
  /** What desks are told; what concerns one colleague names them, what concerns the people of a department its code. */
  readonly news?: readonly (DeskNews['kind'] | { readonly kind: DeskNews['kind']; readonly agentId: string } | { readonly kind: DeskNews['kind']; readonly department: string })[];
};
