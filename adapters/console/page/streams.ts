/** How an event stream stands: not yet there, there, or broken and about to be opened again. */
export type StreamStatus = 'connecting' | 'open' | 'lost';

/** As much of an `EventSource` as is needed. */
export type StreamSource = {
  addEventListener(name: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
};

/** What to do with each event of a stream, by its name. */
export type StreamHandlers<Events> = { readonly [Name in keyof Events]: (data: Events[Name]) => void };

/** A stream that is being followed. */
export type FollowedStream = {
  /** Opens it anew at once, for example when the computer wakes up. */
  reopen(): void;
  /** Ends it for good. */
  close(): void;
};

/** Pauses between tries, ms; the last one repeats. */
export const REOPEN_PAUSES = [500, 1_000, 2_000, 4_000, 8_000] as const;

/**
 * Follows an event stream until it is closed. When it breaks, whatever the cause, it is opened again after a pause that
 * grows to 8 s. `handlers` is asked anew for each event, but its names must not change. The browser's own retry is not used: it gives up for good when a restarting server answers with an error.
 */
export function followStream<Events>(
  open: () => StreamSource,
  handlers: () => StreamHandlers<Events>,
  onStatus: (status: StreamStatus) => void,
): FollowedStream {
  let source: StreamSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isClosed = false;

  const drop = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const connect = () => {
    drop();
    const own = open();
    source = own;
    own.addEventListener('open', () => {
      if (own !== source) return;
      failures = 0;
      onStatus('open');
    });
    own.addEventListener('error', () => {
      if (own !== source) return;
      drop();
      onStatus('lost');
      timer = setTimeout(connect, REOPEN_PAUSES[Math.min(failures, REOPEN_PAUSES.length - 1)]);
      failures += 1;
    });
    for (const name in handlers()) {
      own.addEventListener(name, ({ data }) => {
        if (own === source && typeof data === 'string') {
          const parsed: Events[typeof name] = JSON.parse(data);
          handlers()[name](parsed);
        }
      });
    }
  };

  onStatus('connecting');
  connect();
  return {
    reopen: () => {
      if (!isClosed) connect();
    },
    close: () => {
      isClosed = true;
      drop();
    },
  };
}
