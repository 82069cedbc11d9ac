import type { FollowUp } from '#core/care/state.ts';
import type { ReadOpenCases } from '#core/cases/view.ts';
import type { Bilingual, Language } from '#core/language.ts';
import type { AccessStore, Staff } from '#core/ports/access-store.ts';
import type { AssistDesk } from '#core/ports/assist-desk.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import type { DeskThreads } from '#core/ports/desk-threads.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { StaffViews } from '#core/ports/staff-views.ts';
import type { Store } from '#core/ports/store.ts';
import type { ReplyAdvice } from '#core/protocol.ts';
import type { Policy } from '#core/policy.ts';
import type { PresenceDesk } from '#core/routing/presence-desk.ts';
import type { BotIdentity } from './bolt.ts';
import type { Macro } from './commands/macros.ts';
import type { People } from './people.ts';
import type { SlackApi } from './slack-api.ts';
import type { SlackFile } from './slack-file.ts';

/** What the Slack desk needs of the rest of Baton. */
export type SlackShop = {
  readonly store: Store;
  readonly access: AccessStore;
  readonly threads: DeskThreads;
  readonly files: FileStore;
  readonly views: StaffViews;
  readonly knowledge: KnowledgeBase;
  readonly clock: Clock;
  readonly company: Bilingual;
  /** Help for whoever has a conversation; absent where there is none. */
  readonly assist?: AssistDesk;
  /** Where people say how they are there; absent where nobody can. */
  readonly presence?: PresenceDesk;
  /** What could be said better in a reply; absent where nobody's words are checked. */
  readonly adviseOn?: (conversationId: string, agent: Staff, text: string) => Promise<ReplyAdvice>;
  /** Calls to make that came of a conversation and are still open, earliest due first; absent where there are none. */
  readonly followUpsOf?: (conversationId: string) => Promise<readonly FollowUp[]>;
  /** Complaints that are not settled; absent where there are no cases. */
  readonly openCasesOf?: ReadOpenCases;
  /** The teams that there are now. */
  readonly teams: () => Policy['teams'];
  /** Short texts for replies. */
  readonly macros: () => readonly Macro[];
  /** What a question means for the search: articles that its intents point to. */
  readonly hints?: (question: string, language: Language) => Promise<readonly { readonly articleId: string; readonly weight: number }[]>;
  /** Address under which staff reach Baton, without a slash at the end. */
  readonly publicUrl: () => string;
  readonly onError: (error: unknown) => void;
};

/** What the parts of the Slack desk share. */
export type SlackContext = SlackShop & {
  readonly api: SlackApi;
  readonly people: People;
  readonly file: SlackFile;
  readonly identity: () => BotIdentity;
  readonly sink: () => DeskSink;
  /** The threads of this conversation are to be brought up to date. */
  readonly owe: (conversationId: string) => void;
  /** A post of ours has gone from Slack, deleted by somebody. */
  readonly gone: (room: string, ts: string) => Promise<void>;
};

/** Name of the desk. */
export const SLACK_DESK = 'slack';
