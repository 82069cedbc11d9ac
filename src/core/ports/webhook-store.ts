import type { EventType, WebhookEvent } from '../webhooks/event.ts';

/** Somebody's address that is told what happens. Times are Unix ms. */
export type Webhook = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly EventType[];
  /** Is it told of notes, too? They are for staff only. */
  readonly notes: boolean;
  readonly createdAt: number;
  /** Tries in a row that failed, over all its events. */
  readonly failures: number;
  readonly failingSince: number | undefined;
  /** Why the last try failed. */
  readonly lastFault: string | undefined;
  readonly disabledAt: number | undefined;
  /** Events that it was not told of and never will be. */
  readonly missed: number;
};

/** Keys that sign what is sent: the present one, and for a day after a change the one before. */
export type SigningKeys = readonly string[];

/** An event on its way to an endpoint. */
export type Delivery = { readonly id: number; readonly webhook: Webhook; readonly keys: SigningKeys; readonly event: WebhookEvent; readonly attempts: number; readonly until: number };

/** How telling went. `gone`: the endpoint wants nothing more, ever. */
export type DeliveryOutcome = { readonly kind: 'told' } | { readonly kind: 'failed'; readonly fault: string; readonly retryAfterMs?: number | undefined } | { readonly kind: 'gone' };

/**
 * Endpoints of webhooks and what they are still to be told. Events are written with the change that they tell of, for
 * every endpoint that wants them then. Times are Unix ms and come from the caller.
 */
export type WebhookStore = {
  /** Throws `conflict` where this address is told already. */
  add(webhook: { readonly url: string; readonly events: readonly EventType[]; readonly notes: boolean; readonly secret: string }, now: number): Promise<Webhook>;
  /** All, oldest first. */
  list(): Promise<Webhook[]>;
  /** One with its keys. Throws `not_found`. */
  get(id: string, now: number): Promise<{ readonly webhook: Webhook; readonly keys: SigningKeys }>;
  /** Changes what it is told, or enables or disables it; enabling forgets its failures. What a disabled one would be told is not kept. Throws `not_found`. */
  change(id: string, to: { readonly events?: readonly EventType[] | undefined; readonly notes?: boolean | undefined; readonly enabled?: boolean | undefined }, now: number): Promise<Webhook>;
  /** Signs with another secret from now on; for a day with the one before as well. Throws `not_found`. */
  rotate(id: string, secret: string, now: number): Promise<void>;
  /** Removes it with everything it was to be told. Throws `not_found`. */
  remove(id: string): Promise<void>;
  /** Drops what is left for endpoints that are gone or disabled: a change may have been written at the same moment. */
  tidy(): Promise<void>;
  /**
   * Leases up to `limit` events to tell: at each endpoint those of a conversation in order, one at a time. An endpoint
   * whose last try failed is tried with a single event when its time has come.
   */
  take(now: number, leaseMs: number, limit: number): Promise<Delivery[]>;
  /**
   * Records how telling went. A failure is tried again later and later; an endpoint that has failed for a day without one
   * success, or that is gone, is disabled and what it was to be told is dropped and counted. Answers what became of it.
   */
  settle(delivery: Delivery, outcome: DeliveryOutcome, now: number): Promise<'told' | 'waiting' | 'disabled' | 'lost'>;
};
