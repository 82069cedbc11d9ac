import { setTimeout as pause } from 'node:timers/promises';
import { followEvents, type Wanted } from '../event-stream.ts';

/** The network between pages and Baton. */
export type Line = {
  /** As `fetch`. What does not come through is tried again as a page does, and rejects when it never does. Whoever repeats a step gives it an id. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Follows a stream of events until `signal`, and connects again whenever it breaks; `url` is asked for each time. Resolves when it was connected for the first time. */
  follow(url: () => string, init: RequestInit & { readonly signal: AbortSignal }, offer: (event: string, data: unknown) => void, isWanted?: Wanted): Promise<void>;
  /** How often something did not come through, by kind. */
  readonly faults: Readonly<Record<string, number>>;
};

/** Real ms before each next try. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];
/** Real ms before a stream is opened again. */
const COME_BACK_MS = 1_000;

/** A line on which nothing has gone wrong yet. */
export function createLine(send: (url: string, init?: RequestInit) => Promise<Response> = fetch, wait: (ms: number) => Promise<unknown> = pause): Line {
  const faults: Record<string, number> = {};
  const count = (kind: string): void => void (faults[kind] = (faults[kind] ?? 0) + 1);
  const line: Line = {
    faults,
    async fetch(url, init) {
      for (const ms of PAUSES_MS) {
        try {
          return await send(url, init);
        } catch (error) {
          if (init?.signal?.aborted) throw error;
          count(kindOf(error));
          await wait(ms);
        }
      }
      return send(url, init);
    },
    async follow(url, init, offer, isWanted) {
      const first = await line.fetch(url(), init);
      const goOn = async (): Promise<void> => {
        for (let stream: Response | undefined = first; !init.signal.aborted; ) {
          try {
            await followEvents(stream ?? (await send(url(), init)), offer, isWanted);
          } catch (error) {
            if (init.signal.aborted) return;
            count(`stream: ${kindOf(error)}`);
          }
          stream = undefined;
          await wait(COME_BACK_MS);
        }
      };
      void goOn();
    },
  };
  return line;
}

/** The code of the network's fault, such as `UND_ERR_CONNECT_TIMEOUT`, else its words. */
function kindOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : cause instanceof Error ? cause.message.slice(0, 80) : String(cause).slice(0, 80);
}
