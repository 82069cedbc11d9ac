import type { Language } from '../language.ts';
import type { CustomerOrder, Tier } from '../protocol.ts';

/** What the company knows about a customer. */
export type CustomerRecord = {
  readonly id: string;
  readonly name: string;
  readonly tier: Tier;
  readonly language: Language;
  readonly since?: string;
  /** Who looks after this customer (VIP). */
  readonly manager?: string;
  /** Newest first; `product` is what the customer would call it. */
  readonly orders: readonly CustomerOrder[];
  /** Facts that staff should know. */
  readonly notes: readonly string[];
};

/** Knows customers and their tiers. */
export type CustomerDirectory = {
  /** Who has this id; `undefined` when nobody. Throws `unavailable` when it cannot tell. */
  find(id: string): Promise<CustomerRecord | undefined>;
};
