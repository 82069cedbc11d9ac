import type { AccessStore } from '#core/ports/access-store.ts';
import type { ChannelAdapter, ChannelSink } from '#core/ports/channel-adapter.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { Store } from '#core/ports/store.ts';
import type { ReadPassedOn } from '#core/brief/short-form.ts';
import type { CustomerCommands } from '#core/customer-commands.ts';
import { BatonError } from '#core/errors.ts';
import type { Bilingual } from '#core/language.ts';
import type { Live } from '#core/live.ts';
import type { Policy } from '#core/policy.ts';
import type { Route } from '#core/route.ts';
import type { Waits } from '#core/waiting/waits.ts';
import { createHub, type Hub } from '#adapters/shared/hub.ts';
import { createOpenStreams, type OpenStreams } from '#adapters/shared/open-streams.ts';
import { fileRoutes } from './file-routes.ts';
import { helpRoute } from './help-page.ts';
import type { IdentityReader } from './identity.ts';
import { messageRoutes } from './message-routes.ts';
import { createLimits, type Limits } from './limits.ts';
import { sessionRoute } from './session.ts';
import { streamRoute } from './stream.ts';

/** What the web channel is made with. */
export type WebOptions = {
  readonly store: Store;
  readonly access: AccessStore;
  readonly knowledge: KnowledgeBase;
  readonly customers: CustomerCommands;
  /** Files of customers and staff; absent where none are taken. */
  readonly files?: FileStore;
  /** What was passed on of a conversation that waits, for the customer to look at; absent where nobody asks. */
  readonly passedOn?: ReadPassedOn;
  readonly live: Live;
  readonly clock: Clock;
  /** The policy as it is now. */
  readonly policy: () => Policy;
  /** How long waiting takes; customers are told their place only where nobody can say. */
  readonly waits?: Waits;
  readonly company: Bilingual;
  readonly identity: IdentityReader;
  readonly sessionsPerMinute: number;
  /** Open streams, counted up and down. */
  readonly onStream: (change: 1 | -1) => void;
  readonly onError: (error: unknown) => void;
};

/** What the parts of the web channel share. */
export type WebContext = WebOptions & { readonly hub: Hub; readonly limits: Limits; readonly streams: OpenStreams; readonly sink: () => ChannelSink };

/** Name of the channel. */
export const WEB = 'web';

/** The web widget's server half: a channel whose customers fetch what is visible, and its routes. */
export function createWebChannel(options: WebOptions): { readonly channel: ChannelAdapter; readonly routes: readonly Route[] } {
  const hub = createHub();
  let sink: ChannelSink | undefined;
  let unsubscribe = (): void => undefined;
  const context: WebContext = {
    ...options,
    hub,
    limits: createLimits(options.sessionsPerMinute),
    streams: createOpenStreams(options.onError, options.onStream),
    sink: () => {
      if (!sink) throw new BatonError('unavailable', 'Baton is starting or stopping. Please try again in a moment.', { retryAfterMs: 1_000 });
      return sink;
    },
  };
  return {
    channel: {
      name: WEB,
      capabilities: { saysItIsAi: true, delivery: 'pull', quickReplies: true, links: true, edits: true, files: true, showsPassedOn: true },
      start(given) {
        sink = given;
        unsubscribe = options.store.subscribe((id) => hub.tell(id));
        return Promise.resolve();
      },
      // Nothing leaves here: a page's stream shows what the store says is visible.
      send: () => Promise.resolve(),
      stop() {
        sink = undefined;
        unsubscribe();
        context.streams.endAll();
        return Promise.resolve();
      },
    },
    routes: [sessionRoute(context), ...messageRoutes(context), streamRoute(context), helpRoute(context), ...(options.files ? fileRoutes(context, options.files) : [])],
  };
}
