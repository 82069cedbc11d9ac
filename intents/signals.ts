import type { Intent } from '#core/intent.ts';
import type { IntentGuess, Signal, SignalKind } from '#core/understanding.ts';
import { likelihoodOf } from './accountability.ts';
import type { Feeling } from './sentiment.ts';
import { refineSignals } from './refine-signals.ts';
import type { HeardWords } from './signal-finder.ts';
import type { HeardSignals } from './signal-model.ts';

/**
 * How sure the classifier must be of a signal's intent before it counts without fixed words, and beside a hint. A danger
 * or a threat that is missed costs more than one heard too often; anger about a fault is guessed as a complaint so often
 * that a complaint is judged by its words as well (`accountability.ts`).
 */
const SURE_ENOUGH: Readonly<Record<SignalKind, { readonly alone: number; readonly besideHint: number }>> = {
  complaint: { alone: 0.9, besideHint: 0.9 },
  danger: { alone: 0.65, besideHint: 0.1 },
  law: { alone: 0.5, besideHint: 0.1 },
  leaving: { alone: 0.65, besideHint: 0.4 },
  person: { alone: 0.6, besideHint: 0.6 },
};
/** How likely a complaint must be by its words and the guess together. */
const LIKELY_COMPLAINT = 0.3;
/** … beside a request for a person: whoever asks for a manager does not complain by that. */
const LIKELY_BESIDE_REQUEST = 0.6;
/** From here on a guess of thanks or small talk speaks against a complaint. */
const SURE_TALK = 0.6;
/** How sure two hints of one signal make; words of leaving ("elsewhere", "no longer") are too common for that. */
const TWO_HINTS = 0.7;
/** How sure it must be where the form of the text speaks against it. */
const SURE_DESPITE_DOUBT: Readonly<Record<SignalKind, number>> = { complaint: Infinity, danger: Infinity, law: 0.99, leaving: Infinity, person: Infinity };
/**
 * By how much a guess alone must lead before the surest question: anger about a late parcel is about the parcel. The
 * others may stand a little behind, because the matter is named beside them.
 */
const LEAD: Readonly<Record<SignalKind, number>> = { complaint: 0.15, danger: -0.2, law: -0.3, leaving: 0, person: 0 };

/**
 * Signals from fixed phrases and words (sure), from hints and from intents of kind `signal` (as sure as the guess), set
 * right by what the whole text sounds like where that was heard.
 */
export function gatherSignals(from: {
  readonly person: string | undefined;
  readonly fixed: HeardWords;
  readonly heard?: HeardSignals | undefined;
  readonly guesses: readonly IntentGuess[];
  readonly byId: ReadonlyMap<string, Intent>;
  /** The words that spoke for an intent. */
  readonly explain: (intent: string) => readonly string[];
}): Signal[] {
  const { hints, doubtful } = from.fixed;
  const signals = new Map<SignalKind, Signal>();
  if (from.person !== undefined) signals.set('person', { kind: 'person', words: [from.person], confidence: 1 });
  for (const [kind, words] of from.fixed) signals.set(kind, { kind, words, confidence: 1 });
  const rival = Math.max(0, ...from.guesses.filter(({ id }) => from.byId.get(id)?.kind === 'question').map(({ confidence }) => confidence));
  const guessed = from.guesses.find(({ id }) => from.byId.get(id)?.signal === 'complaint');
  const complaint = likelihoodOf(from.fixed.complaint, guessed?.confidence ?? 0, rival);
  const talk = Math.max(0, ...from.guesses.filter(({ id }) => from.byId.get(id)?.kind === 'talk').map(({ confidence }) => confidence));
  if (complaint >= (from.person === undefined ? LIKELY_COMPLAINT : LIKELY_BESIDE_REQUEST) && talk < SURE_TALK && !signals.has('complaint') && !doubtful.has('complaint')) {
    signals.set('complaint', { kind: 'complaint', words: hints.get('complaint') ?? (guessed ? from.explain(guessed.id) : []), confidence: complaint });
  }
  for (const { id, confidence } of from.guesses) {
    const kind = from.byId.get(id)?.signal;
    if (kind === undefined || signals.has(kind)) continue;
    const words = hints.get(kind);
    const least = doubtful.has(kind) ? SURE_DESPITE_DOUBT[kind] : SURE_ENOUGH[kind][words === undefined ? 'alone' : 'besideHint'];
    if (confidence < least || (words === undefined && confidence < rival + LEAD[kind])) continue;
    signals.set(kind, { kind, words: words ?? from.explain(id), confidence });
  }
  for (const [kind, words] of hints) {
    if (words.length > 1 && kind !== 'leaving' && kind !== 'complaint' && !signals.has(kind) && !doubtful.has(kind)) signals.set(kind, { kind, words, confidence: TWO_HINTS });
  }
  const found = [...signals.values()];
  if (from.heard === undefined) return found;
  const wordsOf = (kind: SignalKind): readonly string[] => {
    const intent = from.guesses.find(({ id }) => from.byId.get(id)?.signal === kind)?.id;
    return hints.get(kind) ?? (intent === undefined ? [] : from.explain(intent));
  };
  return refineSignals(found, from.heard, doubtful, wordsOf, from.fixed.complaint);
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
