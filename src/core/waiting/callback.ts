import type { Handover } from '../conversation.ts';
import type { CallbackView, ContactWay, StaffCallbackView } from '../protocol.ts';

/** When the customer would like it, Unix ms: a moment, or any time up to `to`. */
export type Wish = { readonly from: number; readonly to?: number };

/** How a callback ended. */
export type CallbackEnd = {
  readonly how: 'done' | 'cancelled' | 'not_reached';
  /** Unix ms. */
  readonly at: number;
  /** Name of the colleague, or `customer`. */
  readonly by: string;
};

/**
 * A promise to reach a customer, instead of their waiting: what the customer is told is what stands here. It belongs to
 * the open handover, which leaves the queue as long as the promise is open. Times are Unix ms.
 */
export type Callback = {
  readonly way: ContactWay;
  /** Telephone number or e-mail address; empty for `chat`. */
  readonly contact: string;
  /** Promised: not before `from`, and by `until`. */
  readonly from: number;
  readonly until: number;
  /** The customer has named a time; otherwise it is as soon as possible. */
  readonly isTimed: boolean;
  readonly askedAt: number;
  /** When the customer agreed that the number or address is used for this. */
  readonly consentAt: number;
  /** When colleagues have tried in vain. */
  readonly tries: readonly number[];
  /** Since when it is late. */
  readonly lateAt?: number;
  readonly ended?: CallbackEnd;
};

/** So often is tried; the last time says how to reach us. */
export const MOST_TRIES = 3;

/** The promise that is still to be kept. */
export function openCallback(handover: Pick<Handover, 'callback'> | undefined): Callback | undefined {
  return handover?.callback?.ended === undefined ? handover?.callback : undefined;
}

/** From when on somebody should see to it, Unix ms: the time that was named; in the middle of what was promised where it is as soon as possible. */
export function callbackDueAt({ from, until, isTimed }: Pick<Callback, 'from' | 'until' | 'isTimed'>): number {
  return Math.round(isTimed ? from : from + (until - from) / 2);
}

/** Is the customer to be reached at a later time, so that nobody need do anything yet? */
export function callsLater(handover: Pick<Handover, 'callback'> | undefined, now: number): boolean {
  const callback = openCallback(handover);
  return callback !== undefined && now < callbackDueAt(callback);
}

/** A contact of which only its end can be read: enough to know it again, too little to use it. */
export function veil({ way, contact }: Pick<Callback, 'way' | 'contact'>): string {
  if (way === 'chat') return '';
  if (way === 'phone') return `…${contact.replaceAll(/\D/g, '').slice(-4)}`;
  const [name = '', host = ''] = contact.split('@');
  return `${name.slice(0, 1)}…@${host}`;
}

/** A promise as the customer may see it. */
export function viewCallback(callback: Callback): CallbackView {
  const { way, from, until, isTimed } = callback;
  return { way, contactEnd: veil(callback), from, until, isTimed };
}

/** A promise as staff see it, without the number. */
export function viewCallbackForStaff(callback: Callback): StaffCallbackView {
  const { askedAt, tries, lateAt } = callback;
  return { ...viewCallback(callback), askedAt, tries: tries.length, mostTries: MOST_TRIES, ...(lateAt === undefined ? {} : { lateAt }) };
}
