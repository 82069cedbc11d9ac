/** One server-sent event; heartbeats are `comment`s. */
export type ReadEvent = { readonly event: string; readonly data: unknown; readonly id: string | undefined };

/** Reads an event stream, one event after the other. */
export type EventReader = {
  /** The next event that is no comment; `undefined` when the stream has ended. */
  next(): Promise<ReadEvent | undefined>;
  /** Events up to and with the first that `is` what is wanted. Rejects when the stream ends before. */
  until(is: (event: ReadEvent) => boolean): Promise<ReadEvent[]>;
  /** How many comments came so far. */
  comments(): number;
  /** Goes away. */
  close(): Promise<void>;
};

/** Reads the body of a response as events (HTML Standard §9.2.6), the fields that Baton writes. */
export function readEvents(response: Response): EventReader {
  if (!response.body) throw new Error('the answer has no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let comments = 0;
  const next = async (): Promise<ReadEvent | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end === -1) {
        const part = await reader.read().catch(() => ({ done: true as const, value: undefined }));
        if (part.done) return undefined;
        text += part.value;
        continue;
      }
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const field = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const event = field('event');
      if (event !== undefined) return { event, data: JSON.parse(field('data') ?? 'null') as unknown, id: field('id') };
      comments += 1;
    }
  };
  return {
    next,
    async until(is) {
      const events: ReadEvent[] = [];
      for (;;) {
        const event = await next();
        if (!event) throw new Error(`the stream ended after ${JSON.stringify(events)}`);
        events.push(event);
        if (is(event)) return events;
      }
    },
    comments: () => comments,
    close: () => reader.cancel().catch(() => undefined),
  };
}
