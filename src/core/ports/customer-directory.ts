import type { Bilingual, Language } from '../language.ts';
import type { CustomerOrder, Tier } from '../protocol.ts';

/** What the company knows about a customer. */
export type CustomerRecord = {
  readonly id: string;
  readonly name: string;
  /** For staff only, as is why. */
  readonly tier: Tier;
  /** Why this tier, where rules told it; absent where the record names it. */
  readonly tierBecause?: Bilingual;
  /** The language that the customer prefers. */
  readonly language: Language;
  readonly since?: string;
  /** Who looks after this customer (VIP). */
  readonly manager?: string;
  /** The customer wants no care messages, or it is not clear. */
  readonly noCare?: boolean;
  /** `1990-05-20` or `05-20`. */
  readonly birthday?: string;
  /** Newest first; `product` is what the customer would call it. */
  readonly orders: readonly CustomerOrder[];
  /** Facts that staff should know. */
  readonly notes: readonly string[];
  /** As of when this was known, Unix ms, where the directory cannot be asked now. */
  readonly asOf?: number;
};

/** Knows customers and their tiers. */
export type CustomerDirectory = {
  /** Who has this id; `undefined` when nobody. Throws `unavailable` when it cannot tell. */
  find(id: string): Promise<CustomerRecord | undefined>;
};

/** Whether a directory can be asked. `untried`: nobody has been asked for yet. Times are Unix ms. */
export type DirectoryStatus = { readonly state: 'up' | 'untried' } | { readonly state: 'down'; readonly since: number };
