import { describe, expect, it } from 'vitest';
import { BatonError, isBatonError, toBatonError } from '#core/errors.ts';

describe('an error', () => {
  it('is known by its code', () => {
    const error = new BatonError('conflict', 'Taken.', { retryAfterMs: 5, details: ['a', 'b'] });
    expect(isBatonError(error)).toBe(true);
    expect(isBatonError(error, 'not_found', 'conflict')).toBe(true);
    expect(isBatonError(error, 'not_found')).toBe(false);
    expect(isBatonError(new Error('Taken.'))).toBe(false);
    expect(error).toMatchObject({ retryAfterMs: 5, details: ['a', 'b'] });
  });

  it('of somebody else becomes internal and keeps its cause', () => {
    const theirs = new Error('socket closed');
    expect(toBatonError(theirs)).toMatchObject({ code: 'internal', message: expect.stringContaining('socket closed'), cause: theirs, details: [] });
    expect(toBatonError('just words')).toMatchObject({ code: 'internal', cause: 'just words' });
    const ours = new BatonError('unavailable', 'Later.');
    expect(toBatonError(ours)).toBe(ours);
  });
});
