import type { Language } from '../language.ts';
import type { Tier } from '../protocol.ts';

/** What the company knows about a customer. */
export type CustomerRecord = {
  readonly id: string;
  readonly name: string;
  readonly tier: Tier;
  readonly language: Language;
  readonly since?: string;
  /** Who looks after this customer (VIP). */
  readonly manager?: string;
  readonly orders: readonly { readonly number: string; readonly product: string; readonly status: string; readonly date: string }[];
  /** Facts that staff should know. */
  readonly notes: readonly string[];
};

/** Knows customers and their tiers. */
export type CustomerDirectory = {
  /** Who has this id; `undefined` when nobody. Throws `unavailable` when it cannot tell. */
  find(id: string): Promise<CustomerRecord | undefined>;
};
