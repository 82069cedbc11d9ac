import { type EventWriter, eventStream } from './event-stream.ts';

/** How many streams one reader may hold. */
export type StreamLimit = { readonly key: string; readonly most: number };

/** The event streams that are open, so that all can be ended. */
export type OpenStreams = {
  /** Like `eventStream`, remembered until it ends. Of the same `key` at most so many are open: one more ends the oldest. */
  readonly open: (signal: AbortSignal, limit: StreamLimit | undefined, begin: (writer: EventWriter) => Promise<void>) => Response;
  /** Ends all; every reader comes back when it can. */
  readonly endAll: () => void;
};

/** No streams yet. `onStream` hears each that opens (1) and ends (-1), `onError` what fails in them. */
export function createOpenStreams(onError: (error: unknown) => void, onStream: (change: 1 | -1) => void = () => undefined): OpenStreams {
  const ends = new Set<() => void>();
  const byKey = new Map<string, (() => void)[]>();
  const admit = ({ key, most }: StreamLimit, { end, onEnd }: EventWriter): void => {
    const mine = byKey.get(key) ?? [];
    byKey.set(key, mine);
    mine.push(end);
    onEnd(() => {
      mine.splice(mine.indexOf(end), 1);
      if (mine.length === 0 && byKey.get(key) === mine) byKey.delete(key);
    });
    if (mine.length > most) mine[0]?.();
  };
  return {
    open: (signal, limit, begin) =>
      eventStream(signal, onError, (writer) => {
        ends.add(writer.end);
        onStream(1);
        writer.onEnd(() => {
          ends.delete(writer.end);
          onStream(-1);
        });
        if (limit) admit(limit, writer);
        return begin(writer);
      }),
    endAll() {
      for (const end of ends) end();
    },
  };
}
