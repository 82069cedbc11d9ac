import type { BriefView } from '../protocol.ts';
import type { AskedKind } from './asks-again.ts';

/** What a brief has that an agent need not ask for, with the words in which it has it. */
export function knownOf(brief: Pick<BriefView, 'facts' | 'request' | 'intents' | 'missing'> & { readonly customer: Pick<BriefView['customer'], 'name' | 'orders'> }): ReadonlyMap<AskedKind, string> {
  const known = new Map<AskedKind, string>();
  for (const { kind, value } of brief.facts) {
    if (kind === 'order' || kind === 'product' || kind === 'phone' || kind === 'email' || kind === 'address' || kind === 'name' || kind === 'amount') known.set(kind, value);
    if (kind === 'date') {
      known.set('date', value);
      known.set('since', value);
    }
  }
  // Of several orders the one that is meant has to be named.
  const [order, ...others] = brief.customer.orders;
  if (order && others.length === 0 && !known.has('order')) known.set('order', order.number);
  if (brief.customer.name !== '' && !known.has('name')) known.set('name', brief.customer.name);
  // A mere call for a person says nothing of what happened.
  if (brief.intents.some(({ id }) => id !== 'signal-person') && brief.request.length >= 4) known.set('problem', brief.request);
  return known;
}
