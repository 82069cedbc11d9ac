import type { AccessStore } from '#core/ports/access-store.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Corrections } from '#core/ports/corrections.ts';
import type { CustomerDirectory } from '#core/ports/customer-directory.ts';
import type { Desk, DeskSink } from '#core/ports/desk.ts';
import type { GapDesk } from '#core/ports/gap-desk.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { DeskNews, Store } from '#core/ports/store.ts';
import { BatonError } from '#core/errors.ts';
import type { Intent } from '#core/intent.ts';
import type { Bilingual } from '#core/language.ts';
import type { Live } from '#core/live.ts';
import type { Route } from '#core/route.ts';
import { createHub, type Hub } from '#adapters/shared/hub.ts';
import { createOpenStreams, type OpenStreams } from '#adapters/shared/open-streams.ts';
import { commandRoutes } from './command-routes.ts';
import { detailRoutes } from './detail.ts';
import { gapRoutes } from './gaps.ts';
import { listRoute } from './list.ts';
import { signInRoutes } from './sign-in.ts';
import { understandingRoutes } from './understanding-routes.ts';

/** What the console is made with. */
export type ConsoleOptions = {
  readonly store: Store;
  readonly access: AccessStore;
  readonly knowledge: KnowledgeBase;
  readonly directory: CustomerDirectory;
  /** Questions that customers asked in vain. */
  readonly gaps: GapDesk;
  readonly intents: ReadonlyMap<string, Intent>;
  readonly corrections: Corrections;
  readonly live: Live;
  readonly clock: Clock;
  readonly company: Bilingual;
  /** Address under which staff reach the console, without a slash at the end. */
  readonly publicUrl: () => string;
  readonly onError: (error: unknown) => void;
};

/** What the parts of the console share. `onNews` passes on what the outbox tells. */
export type ConsoleContext = ConsoleOptions & {
  readonly hub: Hub;
  readonly streams: OpenStreams;
  readonly onNews: (listener: (news: DeskNews) => void) => () => void;
  readonly sink: () => DeskSink;
};

/** Name of the desk. */
export const CONSOLE = 'console';

/** The console's server half: a desk whose staff fetch what the store has, and its routes. */
export function createConsole(options: ConsoleOptions): { readonly desk: Desk; readonly routes: readonly Route[] } {
  const hub = createHub();
  const listeners = new Set<(news: DeskNews) => void>();
  let sink: DeskSink | undefined;
  let unsubscribe = (): void => undefined;
  const context: ConsoleContext = {
    ...options,
    hub,
    streams: createOpenStreams(options.onError),
    onNews(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sink() {
      if (!sink) throw new BatonError('unavailable', 'Baton is starting or stopping. Please try again in a moment.', { retryAfterMs: 1_000 });
      return sink;
    },
  };
  return {
    desk: {
      name: CONSOLE,
      start(given) {
        sink = given;
        unsubscribe = options.store.subscribe((id) => hub.tell(id));
        return Promise.resolve();
      },
      tell(news) {
        for (const listener of listeners) listener(news);
        return Promise.resolve();
      },
      stop() {
        sink = undefined;
        unsubscribe();
        context.streams.endAll();
        return Promise.resolve();
      },
    },
    routes: [...signInRoutes(context), listRoute(context), ...detailRoutes(context), ...commandRoutes(context), ...gapRoutes(context), ...understandingRoutes(context)],
  };
}
