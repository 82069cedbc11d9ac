import type { Language } from '../language.ts';
import type { CustomerRecord } from '../ports/customer-directory.ts';
import type { Tier } from '../protocol.ts';
import type { TierRules } from './rules.ts';
import { countRecent, type CustomerValue, tierOf } from './tier-of.ts';

/** A customer as a directory keeps it; the tier may be missing. Products are ids. */
export type KeptCustomer = Omit<CustomerRecord, 'tier' | 'tierBecause' | 'since' | 'asOf'> & { readonly tier?: Tier; readonly value: CustomerValue };

/** The record of a customer: the tier that was given, else the one that the rules tell now (Unix ms), with why; products by name. */
export function toRecord(kept: KeptCustomer, rules: TierRules, now: number, nameProduct: (id: string, language: Language) => string): CustomerRecord {
  const { id, name, tier, language, manager, noCare = false, birthday, orders, notes, value } = kept;
  const computed = tier === undefined ? tierOf({ ...value, orders: value.orders ?? countRecent(orders, now) }, rules, now) : undefined;
  return {
    id,
    name,
    tier: tier ?? computed?.tier ?? rules.unknown,
    ...(computed ? { tierBecause: computed.because } : {}),
    language,
    ...(value.since === undefined ? {} : { since: value.since }),
    ...(manager === undefined ? {} : { manager }),
    ...(noCare ? { noCare } : {}),
    ...(birthday === undefined ? {} : { birthday }),
    orders: orders.map((order) => ({ ...order, product: nameProduct(order.product, language) })),
    notes,
  };
}
