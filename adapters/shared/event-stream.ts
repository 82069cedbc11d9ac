const HEARTBEAT_MS = 15_000;

/** Writes to one open event stream. */
export type EventWriter = {
  /** Sends an event; `id` is what the client resumes after. */
  send(event: string, data: unknown, id?: number): void;
  /** Aborted when the reader has gone. */
  readonly signal: AbortSignal;
};

/**
 * Answers with a stream of server-sent events (HTML Standard §9.2). `begin` writes what is there and subscribes to
 * what comes; what it returns is called once at the end. A comment every 15 s keeps the line open through proxies.
 */
export function eventStream(signal: AbortSignal, begin: (writer: EventWriter) => Promise<() => void>): Response {
  const encoder = new TextEncoder();
  const ended = new AbortController();
  let cleanUp = (): void => undefined;
  const end = (): void => {
    if (ended.signal.aborted) return;
    ended.abort();
    cleanUp();
  };
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (text: string): void => {
        if (!ended.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      const heartbeat = setInterval(() => write(': hi\n\n'), HEARTBEAT_MS);
      heartbeat.unref();
      const finish = (): void => {
        end();
        clearInterval(heartbeat);
        try {
          controller.close();
        } catch {
          // The reader had closed it already.
        }
      };
      signal.addEventListener('abort', finish);
      if (signal.aborted) return finish();
      write(': hi\n\n');
      try {
        const stop = await begin({
          send: (event, data, id) => write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
          signal: ended.signal,
        });
        if (ended.signal.aborted) stop();
        else cleanUp = stop;
      } catch (error) {
        end();
        clearInterval(heartbeat);
        controller.error(error);
      }
    },
    cancel: end,
  });
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  });
}
