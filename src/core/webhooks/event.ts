/** What webhooks can be told of. */
export const EVENT_TYPES = [
  'conversation.opened',
  'conversation.closed',
  'message.created',
  'message.edited',
  'message.removed',
  'handover.opened',
  'handover.offered',
  'handover.offer_ended',
  'handover.claimed',
  'handover.transferred',
  'handover.released',
  'handover.warned',
  'handover.breached',
  'handover.closed',
  'brief.corrected',
  'rating.given',
  'survey.answered',
  'consent.changed',
  'follow_up.opened',
  'follow_up.changed',
  'follow_up.late',
  'follow_up.ended',
  'case.opened',
  'case.assigned',
  'case.task_given',
  'case.task_ended',
  'case.warned',
  'case.late',
  'case.approval_wanted',
  'case.approval_declined',
  'case.decided',
  'case.closed',
  'callback.promised',
  'callback.late',
  'callback.ended',
] as const;

/** What webhooks can be told of. */
export type EventType = (typeof EVENT_TYPES)[number];

/** What a webhook is told, as it is sent; JSON. `id` is the same at every endpoint and every time it is told again. */
export type WebhookEvent = {
  readonly id: string;
  readonly type: EventType | 'test';
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** How the outbox names an endpoint. */
export function targetOf(webhookId: string): string {
  return `${TARGET}${webhookId}`;
}

/** How targets of webhooks begin. */
export const TARGET = 'webhook:';
