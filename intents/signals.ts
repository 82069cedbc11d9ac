import type { Intent } from '#core/intent.ts';
import type { IntentGuess, Signal, SignalKind } from '#core/understanding.ts';
import type { Feeling } from './sentiment.ts';

/**
 * How sure the classifier must be of a signal's intent before it counts without fixed words. A danger, a threat or a
 * complaint that is missed costs more than one heard too often; of leaving the classifier must be a little surer.
 */
const SURE_ENOUGH: Readonly<Record<SignalKind, number>> = { complaint: 0.5, danger: 0.5, law: 0.5, leaving: 0.6, person: 0.5 };

/** Signals from fixed phrases and words (sure) and from intents of kind `signal` (as sure as the guess). */
export function gatherSignals(from: {
  readonly person: string | undefined;
  readonly fixed: ReadonlyMap<SignalKind, readonly string[]>;
  readonly guesses: readonly IntentGuess[];
  readonly byId: ReadonlyMap<string, Intent>;
  /** The words that spoke for an intent. */
  readonly explain: (intent: string) => readonly string[];
}): Signal[] {
  const signals = new Map<SignalKind, Signal>();
  if (from.person !== undefined) signals.set('person', { kind: 'person', words: [from.person], confidence: 1 });
  for (const [kind, words] of from.fixed) signals.set(kind, { kind, words, confidence: 1 });
  for (const { id, confidence } of from.guesses) {
    const kind = from.byId.get(id)?.signal;
    if (kind === undefined || confidence < SURE_ENOUGH[kind] || signals.has(kind)) continue;
    signals.set(kind, { kind, words: from.explain(id), confidence });
  }
  return [...signals.values()];
}

const SIGNAL_URGENCY: Readonly<Record<SignalKind, number>> = { danger: 1, law: 0.8, complaint: 0.6, leaving: 0.5, person: 0.5 };

/** How pressing a message is, in [0, 1]: the most pressing of its intent, its signals, its words and its mood. */
export function judgeUrgency(from: {
  readonly feeling: Feeling;
  readonly signals: readonly Signal[];
  readonly guess: IntentGuess | undefined;
  readonly intent: Intent | undefined;
}): number {
  const { feeling, signals, guess, intent } = from;
  const ofIntent = (intent?.urgency ?? 0) * (guess?.confidence ?? 0);
  const ofMood = feeling.mood === 'angry' ? 0.3 - 0.3 * feeling.sentiment : 0;
  return Math.min(1, Math.max(ofIntent, feeling.haste, ofMood, 0, ...signals.map(({ kind, confidence }) => SIGNAL_URGENCY[kind] * confidence)));
}
