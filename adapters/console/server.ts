import type { CareDesk } from '#core/care/care-desk.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { AssistDesk } from '#core/ports/assist-desk.ts';
import type { CaseDesk } from '#core/ports/case-desk.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Corrections } from '#core/ports/corrections.ts';
import type { CustomerDirectory } from '#core/ports/customer-directory.ts';
import type { Desk, DeskSink } from '#core/ports/desk.ts';
import type { DocumentDesk } from '#core/ports/document-desk.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { GapDesk } from '#core/ports/gap-desk.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { DeskNews, Store } from '#core/ports/store.ts';
import type { StaffViews } from '#core/ports/staff-views.ts';
import { BatonError } from '#core/errors.ts';
import type { Intent } from '#core/intent.ts';
import { adviseOnReply } from '#core/brief/advise-on-reply.ts';
import type { BriefParts } from '#core/brief/read-brief.ts';
import type { Bilingual } from '#core/language.ts';
import type { Live } from '#core/live.ts';
import type { Policy } from '#core/policy.ts';
import type { HandoverReport, ReplyAdvice, StaffRole } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import type { PresenceDesk } from '#core/routing/presence-desk.ts';
import type { LanguageCheck } from '#core/service-language/check.ts';
import { createHub, type Hub } from '#adapters/shared/hub.ts';
import { createOpenStreams, type OpenStreams } from '#adapters/shared/open-streams.ts';
import { assistRoutes } from './assist.ts';
import { callbackRoutes } from './callback-routes.ts';
import { careRoutes } from './care-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { colleagueRoutes } from './colleague-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { detail, detailRoutes } from './detail.ts';
import { documentRoutes } from './documents.ts';
import { fileRoutes } from './file-routes.ts';
import { gapRoutes } from './gaps.ts';
import { handoverReportRoute } from './handover-report.ts';
import { listRoute } from './list.ts';
import { presenceRoutes } from './presence-routes.ts';
import { replyAdviceRoute } from './reply-advice.ts';
import { createSessionWatch, type SessionWatch } from './session-watch.ts';
import { invite, signInRoutes } from './sign-in.ts';
import { summarise } from './summarise.ts';
import { troubleRoute } from './trouble-route.ts';
import { understandingRoutes } from './understanding-routes.ts';

/** What the console is made with. */
export type ConsoleOptions = {
  readonly store: Store;
  readonly access: AccessStore;
  readonly knowledge: KnowledgeBase;
  readonly directory: CustomerDirectory;
  /** Questions that customers asked in vain. */
  readonly gaps: GapDesk;
  /** Documents that answer beside the articles. */
  readonly documents: DocumentDesk;
  /** Help for whoever has a conversation; absent where there is none. */
  readonly assist?: AssistDesk;
  /** What comes after conversations; absent where nothing does. */
  readonly care?: CareDesk;
  /** Complaints; absent where there are no cases. */
  readonly cases?: CaseDesk;
  /** Files of customers and staff; absent where none are taken. */
  readonly files?: FileStore;
  readonly intents: ReadonlyMap<string, Intent>;
  readonly corrections: Corrections;
  readonly live: Live;
  readonly clock: Clock;
  readonly company: Bilingual;
  /** What briefs look for beside the conversation; absent where they tell only of it. */
  readonly brief?: BriefParts;
  /** The repeat-yourself rate; absent where nobody asks for it. */
  readonly handoverReport?: () => Promise<HandoverReport>;
  /** What is wrong outside of Baton, in words for leads; absent where nothing is outside. */
  readonly troubles?: () => readonly Bilingual[];
  /** Where people say how they are there; absent where nobody can. */
  readonly presence?: PresenceDesk;
  /** The teams that there are now. */
  readonly teams: () => Policy['teams'];
  /** Checks replies while they are written; absent where nobody's words are checked. */
  readonly serviceLanguage?: () => LanguageCheck | undefined;
  /** Address under which staff reach the console, without a slash at the end. */
  readonly publicUrl: () => string;
  readonly onError: (error: unknown) => void;
};

/** What the parts of the console share. `onNews` passes on what the outbox tells. */
export type ConsoleContext = ConsoleOptions & {
  readonly hub: Hub;
  /** Told the session that signs out, or the id of somebody who is removed. */
  readonly departures: Hub;
  readonly sessions: SessionWatch;
  readonly streams: OpenStreams;
  readonly onNews: (listener: (news: DeskNews) => void) => () => void;
  readonly sink: () => DeskSink;
};

/** The console, and what it does that programs do as well. */
type Console = {
  readonly desk: Desk;
  readonly routes: readonly Route[];
  readonly views: StaffViews;
  /** What could be said better in a reply that a colleague of this name is writing. Throws `not_found`. */
  readonly advise: (id: string, agentName: string, text: string) => Promise<ReplyAdvice>;
  /** Adds somebody to the staff and answers with their first sign-in link; it works once, within a day. Throws `invalid_input` for the name. */
  readonly invite: (name: string, role: StaffRole) => Promise<string>;
  /** Somebody was removed elsewhere: whatever they have open ends. */
  readonly onRemoved: (staffId: string) => void;
};

/** Name of the desk. */
export const CONSOLE = 'console';

/** The console's server half: a desk whose staff fetch what the store has, and its routes. */
export function createConsole(options: ConsoleOptions): Console {
  const hub = createHub();
  const listeners = new Set<(news: DeskNews) => void>();
  let sink: DeskSink | undefined;
  let unsubscribe = (): void => undefined;
  const departures = createHub();
  const context: ConsoleContext = {
    ...options,
    hub,
    departures,
    sessions: createSessionWatch({ ...options, departures }),
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
    views: { detail: (id, reader) => detail(context, id, reader), summaries: (conversations) => summarise(context, conversations) },
    advise: (id, agent, text) => adviseOnReply(context, id, agent, text),
    onRemoved: (staffId) => context.departures.tell(staffId),
    invite: (name, role) => invite(options.access, name, role, options.publicUrl(), options.clock.now()),
    routes: [...signInRoutes(context), listRoute(context), ...detailRoutes(context), ...commandRoutes(context), ...callbackRoutes(context), ...(options.files ? fileRoutes(context, options.files) : []), replyAdviceRoute(context), ...(options.assist ? assistRoutes(context, options.assist) : []), ...(options.care ? careRoutes(context, options.care) : []), ...(options.cases ? caseRoutes(context, options.cases) : []), ...colleagueRoutes(context), ...(options.presence ? presenceRoutes(context, options.presence) : []), ...(options.troubles ? [troubleRoute(context, options.troubles)] : []), ...(options.handoverReport ? [handoverReportRoute(context, options.handoverReport)] : []), ...gapRoutes(context), ...documentRoutes(context), ...understandingRoutes(context)],
  };
}
