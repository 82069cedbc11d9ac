import { describe, expect, it } from 'vitest';
import { ApiError, errorOf, isPassing, partFor, sayError } from '#adapters/console/page/errors.ts';

describe('what went wrong', () => {
  it('is told in the server’s own words on a conflict', () => {
    const error = new ApiError(409, 'conflict', '王芳 has just taken this conversation.');
    expect(sayError(error, 'en')).toBe('王芳 has just taken this conversation.');
  });

  it('is told in the reader’s language, with the server’s words beside it where they are in the other', () => {
    const error = new ApiError(409, 'conflict', 'Wang Fang has just taken this conversation.');
    expect(sayError(error, 'zh')).toBe('同事的动作更快，这个对话刚刚有了变化。（Wang Fang has just taken this conversation.）');
  });

  it('is told by the reader’s half of a message in both languages', () => {
    const message = '消息太长，请分几条发送。 · The message is too long. Please send it in parts.';
    expect(partFor(message, 'zh')).toBe('消息太长，请分几条发送。');
    expect(partFor(message, 'en')).toBe('The message is too long. Please send it in parts.');
    expect(sayError(new ApiError(413, 'too_large', message), 'en')).toBe('The message is too long. Please send it in parts.');
  });

  it.each([0, 400, 401, 403, 404, 409, 413, 429, 500, 503])('is one sentence or two in both languages for status %i', (status) => {
    const error = new ApiError(status, 'x', '');
    expect(sayError(error, 'zh')).toMatch(/\p{Script=Han}.*。$/u);
    expect(sayError(error, 'en')).toMatch(/^[A-Z].*\.$/);
  });

  it('is told kindly even when it is no answer of the server at all', () => {
    expect(sayError(new TypeError('boom'), 'en')).not.toContain('boom');
  });
});

describe('a refused request', () => {
  it('keeps the server’s code and message', async () => {
    const error = await errorOf(Response.json({ error: { code: 'conflict', message: 'taken' } }, { status: 409 }));
    expect([error.status, error.code, error.message]).toEqual([409, 'conflict', 'taken']);
  });

  it('is still an error when a proxy answers with a page', async () => {
    const error = await errorOf(new Response('<html>Bad gateway</html>', { status: 502 }));
    expect([error.status, error.code]).toEqual([502, 'unknown']);
    const other = await errorOf(Response.json({ error: 'no upstream' }, { status: 502 }));
    expect([other.status, other.code]).toEqual([502, 'unknown']);
  });

  it('is sent again only when the same request may succeed', () => {
    expect([0, 502, 503, 504].every((status) => isPassing(new ApiError(status, '', '')))).toBe(true);
    expect([400, 401, 409, 413, 500].some((status) => isPassing(new ApiError(status, '', '')))).toBe(false);
  });
});
