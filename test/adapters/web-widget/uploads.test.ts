import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createUploads, FileError, type SendFile } from '#adapters/web/widget/uploads.ts';

const file = (name: string, size = 10): File => ({ name, size }) as unknown as File;

describe('files on their way from the widget', () => {
  let tries: { readonly name: string; readonly signal: AbortSignal; readonly tell: (part: number) => void; readonly answer: PromiseWithResolvers<Awaited<ReturnType<SendFile>>> }[];
  const send: SendFile = ({ name }, _token, tell, signal) => {
    const answer = Promise.withResolvers<Awaited<ReturnType<SendFile>>>();
    tries.push({ name, signal, tell, answer });
    return answer.promise;
  };
  const open = () => createUploads({ call: (run) => run('token'), send, onChange: () => undefined });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  beforeEach(() => {
    tries = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('go at once, tell how far they are, and are handed over when they are there', async () => {
    const uploads = open();
    uploads.add([file('a.png'), file('b.pdf')]);
    tries[0]?.tell(0.4);
    tries[1]?.answer.resolve({ id: 'f-b', name: 'b.pdf', type: 'application/pdf', size: 10 });
    await settle();
    expect(uploads.list().map(({ name, status, progress }) => [name, status, progress])).toEqual([['a.png', 'sending', 0.4], ['b.pdf', 'ready', 1]]);
    expect(uploads.take().map(({ id }) => id)).toEqual(['f-b']);
    expect(uploads.list().map(({ name }) => name)).toEqual(['a.png']);
  });

  it('are at most five, none empty and none too large', () => {
    const uploads = open();
    expect(uploads.add([file('a', 0), file('b', 10 * 1024 * 1024 + 1), file('c'), file('d'), file('e'), file('f')])).toBe(false);
    expect(uploads.list().map(({ name, reason }) => [name, reason])).toEqual([['a', 'empty'], ['b', 'tooLarge'], ['c', undefined], ['d', undefined], ['e', undefined]]);
    expect(tries.map(({ name }) => name)).toEqual(['c', 'd', 'e']);
  });

  it('go again by themselves after a break, sooner when the network is back', async () => {
    const uploads = open();
    uploads.add([file('a.png')]);
    tries[0]?.answer.reject(new FileError(0));
    await settle();
    expect(uploads.list()[0]?.status).toBe('waiting');
    await vi.advanceTimersByTimeAsync(2_000);
    tries[1]?.answer.reject(new FileError(503));
    await settle();
    uploads.wake();
    expect([tries.length, uploads.list()[0]?.status]).toEqual([3, 'sending']);
  });

  it('stay refused when the server says so, until somebody tries again', async () => {
    const uploads = open();
    uploads.add([file('a.png')]);
    tries[0]?.answer.reject(new FileError(400));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([tries.length, uploads.list()[0]?.status, uploads.list()[0]?.reason]).toEqual([1, 'failed', 'refused']);
    uploads.retry(uploads.list()[0]?.key ?? 0);
    expect(tries).toHaveLength(2);
  });

  it('are broken off when they are removed, and with the panel', async () => {
    const uploads = open();
    uploads.add([file('a.png'), file('b.png')]);
    uploads.remove(uploads.list()[0]?.key ?? 0);
    expect(tries.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    uploads.close();
    tries[1]?.answer.reject(new FileError(0));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([tries.length, tries[1]?.signal.aborted]).toEqual([2, true]);
  });
});
