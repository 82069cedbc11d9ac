import { encodeEvents } from '#adapters/shared/event-stream.ts';
import { createRefresher } from '#adapters/shared/refresher.ts';
import type { ConsoleContext } from './server.ts';
import { summarise } from './summarise.ts';

/** A page that has the list open: `tell` gets events as bytes, `fail` why nothing more can be told. */
export type ListListener = { readonly tell: (events: Uint8Array) => void; readonly fail: (error: unknown) => void };

/** The list of conversations, read and put into bytes once for everybody who has it open. */
export type ListFeed = {
  /** Tells the list as one event `list`, and from then on each line that changes as an event `conversation`. */
  open(listener: ListListener): {
    /** Resolves when the list is told, or cannot be. */
    readonly listed: Promise<void>;
    readonly leave: () => void;
  };
};

/** All who wait or are served, and the latest of the others. */
const LISTED_WITH_PEOPLE = 5_000;
const LISTED_WITH_BOT = 200;
const LISTED_CLOSED = 50;
/** What happens together is told together, ms. */
const GATHER_MS = 50;
/** Telling one page takes some 0.05 ms, so all of them together take at most a tenth of the time, ms for each page. */
const GATHER_EACH_MS = 0.5;
/** A whole shift opens the list within a moment: a list is good for so long, with what was told since, ms. */
const FRESH_MS = 1_000;
/** So many lines are known as they were told; more are told once too often. */
const MOST_KNOWN = 2_000;

/** A feed over what the console is told; it reads nothing while nobody listens, and tells no line that is as it was. */
export function createListFeed(context: Pick<ConsoleContext, 'store' | 'hub'>): ListFeed {
  const listeners = new Set<ListListener>();
  const changed = new Set<string>();
  const told = new Map<string, string>();
  let latest: { readonly list: Promise<Uint8Array>; readonly since: Uint8Array[] } | undefined;
  let unsubscribe = (): void => undefined;
  /** How often somebody has come when nobody listened. */
  let openings = 0;
  const refresh = createRefresher(
    async () => {
      const ids = [...changed];
      changed.clear();
      if (listeners.size === 0) return;
      const lines: string[] = [];
      const opening = openings;
      const conversations = await Promise.all(ids.map((id) => context.store.conversation(id)));
      const summaries = await summarise(context, conversations.filter((found) => found !== undefined));
      // Read for pages that have all left: whoever has come since reads the list, which is newer.
      if (openings !== opening) return;
      for (const summary of summaries) {
        const json = JSON.stringify(summary);
        if (told.get(summary.id) === json) continue;
        if (told.size >= MOST_KNOWN) told.clear();
        told.set(summary.id, json);
        lines.push(json);
      }
      if (lines.length === 0) return;
      const events = encodeEvents('conversation', lines);
      latest?.since.push(events);
      for (const { tell } of listeners) tell(events);
    },
    (error) => {
      told.clear();
      for (const { fail } of listeners) fail(error);
    },
    () => Math.max(GATHER_MS, listeners.size * GATHER_EACH_MS),
  );
  const readList = async (): Promise<Uint8Array> => {
    const listed = await Promise.all([
      context.store.conversations(['waiting', 'human'], LISTED_WITH_PEOPLE),
      context.store.conversations(['bot'], LISTED_WITH_BOT),
      context.store.conversations(['closed'], LISTED_CLOSED),
    ]);
    return encodeEvents('list', [JSON.stringify(await summarise(context, listed.flat()))]);
  };
  const latestList = (): NonNullable<typeof latest> => {
    if (latest) return latest;
    // A line may be back at what was told before the list was read in between.
    told.clear();
    const mine = (latest = { list: readList(), since: [] });
    const forget = (): void => {
      if (latest === mine) latest = undefined;
    };
    mine.list.then(() => void setTimeout(forget, FRESH_MS).unref(), forget);
    return mine;
  };
  return {
    open(listener) {
      if (listeners.size === 0) {
        openings += 1;
        unsubscribe = context.hub.on(undefined, (id) => {
          changed.add(id);
          refresh();
        });
      }
      let isListed = false;
      const own: ListListener = {
        // What comes while the list is read comes after it.
        tell: (events) => void (isListed && listener.tell(events)),
        fail: listener.fail,
      };
      listeners.add(own);
      const { list, since } = latestList();
      const tellList = async (): Promise<void> => {
        try {
          const events = await list;
          if (!listeners.has(own)) return;
          for (const each of [events, ...since]) listener.tell(each);
          isListed = true;
        } catch (error) {
          listener.fail(error);
        }
      };
      return {
        listed: tellList(),
        leave() {
          if (!listeners.delete(own) || listeners.size > 0) return;
          unsubscribe();
          latest = undefined;
        },
      };
    },
  };
}
