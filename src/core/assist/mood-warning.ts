import type { UnderstoodMessage } from '../ports/store.ts';
import type { MoodWarning } from './view.ts';

/** So many of the customer's latest messages are looked at. */
const LATEST = 6;
/** A smaller fall is none; see `mood-trend.ts`. */
const NOTABLE = 0.3;
/** Whoever is not below this is in no bad mood, however good it was before. */
const BAD = -0.1;

/**
 * Has the customer's mood fallen within the latest messages of a segment, and stayed down? The best sentiment among them
 * is set against the latest. Pure.
 */
export function moodWarning(transcript: readonly UnderstoodMessage[], segment: number): MoodWarning | undefined {
  const moods = transcript
    .flatMap(({ message, understanding }) => (message.author === 'customer' && message.segment === segment && understanding ? [{ seq: message.seq, mood: understanding.mood, sentiment: understanding.sentiment }] : []))
    .slice(-LATEST);
  const last = moods.at(-1);
  if (!last || last.sentiment > BAD) return undefined;
  const peak = moods.reduce((best, each) => (each.sentiment >= best.sentiment ? each : best));
  const fellBy = peak.sentiment - last.sentiment;
  if (fellBy < NOTABLE) return undefined;
  const fall = moods.find(({ seq, sentiment }) => seq > peak.seq && peak.sentiment - sentiment >= NOTABLE) ?? last;
  // "Neutral" says nothing of a fall that the words before it name.
  const named = last.mood === 'neutral' ? (moods.findLast(({ seq, mood }) => seq >= fall.seq && mood !== 'neutral') ?? last) : last;
  return { seq: fall.seq, mood: named.mood, fellBy };
}
