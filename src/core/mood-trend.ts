/** How a conversation's mood has gone. */
export type MoodTrend = {
  /** Where it goes now: the latest against what came before. */
  readonly direction: 'falling' | 'rising' | 'steady';
  /** How much the sentiment has changed, latest minus earlier, in [-2, 2]. */
  readonly change: number;
  /** Sentiment now, recent messages counting most, in [-1, 1]. */
  readonly level: number;
  /** Place of the message at which the mood turned from falling to rising or back; absent when it never did. */
  readonly turnedAt?: number;
};

/** A change smaller than this is none. */
const NOTABLE = 0.3;
/** What each older message counts less. */
const FADING = 0.5;

/**
 * The trend of the sentiments of a customer's messages, oldest first, each in [-1, 1]. The latest message is set
 * against the weighed mean of those before it; one message or none is steady. The turning point is the last highest or
 * lowest message with a notable change on both of its sides.
 */
export function readMoodTrend(sentiments: readonly number[]): MoodTrend {
  const level = fadedMean(sentiments);
  if (sentiments.length < 2) return { direction: 'steady', change: 0, level };
  const change = (sentiments.at(-1) ?? 0) - fadedMean(sentiments.slice(0, -1));
  const direction = change <= -NOTABLE ? 'falling' : change >= NOTABLE ? 'rising' : 'steady';
  const turnedAt = findTurn(sentiments);
  return { direction, change, level, ...(turnedAt === undefined ? {} : { turnedAt }) };
}

function fadedMean(values: readonly number[]): number {
  let sum = 0;
  let weights = 0;
  values.toReversed().forEach((value, age) => {
    sum += value * FADING ** age;
    weights += FADING ** age;
  });
  return weights === 0 ? 0 : sum / weights;
}

/** The last extreme that the sentiments left by a notable step after they had come to it by a notable step (zigzag). */
function findTurn(values: readonly number[]): number | undefined {
  let turn: number | undefined;
  let low = 0;
  let high = 0;
  let heading: 'up' | 'down' | undefined;
  values.forEach((value, at) => {
    if (value < (values[low] ?? 0)) low = at;
    if (value > (values[high] ?? 0)) high = at;
    if (heading !== 'up' && value - (values[low] ?? 0) >= NOTABLE) {
      if (heading === 'down') turn = low;
      heading = 'up';
      high = at;
    } else if (heading !== 'down' && (values[high] ?? 0) - value >= NOTABLE) {
      if (heading === 'up') turn = high;
      heading = 'down';
      low = at;
    }
  });
  return turn;
}
