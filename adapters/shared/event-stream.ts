const HEARTBEAT_MS = 15_000;
/** A reader that lets this much lie unread is let go of, bytes; it comes back and resumes. */
const MOST_UNREAD = 8 * 1024 * 1024;

/** Writes to one open event stream. */
export type EventWriter = {
  /** Sends an event; `id` is what the client resumes after. Nothing happens once the stream has ended. */
  readonly send: (event: string, data: unknown, id?: number) => void;
  /** Sends what `encodeEvents` has made: what many are told is put into bytes once. */
  readonly sendBytes: (events: Uint8Array) => void;
  /** Calls back once when the stream ends, and at once when it has ended already. */
  readonly onEnd: (call: () => void) => void;
  /** Ends the stream; what was sent before still arrives. */
  readonly end: () => void;
  /** Aborted when the stream has ended. */
  readonly signal: AbortSignal;
};

const encoder = new TextEncoder();

/** Events of one name, each with data that is JSON already, for `sendBytes`. */
export function encodeEvents(event: string, data: readonly string[]): Uint8Array {
  return encoder.encode(data.map((json) => `event: ${event}\ndata: ${json}\n\n`).join(''));
}

/**
 * Answers with a stream of server-sent events (HTML Standard §9.2) until `signal` says that the reader has gone.
 * `begin` writes what is there and subscribes to what comes; when it fails the stream ends, and the reader comes back. A
 * comment every 15 s keeps the line open through proxies.
 */
export function eventStream(signal: AbortSignal, onError: (error: unknown) => void, begin: (writer: EventWriter) => Promise<void>): Response {
  const ended = new AbortController();
  let release = (): void => undefined;
  const end = (): void => {
    if (ended.signal.aborted) return;
    ended.abort();
    signal.removeEventListener('abort', end);
    release();
  };
  const onEnd = (call: () => void): void => {
    if (ended.signal.aborted) call();
    else ended.signal.addEventListener('abort', call, { once: true });
  };
  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const sendBytes = (bytes: Uint8Array): void => {
          if (ended.signal.aborted) return;
          controller.enqueue(bytes);
          if ((controller.desiredSize ?? 0) <= 0) end();
        };
        const write = (text: string): void => sendBytes(encoder.encode(text));
        const heartbeat = setInterval(() => write(': hi\n\n'), HEARTBEAT_MS);
        heartbeat.unref();
        release = () => {
          clearInterval(heartbeat);
          try {
            controller.close();
          } catch {
            // The reader had closed it already.
          }
        };
        signal.addEventListener('abort', end);
        if (signal.aborted) return end();
        write(': hi\n\n');
        try {
          const send: EventWriter['send'] = (event, data, id) =>
            write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
          await begin({ send, sendBytes, onEnd, end, signal: ended.signal });
        } catch (error) {
          onError(error);
          end();
        }
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD }),
  );
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  });
}
