import { type EventWriter, eventStream } from './event-stream.ts';

/** The event streams that are open, so that all can be ended. */
export type OpenStreams = {
  /** Like `eventStream`, remembered until it ends. */
  readonly open: (signal: AbortSignal, begin: (writer: EventWriter) => Promise<void>) => Response;
  /** Ends all; every reader comes back when it can. */
  readonly endAll: () => void;
};

/** No streams yet. `onStream` hears each that opens (1) and ends (-1), `onError` what fails in them. */
export function createOpenStreams(onError: (error: unknown) => void, onStream: (change: 1 | -1) => void = () => undefined): OpenStreams {
  const ends = new Set<() => void>();
  return {
    open: (signal, begin) =>
      eventStream(signal, onError, (writer) => {
        ends.add(writer.end);
        onStream(1);
        writer.onEnd(() => {
          ends.delete(writer.end);
          onStream(-1);
        });
        return begin(writer);
      }),
    endAll() {
      for (const end of ends) end();
    },
  };
}
