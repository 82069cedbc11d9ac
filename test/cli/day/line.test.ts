import { describe, expect, it } from 'vitest';
import { createLine } from '#cli/bench/day/line.ts';

const refused = (code: string): TypeError => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
const stream = (...events: readonly string[]): Response => new Response(events.map((event) => `event: message\ndata: "${event}"\n\n`).join(''));
/** A network that answers with these, one after the other, and then with nothing but silence. */
const network = (answers: readonly (Response | Error)[]) => {
  const left = [...answers];
  const asked: string[] = [];
  return {
    asked,
    send: (url: string): Promise<Response> => {
      asked.push(url);
      const answer = left.shift();
      if (!answer) return new Promise(() => undefined);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
};

describe('the line of a simulated day', () => {
  it('tries again what did not come through, as a page does, and counts it by kind', async () => {
    const waits: number[] = [];
    const { send } = network([refused('UND_ERR_CONNECT_TIMEOUT'), refused('UND_ERR_CONNECT_TIMEOUT'), refused('ECONNRESET'), new Response('there')]);
    const line = createLine(send, (ms) => Promise.resolve(waits.push(ms)));
    expect(await (await line.fetch('/a')).text()).toBe('there');
    expect([line.faults, waits]).toEqual([{ UND_ERR_CONNECT_TIMEOUT: 2, ECONNRESET: 1 }, [500, 1_000, 2_000]]);
  });

  it('gives up in the end, and does not insist when the page is closed', async () => {
    const down = createLine(network(Array.from({ length: 9 }, () => refused('ECONNREFUSED'))).send, () => Promise.resolve());
    await expect(down.fetch('/a')).rejects.toThrow('fetch failed');
    expect(down.faults).toEqual({ ECONNREFUSED: 5 });
    const closed = createLine(network([new Error('aborted')]).send, () => Promise.resolve());
    await expect(closed.fetch('/a', { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
    expect(closed.faults).toEqual({});
  });

  it('follows a stream across breaks, from where it was', async () => {
    const heard: unknown[] = [];
    const page = new AbortController();
    const all = Promise.withResolvers<void>();
    const { send, asked } = network([stream('one', 'two'), refused('ECONNRESET'), stream('three')]);
    const line = createLine(send, () => Promise.resolve());
    await line.follow(() => `/events?after=${heard.length}`, { signal: page.signal }, (_event, data) => {
      heard.push(data);
      if (heard.length === 3) all.resolve();
    });
    await all.promise;
    page.abort();
    expect([heard, line.faults, asked.slice(0, 3)]).toEqual([['one', 'two', 'three'], { 'stream: ECONNRESET': 1 }, ['/events?after=0', '/events?after=2', '/events?after=2']]);
  });
});
