import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EventWriter, eventStream } from '#adapters/shared/event-stream.ts';
import { createOpenStreams } from '#adapters/shared/open-streams.ts';
import { readEvents } from '../../support/event-reader.ts';

let gone: AbortController;
let errors: unknown[];
let writer: EventWriter;
let ends: number;
const open = (begin: (given: EventWriter) => Promise<void> = () => Promise.resolve()): Response =>
  eventStream(gone.signal, (error) => void errors.push(error), (given) => {
    writer = given;
    given.onEnd(() => (ends += 1));
    return begin(given);
  });

beforeEach(() => {
  vi.useFakeTimers();
  [gone, errors, ends] = [new AbortController(), [], 0];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an event stream', () => {
  it('brings events in order, with ids, whatever is in them', async () => {
    const reader = readEvents(open());
    const data = { text: 'line\n\nevent: fake\ndata: 1\n\n\u2028 😀' };
    writer.send('message', data, 7);
    writer.send('state', 'x');
    expect(await reader.next()).toEqual({ event: 'message', data, id: '7' });
    expect(await reader.next()).toEqual({ event: 'state', data: 'x', id: undefined });
  });

  it('says hello at once, and gives a sign of life every 15 seconds', async () => {
    const reader = readEvents(open());
    vi.advanceTimersByTime(14_999);
    writer.send('a', 1);
    await reader.next();
    expect(reader.comments()).toBe(1);
    vi.advanceTimersByTime(30_001);
    writer.send('b', 2);
    await reader.next();
    expect(reader.comments()).toBe(4);
  });

  it.each<readonly [string, (response: Response) => unknown]>([
    ['the reader goes away', () => gone.abort()],
    ['the body is cancelled', (response) => response.body?.cancel()],
    ['it is ended from here', () => writer.end()],
  ])('ends once when %s: everything is let go of, and no timer is left', async (_, leave) => {
    const response = open();
    expect(vi.getTimerCount()).toBe(1);
    await leave(response);
    gone.abort();
    writer.end();
    writer.send('late', 1);
    expect([ends, vi.getTimerCount(), writer.signal.aborted]).toEqual([1, 0, true]);
    let late = 0;
    writer.onEnd(() => (late += 1));
    expect(late).toBe(1);
  });

  it('still brings what was sent before its end', async () => {
    const reader = readEvents(open());
    writer.send('last', 1);
    writer.end();
    expect(await reader.next()).toMatchObject({ event: 'last' });
    expect(await reader.next()).toBeUndefined();
  });

  it('does not begin for a reader that has gone already', () => {
    gone.abort();
    let begun = 0;
    eventStream(gone.signal, () => undefined, () => Promise.resolve(void (begun += 1)));
    expect([begun, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('ends when it cannot begin, tells why, and lets go of what it had', async () => {
    const reader = readEvents(open(() => Promise.reject(new Error('no database'))));
    expect(await reader.next()).toBeUndefined();
    expect([errors, ends, vi.getTimerCount()]).toEqual([[new Error('no database')], 1, 0]);
  });

  it('lets go of a reader that does not read, before memory runs full', () => {
    open();
    const text = 'x'.repeat(100_000);
    for (let sent = 0; sent < 60; sent += 1) writer.send('message', text);
    expect(writer.signal.aborted).toBe(false);
    for (let sent = 0; sent < 60; sent += 1) writer.send('message', text);
    expect([writer.signal.aborted, ends]).toEqual([true, 1]);
  });
});

describe('open streams', () => {
  it('are counted, and can all be ended at once', async () => {
    let count = 0;
    const streams = createOpenStreams(
      () => undefined,
      (change) => (count += change),
    );
    const responses = Array.from({ length: 3 }, () => streams.open(gone.signal, undefined, () => Promise.resolve()));
    expect(count).toBe(3);
    await responses[0]?.body?.cancel();
    expect(count).toBe(2);
    streams.endAll();
    expect(count).toBe(0);
    streams.endAll();
    expect([count, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('are few for each reader: one more ends the oldest, and only that', async () => {
    const ended: string[] = [];
    const streams = createOpenStreams(() => undefined);
    const open = (key: string, name: string) =>
      streams.open(gone.signal, { key, most: 2 }, ({ onEnd }) => {
        onEnd(() => ended.push(name));
        return Promise.resolve();
      });
    open('lin', 'first');
    open('lin', 'second');
    open('wang', 'of another');
    expect(ended).toEqual([]);
    open('lin', 'third');
    expect(ended).toEqual(['first']);
    open('lin', 'fourth');
    expect(ended).toEqual(['first', 'second']);
    streams.endAll();
    expect(ended).toHaveLength(5);
  });
});
