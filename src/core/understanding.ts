import type { Language } from './language.ts';

/** An intent of the catalogue with how sure the classifier is, in [0, 1]. */
export type IntentGuess = { readonly id: string; readonly confidence: number };

/** One of the things that a message asks for, with the part of it that asks, in its folded form. */
export type Request = { readonly intent: string; readonly confidence: number; readonly text: string };

/** What a message may signal besides its intent; each can fire a handover rule. */
export type SignalKind = 'person' | 'complaint' | 'danger' | 'law' | 'leaving';

/** A signal and the words of the message that caused it. */
export type Signal = { readonly kind: SignalKind; readonly words: readonly string[]; readonly confidence: number };

/** The moods that matter in service. */
export type Mood = 'angry' | 'worried' | 'disappointed' | 'confused' | 'urgent' | 'pleased' | 'neutral';

/** Praise, blame, or neither. */
export type Polarity = 'positive' | 'negative' | 'neutral';

/** The kinds of facts that are found in messages. */
export const FACT_KINDS = ['order', 'phone', 'email', 'amount', 'date', 'time', 'product', 'id-card', 'bank-card', 'address', 'name'] as const;

/** A fact found in a message. `start` and `end` are UTF-16 offsets into its text. */
export type Entity = {
  readonly kind: (typeof FACT_KINDS)[number];
  /** The fact in its normal form, such as an order number without spaces. */
  readonly value: string;
  /** The day or time that a relative date means, such as `2026-11-18`, `2026-10` or `2026-11-18T15:00`; absent without a clock. */
  readonly resolved?: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

/** What was understood of one message (or of a burst of messages read as one). */
export type Understanding = {
  readonly language: Language;
  /** Best guesses first, at most five; empty when nothing in the catalogue fits. */
  readonly intents: readonly IntentGuess[];
  /** Is the message outside of everything the catalogue knows? */
  readonly isOutOfScope: boolean;
  /** Do two intents fit about as well, and none surely? A short question back is then better than an answer. */
  readonly isAmbiguous?: boolean;
  /** What is asked for, in the order of the message; several where it asks for several things. Absent where nothing read it. */
  readonly requests?: readonly Request[];
  /** Questions beside the requests that fit nothing in the catalogue, in their folded form; absent where there are none. */
  readonly unmatched?: readonly string[];
  /** From -1 (very negative) to 1 (very positive). */
  readonly sentiment: number;
  /** Praise, blame, or neither; absent where nothing read it. */
  readonly polarity?: Polarity;
  readonly mood: Mood;
  /** How pressing it is, in [0, 1]. */
  readonly urgency: number;
  readonly signals: readonly Signal[];
  readonly entities: readonly Entity[];
  /** What decided: words that spoke for the first intent, and the nearest example of the catalogue. */
  readonly because: { readonly words: readonly string[]; readonly nearest?: { readonly text: string; readonly intent: string } };
};
