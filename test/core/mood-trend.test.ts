import { describe, expect, it } from 'vitest';
import { readMoodTrend } from '#core/mood-trend.ts';

describe('the trend of a conversation\'s mood', () => {
  it('is steady for no message, one message and small changes', () => {
    for (const sentiments of [[], [-0.9], [0.1, 0, 0.1, 0.05]]) expect(readMoodTrend(sentiments).direction).toBe('steady');
  });

  it('falls when the latest message is much worse than those before, and rises when it is much better', () => {
    expect(readMoodTrend([0.4, 0.2, -0.6])).toMatchObject({ direction: 'falling' });
    expect(readMoodTrend([-0.8, -0.7, 0.5])).toMatchObject({ direction: 'rising' });
  });

  it('names the message at which the mood turned', () => {
    expect(readMoodTrend([0.5, 0, -0.8, -0.2, 0.6]).turnedAt).toBe(2);
    expect(readMoodTrend([-0.5, 0.6, 0.5, -0.7]).turnedAt).toBe(1);
    expect(readMoodTrend([0.5, 0.1, -0.4, -0.9]).turnedAt).toBeUndefined();
  });

  it('counts recent messages most and stays in [-1, 1]', () => {
    const { level } = readMoodTrend([1, 1, 1, -1]);
    expect(level).toBeLessThan(0);
    expect(readMoodTrend([-1, -1, -1]).level).toBeCloseTo(-1);
  });
});
