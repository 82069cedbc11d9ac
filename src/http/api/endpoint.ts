import type { ZodType, output } from 'zod';
import type { CareDesk } from '#core/care/care-desk.ts';
import type { Intent } from '#core/intent.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { AssistDesk } from '#core/ports/assist-desk.ts';
import type { CaseDesk } from '#core/ports/case-desk.ts';
import type { ApiStore, ApiToken, TokenRole } from '#core/ports/api-store.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Corrections } from '#core/ports/corrections.ts';
import type { Agent, DeskSink } from '#core/ports/desk.ts';
import type { DocumentDesk } from '#core/ports/document-desk.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { GapDesk } from '#core/ports/gap-desk.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { StaffViews } from '#core/ports/staff-views.ts';
import type { Store } from '#core/ports/store.ts';
import type { Webhook, WebhookStore, DeliveryOutcome, SigningKeys } from '#core/ports/webhook-store.ts';
import type { Policy } from '#core/policy.ts';
import type { PresenceDesk } from '#core/routing/presence-desk.ts';
import type { Bilingual } from '#core/language.ts';
import type { Live } from '#core/live.ts';
import type { HandoverReport, ReplyAdvice, StaffRole } from '#core/protocol.ts';
import type { Waits } from '#core/waiting/waits.ts';

/** What the HTTP API is made with. */
export type ApiOptions = {
  readonly store: Store;
  readonly access: AccessStore;
  readonly api: ApiStore;
  readonly webhooks: WebhookStore;
  readonly views: StaffViews;
  readonly knowledge: KnowledgeBase;
  readonly documents: DocumentDesk;
  readonly files: FileStore;
  readonly gaps: GapDesk;
  readonly corrections: Corrections;
  /** What comes after conversations; absent where nothing does. */
  readonly care?: CareDesk;
  /** Complaints; absent where there are no cases. */
  readonly cases?: CaseDesk;
  readonly intents: ReadonlyMap<string, Intent>;
  readonly teams: () => Policy['teams'];
  /** Where people say how they are there; absent where nobody can. */
  readonly presence?: PresenceDesk;
  readonly company: Bilingual;
  readonly clock: Clock;
  /** Throws `invalid_input` for an address that webhooks may not go to. */
  readonly checkWebhookAddress: (url: string) => void;
  /** Tells an endpoint of something at once and answers how that went. */
  readonly tellNow: (webhook: Webhook, keys: SigningKeys) => Promise<DeliveryOutcome>;
  /** Help for whoever has a conversation. */
  readonly assist: AssistDesk;
  /** The repeat-yourself rate of 30 days. */
  readonly handoverReport: () => Promise<HandoverReport>;
  /** How long waiting takes. */
  readonly waits: Waits;
  /** What is shown at once and never stored. */
  readonly live: Live;
  /** What is wrong outside of Baton, in words for leads. */
  readonly troubles: () => readonly Bilingual[];
  /** What could be said better in a reply that a colleague of this name is writing. Throws `not_found`. */
  readonly advise: (id: string, agentName: string, text: string) => Promise<ReplyAdvice>;
  /** Adds somebody to the staff and answers with their first sign-in link. Throws `invalid_input` for the name. */
  readonly invite: (name: string, role: StaffRole) => Promise<string>;
  /** Somebody was removed from the staff: whatever they have open ends. */
  readonly onRemoved: (staffId: string) => void;
};

/** What every part of the API shares. */
export type ApiContext = ApiOptions & { readonly sink: () => DeskSink };

/** A request whose form is right and whose token may make it. */
export type ApiCall<Query, Body> = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly token: ApiToken;
  /** Who acts; throws `invalid_input` where neither the token nor the request says it. */
  readonly agent: () => Promise<Agent>;
  /** The Idempotency-Key, where there is one. */
  readonly key: string | undefined;
  readonly request: Request;
};

/** One operation of the API; the OpenAPI document is made of these, and requests are checked by them. */
export type Endpoint = {
  /** Name of the operation, unique. */
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Below /api/v1, such as `/conversations/:id`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** What a token must at least be allowed. */
  readonly role: TokenRole;
  /** Does somebody of the staff act? */
  readonly acts: boolean;
  /** Must, or may, there be an Idempotency-Key? */
  readonly key: 'required' | 'optional' | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: ZodType | undefined;
  /** `stream`: a file. */
  readonly body: ZodType | 'stream' | undefined;
  readonly status: 200 | 201 | 204;
  readonly answer: ZodType | undefined;
  /** `run` answers with a file of this media type, as a Response. */
  readonly file?: 'application/octet-stream' | 'text/csv';
  readonly run: (context: ApiContext, call: ApiCall<unknown, unknown>) => Promise<unknown>;
};

type Definition<Query extends ZodType | undefined, Body extends ZodType | 'stream' | undefined> = Partial<Pick<Endpoint, 'acts' | 'key' | 'params' | 'status' | 'answer' | 'file'>> &
  Pick<Endpoint, 'id' | 'tag' | 'summary' | 'role'> & {
    readonly query?: Query;
    readonly body?: Body;
    readonly run: (context: ApiContext, call: ApiCall<Query extends ZodType ? output<Query> : undefined, Body extends ZodType ? output<Body> : undefined>) => Promise<unknown>;
  };

/** An operation whose `run` gets query and body as their schemas say. */
export function endpoint<Query extends ZodType | undefined = undefined, Body extends ZodType | 'stream' | undefined = undefined>(
  method: Endpoint['method'],
  path: string,
  { run, query, body, ...definition }: Definition<Query, Body>,
): Endpoint {
  return {
    acts: false,
    key: undefined,
    params: {},
    answer: undefined,
    status: definition.answer ?? definition.file ? 200 : 204,
    ...definition,
    method,
    path,
    query,
    body,
    // What comes in has gone through these schemas.
    run: run as Endpoint['run'],
  };
}
