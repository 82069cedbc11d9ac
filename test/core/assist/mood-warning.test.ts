import { describe, expect, it } from 'vitest';
import { moodWarning } from '#core/assist/mood-warning.ts';
import type { Mood } from '#core/understanding.ts';
import { transcriptOf } from './lines.ts';

const warned = (...moods: readonly (readonly [sentiment: number, mood?: Mood])[]) => moodWarning(transcriptOf(...moods.map(([sentiment, mood = 'neutral']) => ['customer', '……', { sentiment, mood }] as const)), 1);

describe('the warning about the mood', () => {
  it('comes with the message with which the mood falls, and names it', () => {
    expect(warned([0.1], [0], [-0.6, 'angry'])).toEqual({ seq: 3, mood: 'angry', fellBy: expect.closeTo(0.7) });
  });

  it('stays while the mood stays down, and goes when it is better again', () => {
    expect(warned([0.1], [-0.6, 'angry'], [-0.5])).toMatchObject({ seq: 2, mood: 'angry' });
    expect(warned([0.1], [-0.6, 'angry'], [0.3, 'pleased'])).toBeUndefined();
  });

  it('does not come for a small step, for a mood that is still good, or for one message', () => {
    expect(warned([0], [-0.2])).toBeUndefined();
    expect(warned([0.9, 'pleased'], [0.2])).toBeUndefined();
    expect(warned([-0.9, 'angry'])).toBeUndefined();
  });
});
