import { z } from 'zod';
import { randomBytes } from 'node:crypto';
import type { Webhook } from '#core/ports/webhook-store.ts';
import { type EventType, EVENT_TYPES } from '#core/webhooks/event.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import * as schemas from './event-schemas.ts';

const TAG = 'Webhooks';
const WEBHOOK = { id: 'Id of the webhook' };
const nothing = z.strictObject({});
const events = z.array(schemas.eventType).min(1).describe('All when left out');
const secret = z.string().describe('Signs what is sent (Standard Webhooks); shown this once');

/** Endpoints that are told what happens, for leads. */
export const WEBHOOKS: readonly Endpoint[] = [
  endpoint('GET', '/webhooks', {
    id: 'listWebhooks',
    tag: TAG,
    summary: 'All webhooks, and how they are doing',
    role: 'lead',
    answer: z.object({ webhooks: z.array(schemas.webhook) }),
    run: async ({ webhooks }) => ({ webhooks: (await webhooks.list()).map(toView) }),
  }),
  endpoint('POST', '/webhooks', {
    id: 'addWebhook',
    tag: TAG,
    summary: 'Tell an address what happens from now on',
    role: 'lead',
    status: 201,
    body: z.strictObject({ url: z.string().max(2_000), events: events.optional(), notes: z.boolean().default(false).describe('Tell it of notes, too') }),
    answer: z.object({ webhook: schemas.webhook, secret }),
    async run({ webhooks, clock, checkWebhookAddress }, { body }) {
      checkWebhookAddress(body.url);
      const own = newSecret();
      const webhook = await webhooks.add({ url: body.url, events: unique(body.events ?? EVENT_TYPES), notes: body.notes, secret: own }, clock.now());
      return { webhook: toView(webhook), secret: own };
    },
  }),
  endpoint('GET', '/webhooks/:id', {
    id: 'getWebhook',
    tag: TAG,
    summary: 'One webhook, and how it is doing',
    role: 'lead',
    params: WEBHOOK,
    answer: schemas.webhook,
    run: async ({ webhooks, clock }, { params }) => toView((await webhooks.get(params['id'] ?? '', clock.now())).webhook),
  }),
  endpoint('POST', '/webhooks/:id/change', {
    id: 'changeWebhook',
    tag: TAG,
    summary: 'Change what it is told, or enable or disable it; what a disabled one would be told is not kept',
    role: 'lead',
    params: WEBHOOK,
    body: z.strictObject({ events: events.optional(), notes: z.boolean().optional(), enabled: z.boolean().optional() }),
    answer: schemas.webhook,
    async run({ webhooks, clock }, { params, body }) {
      return toView(await webhooks.change(params['id'] ?? '', { ...body, events: body.events && unique(body.events) }, clock.now()));
    },
  }),
  endpoint('POST', '/webhooks/:id/test', {
    id: 'testWebhook',
    tag: TAG,
    summary: 'Send it an event of the type `test` at once',
    role: 'lead',
    params: WEBHOOK,
    body: nothing,
    answer: z.object({ arrived: z.boolean(), fault: z.string().optional() }),
    async run({ webhooks, clock, tellNow }, { params }) {
      const { webhook, keys } = await webhooks.get(params['id'] ?? '', clock.now());
      const outcome = await tellNow(webhook, keys);
      return outcome.kind === 'told' ? { arrived: true } : { arrived: false, fault: outcome.kind === 'gone' ? 'answered 410 Gone' : outcome.fault };
    },
  }),
  endpoint('POST', '/webhooks/:id/rotate', {
    id: 'rotateWebhookSecret',
    tag: TAG,
    summary: 'A new secret; for a day the one before signs as well',
    role: 'lead',
    params: WEBHOOK,
    body: nothing,
    answer: z.object({ secret }),
    async run({ webhooks, clock }, { params }) {
      const own = newSecret();
      await webhooks.rotate(params['id'] ?? '', own, clock.now());
      return { secret: own };
    },
  }),
  endpoint('POST', '/webhooks/:id/remove', {
    id: 'removeWebhook',
    tag: TAG,
    summary: 'Tell it nothing more and forget it',
    role: 'lead',
    params: WEBHOOK,
    body: nothing,
    run: ({ webhooks }, { params }) => webhooks.remove(params['id'] ?? ''),
  }),
];

/** 256 bits, written as Standard Webhooks has it: `whsec_` and base64. */
function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function unique(types: readonly EventType[]): readonly EventType[] {
  return EVENT_TYPES.filter((type) => types.includes(type));
}

function toView({ id, url, events: types, notes, createdAt, failures, failingSince, lastFault, disabledAt, missed }: Webhook) {
  return { id, url, events: types, notes, createdAt, state: disabledAt === undefined ? (failures > 0 ? 'failing' : 'healthy') : 'disabled', failures, failingSince, lastFault, disabledAt, missed };
}
