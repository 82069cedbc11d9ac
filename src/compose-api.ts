import { isPrivateAddress } from '#knowledge/import/private-address.ts';
import type { PresenceDesk } from '#core/routing/presence-desk.ts';
import type { CaseDesk } from '#core/ports/case-desk.ts';
import type { CareDesk } from '#core/care/care-desk.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { WebhookStore } from '#core/ports/webhook-store.ts';
import type { ApiOptions } from '#http/api/endpoint.ts';
import { createApi } from '#http/api/server.ts';
import { checkWebhookAddress, createWebhookSender } from '#worker/send-webhook.ts';
import { startWebhooks } from '#worker/webhooks.ts';
import type { Core } from './compose.ts';

/** What the API needs of a core. */
type ApiCore = Pick<Core, 'store' | 'access' | 'api' | 'webhooks' | 'clock' | 'company' | 'intents' | 'corrections' | 'log' | 'metrics' | 'documentDesk' | 'gapDesk' | 'files' | 'assistDesk' | 'handoverReport' | 'waits' | 'live'> & {
  readonly presence?: PresenceDesk;
  readonly config: Pick<Core['config'], 'WEBHOOKS_TO_PRIVATE'>;
  readonly policy: Pick<Core['policy'], 'current'>;
  readonly knowledge: KnowledgeBase;
  readonly careDesk?: CareDesk;
  readonly caseDesk?: CaseDesk;
};

/** What the console lends: what staff see, and what leads do about the staff. */
type Given = Pick<ApiOptions, 'views' | 'advise' | 'onRemoved' | 'invite' | 'troubles'>;

/** The HTTP API over a core and the console's views, and what tells webhooks once it is started. */
export function composeApi(core: ApiCore, given: Given) {
  const { store, access, api, webhooks, knowledge, clock, company, intents, corrections, log, metrics } = core;
  const rules = { allowPrivate: core.config.WEBHOOKS_TO_PRIVATE, isPrivate: isPrivateAddress, clock };
  const send = createWebhookSender(rules);
  const made = createApi({
    store,
    files: core.files,
    access,
    api,
    webhooks,
    knowledge,
    clock,
    company,
    intents,
    corrections,
    ...(core.careDesk ? { care: core.careDesk } : {}),
    ...(core.caseDesk ? { cases: core.caseDesk } : {}),
    ...given,
    assist: core.assistDesk,
    handoverReport: core.handoverReport,
    waits: core.waits,
    live: core.live,
    documents: core.documentDesk,
    gaps: core.gapDesk,
    teams: () => core.policy.current().teams,
    ...(core.presence ? { presence: core.presence } : {}),
    checkWebhookAddress: (url) => checkWebhookAddress(url, rules),
    tellNow: (webhook, keys) =>
      send({ webhook, keys, event: { id: `evt_${crypto.randomUUID()}`, type: 'test', timestamp: new Date(clock.now()).toISOString(), data: { webhook: webhook.id } } }, new AbortController().signal),
  });
  return {
    ...made,
    start: (): (() => Promise<void>) =>
      startWebhooks({
        webhooks,
        store,
        clock,
        send,
        onSettled: ({ webhook, event }, outcome, became) => {
          metrics.outbox.inc({ target: 'webhook', became });
          const fault = outcome.kind === 'failed' ? outcome.fault : outcome.kind;
          if (became === 'disabled') log.error({ webhook: webhook.id, fault }, 'a webhook is disabled and told nothing more; see GET /api/v1/webhooks');
          else if (outcome.kind !== 'told') log.info({ webhook: webhook.id, event: event.id, fault, became }, 'a webhook could not be told');
        },
        onError: (error) => log.error({ err: error }, 'telling a webhook failed'),
      }),
  };
}

/** How the webhooks do, for `/readyz`; `undefined` without any. */
export async function webhookStatus(webhooks: WebhookStore): Promise<{ readonly healthy: number; readonly failing: number; readonly disabled: number } | undefined> {
  const all = await webhooks.list();
  const disabled = all.filter(({ disabledAt }) => disabledAt !== undefined).length;
  const failing = all.filter(({ disabledAt, failures }) => disabledAt === undefined && failures > 0).length;
  return all.length === 0 ? undefined : { healthy: all.length - disabled - failing, failing, disabled };
}
