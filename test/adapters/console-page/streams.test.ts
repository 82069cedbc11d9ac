import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followStream, REOPEN_PAUSES, type StreamSource, type StreamStatus } from '#adapters/console/page/streams.ts';

type Events = { readonly list: readonly string[] };
type FakeSource = StreamSource & { fire(name: string, data?: unknown): void; isClosed: boolean };

function fakeSource(): FakeSource {
  const listeners = new Map<string, (event: { data?: unknown }) => void>();
  const source: FakeSource = {
    isClosed: false,
    addEventListener: (name, listener) => void listeners.set(name, listener),
    close: () => void (source.isClosed = true),
    fire: (name, data) => listeners.get(name)?.({ data }),
  };
  return source;
}

function follow() {
  const sources: FakeSource[] = [];
  const statuses: StreamStatus[] = [];
  const lists: (readonly string[])[] = [];
  const stream = followStream<Events>(
    () => {
      const source = fakeSource();
      sources.push(source);
      return source;
    },
    () => ({ list: (list) => lists.push(list) }),
    (status) => statuses.push(status),
  );
  return { sources, statuses, lists, stream };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an event stream', () => {
  it('gives each event, parsed', () => {
    const { sources, lists, statuses } = follow();
    sources[0]?.fire('open');
    sources[0]?.fire('list', '["a"]');
    expect(lists).toEqual([['a']]);
    expect(statuses).toEqual(['connecting', 'open']);
  });

  it('heals by itself when it breaks', () => {
    const { sources, lists, statuses } = follow();
    sources[0]?.fire('open');
    sources[0]?.fire('error');
    expect(sources[0]?.isClosed).toBe(true);
    vi.advanceTimersByTime(REOPEN_PAUSES[0]);
    sources[1]?.fire('open');
    sources[1]?.fire('list', '["b"]');
    expect(statuses).toEqual(['connecting', 'open', 'lost', 'open']);
    expect(lists).toEqual([['b']]);
  });

  it('waits longer after each failure, but never gives up', () => {
    const { sources } = follow();
    for (const pause of [...REOPEN_PAUSES, REOPEN_PAUSES.at(-1) ?? 0]) {
      const count = sources.length;
      sources.at(-1)?.fire('error');
      vi.advanceTimersByTime(pause - 1);
      expect(sources).toHaveLength(count);
      vi.advanceTimersByTime(1);
      expect(sources).toHaveLength(count + 1);
    }
  });

  it('begins with a short pause again once it was there', () => {
    const { sources } = follow();
    sources[0]?.fire('error');
    vi.advanceTimersByTime(REOPEN_PAUSES[0]);
    sources[1]?.fire('open');
    sources[1]?.fire('error');
    vi.advanceTimersByTime(REOPEN_PAUSES[0]);
    expect(sources).toHaveLength(3);
  });

  it('does not listen to a line that it has left', () => {
    const { sources, lists, stream } = follow();
    stream.reopen();
    sources[0]?.fire('list', '["old"]');
    sources[0]?.fire('error');
    expect([lists, sources.length]).toEqual([[], 2]);
  });

  it('stays closed once it is closed', () => {
    const { sources, stream } = follow();
    sources[0]?.fire('error');
    stream.close();
    stream.reopen();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
  });
});
