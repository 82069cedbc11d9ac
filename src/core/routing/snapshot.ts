import type { HandoverReason } from '../article.ts';
import type { Language } from '../language.ts';
import type { Presence, PresenceReason, StaffRole } from '../protocol.ts';
import type { Needs } from './needs.ts';
import type { Rankable } from './rank-waiting.ts';

/** Somebody of the staff at a moment, as far as routing goes. */
export type RoutingAgent = {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly presence: Presence;
  readonly because?: PresenceReason;
  /** Have they ever said how they are there? */
  readonly usesPresence: boolean;
  readonly teams: readonly string[];
  readonly languages: readonly Language[];
  /** Proficiency from 1 to 5, by reason, intent, product id or the first word of one (`aircon` for `aircon-k3`). */
  readonly skills: Readonly<Record<string, number>>;
  /** Conversations at once. */
  readonly capacity: number;
  /** Conversations that they have, and offers of the queue that they have not answered. */
  readonly load: number;
  /** Ids of the customers whom they look after. */
  readonly customers: readonly string[];
  /** Name of the colleague who looks after those meanwhile. */
  readonly backup?: string;
  /** When they were given or offered a conversation last, Unix ms. */
  readonly assignedAt: number | undefined;
};

/** Somebody who waits for a person, as far as routing goes. */
export type WaitingCustomer = Rankable & {
  readonly epoch: number;
  readonly customerId: string | undefined;
  readonly language: Language;
  readonly team: string;
  readonly reason: HandoverReason;
  /** By when a person should have answered, Unix ms. */
  readonly dueAt: number;
  readonly needs: Needs;
  /** To whom it is offered now. */
  readonly offeredTo?: string;
  /** Who has let it pass, and when, Unix ms. */
  readonly tried: readonly { readonly id: string; readonly at: number }[];
};

/** Who is there and who waits, at one moment. */
export type RoutingSnapshot = {
  /** Unix ms. */
  readonly now: number;
  readonly agents: readonly RoutingAgent[];
  /** In the order in which they should be taken. */
  readonly waiting: readonly WaitingCustomer[];
};

/** Can they be given one more conversation now? */
export function isFree({ presence, load, capacity }: RoutingAgent): boolean {
  return presence === 'available' && load < capacity;
}

/** Are they there, whether or not they take new conversations? */
export function isThere({ presence }: Pick<RoutingAgent, 'presence'>): boolean {
  return presence === 'available' || presence === 'busy';
}
