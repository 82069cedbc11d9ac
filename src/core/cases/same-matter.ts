import type { Case } from './case.ts';

/** What a complaint is about, as far as its words tell. */
export type Matter = { readonly orders?: readonly string[]; readonly product?: string; readonly cause?: string };

/**
 * Is a complaint about the matter of this case? The same order says so, and so does the same product or the same cause;
 * another order is another matter. Where nothing of it is known on both sides, or the products have different names, it is
 * not known. Pure.
 */
export function compareMatter(record: Case, { orders = [], product, cause }: Matter): 'same' | 'other' | 'unknown' {
  const known = ordersOf(record);
  if (orders.length > 0 && known.length > 0) return orders.some((order) => known.includes(order)) ? 'same' : 'other';
  if (product !== undefined && record.product !== undefined) return product === record.product ? 'same' : 'unknown';
  return cause !== undefined && cause === record.cause ? 'same' : 'unknown';
}

/** Every order that a case names. */
function ordersOf({ orders, evidence }: Case): readonly string[] {
  return [...orders, ...evidence.flatMap(({ kind, value }) => (kind === 'order' ? [value] : []))];
}
