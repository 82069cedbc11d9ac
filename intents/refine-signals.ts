import type { Signal, SignalKind } from '#core/understanding.ts';
import type { HeardSignals } from './signal-model.ts';

/**
 * Log-odds of any signal below which fixed words of a kind are not believed ("is the 12315 offer still on"), the same where
 * the form of the text speaks against them ("会触电吗"), and below which guesses are not. Words for a person are believed at
 * any, but in the form of a refusal. Chosen on a fifth of the examples, read by a model that had not learnt them.
 */
const BELIEVED_FROM: Readonly<Record<SignalKind, readonly [words: number, despiteDoubt: number, guess: number]>> = {
  complaint: [-1.6, -1.6, -1],
  danger: [-3.2, -2.6, -1.5],
  law: [-2, -2, -0.8],
  leaving: [-1.7, -1.7, -0.4],
  person: [-Infinity, -4, -1.5],
};
/**
 * From here on a signal is heard without any fixed word, and from there where the form of the text speaks against it: anger
 * about a fault sounds like a complaint, and whoever refuses a person names one, too.
 */
const HEARD_FROM: Readonly<Record<SignalKind, readonly [number, number]>> = { complaint: [-1.8, -0.9], danger: [0, 0.8], law: [0, 0.8], leaving: [0, 0.8], person: [1, 2] };
/**
 * A complaint is weighed by its own share of the odds and by the words that hold the company to account: a regression on
 * the conversations of `test/core/sets`, read by a model that had not learnt them.
 */
const WORDS_WEIGH = 0.23;
/** Share of its odds that a signal must have: alone, and beside others that were found by words. */
const [LEAST_SHARE, SHARE_BESIDE] = [0.55, 0.85];

/**
 * Signals by words and guesses, set right by what the text sounds like as a whole: those that it does not bear are
 * dropped, and the likeliest is added where it is likely enough. `words` tells what spoke for a signal, `accountability`
 * how much the words speak for a complaint, in log-odds. The limit from which a complaint is heard was
 * chosen on the third to the sixth of the sets of conversations in `test/core/sets`.
 */
export function refineSignals(found: readonly Signal[], heard: HeardSignals, doubtful: ReadonlySet<SignalKind>, words: (kind: SignalKind) => readonly string[], accountability = 0): Signal[] {
  const signals = found.filter(({ kind, confidence }) => {
    const [sure, doubted, guessed] = BELIEVED_FROM[kind];
    return heard.odds >= (confidence < 1 ? guessed : doubtful.has(kind) ? doubted : sure);
  });
  const [kind, share] = [...heard.shares].reduce<readonly [SignalKind, number]>((best, one) => (one[1] > best[1] ? one : best), ['complaint', 0]);
  const [from, despiteDoubt] = HEARD_FROM[kind];
  const isClear = share >= (signals.length === 0 ? LEAST_SHARE : SHARE_BESIDE);
  const level = kind === 'complaint' ? heard.odds + Math.log(share || Number.MIN_VALUE) + WORDS_WEIGH * accountability : heard.odds;
  if (level < (doubtful.has(kind) ? despiteDoubt : from) || !isClear || signals.some((signal) => signal.kind === kind)) return signals;
  return [...signals, { kind, words: words(kind), confidence: share / (1 + Math.exp(-heard.odds)) }];
}
