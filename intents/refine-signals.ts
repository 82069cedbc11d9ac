import type { Signal, SignalKind } from '#core/understanding.ts';
import type { HeardSignals } from './signal-model.ts';

/**
 * Log-odds of a signal below which fixed words are not believed ("is the 12315 offer still on"): a danger or a threat that
 * is missed costs more than one heard too often.
 */
const WORDS_FROM: Readonly<Record<SignalKind, number>> = { complaint: -1.7, danger: -3.5, law: -3.5, leaving: -1.7, person: -Infinity };
/** … and below which guesses are not. */
const GUESSES_FROM = -1.2;
/**
 * From here on a signal is heard without any fixed word, and from there where the form of the text speaks against it: anger
 * about a fault sounds like a complaint, and whoever refuses a person names one, too.
 */
const HEARD_FROM: Readonly<Record<SignalKind, readonly [number, number]>> = { complaint: [0.3, 0.8], danger: [0, 0.8], law: [0, 0.8], leaving: [0, 0.8], person: [0.4, 2] };
/** Share of its odds that a signal must have: alone, and beside others that were found by words. */
const [LEAST_SHARE, SHARE_BESIDE] = [0.4, 0.85];

/**
 * Signals by words and guesses, set right by what the text sounds like as a whole: those that it does not bear are
 * dropped, and the likeliest is added where it is likely enough. A request for a person is never dropped. `words` tells
 * what spoke for a signal. The limits were chosen on `test/core/sets/handover-work.jsonl`.
 */
export function refineSignals(found: readonly Signal[], heard: HeardSignals, doubtful: ReadonlySet<SignalKind>, words: (kind: SignalKind) => readonly string[]): Signal[] {
  const signals = found.filter(({ kind, confidence }) => heard.odds >= (confidence === 1 || kind === 'person' ? WORDS_FROM[kind] : GUESSES_FROM));
  const [kind, share] = [...heard.shares].reduce<readonly [SignalKind, number]>((best, one) => (one[1] > best[1] ? one : best), ['complaint', 0]);
  const [from, despiteDoubt] = HEARD_FROM[kind];
  const isClear = share >= (signals.length === 0 ? LEAST_SHARE : SHARE_BESIDE);
  if (heard.odds < (doubtful.has(kind) ? despiteDoubt : from) || !isClear || signals.some((signal) => signal.kind === kind)) return signals;
  return [...signals, { kind, words: words(kind), confidence: share / (1 + Math.exp(-heard.odds)) }];
}
