import type { Bilingual } from '#core/language.ts';
import type { Route } from '#core/route.ts';
import { readOrders, type ShopOrder } from './shop-data.ts';

/** An order to try with, as the page of the sample shop shows it. */
type SampleOrder = { readonly number: string; readonly product: Bilingual };

/** Answer to `GET /demo/orders`: the order that any visitor may try, with what Baton asks for, and the latest one of each customer by id. */
export type SampleOrders = { readonly visitor?: SampleOrder & { readonly phone: string }; readonly customers: Readonly<Record<string, SampleOrder>> };

/** Tells the page of the sample shop which orders visitors can ask about; nothing of it is anybody's: all of it is invented. */
export function sampleOrdersRoute(file: string): Route {
  return { method: 'GET', path: '/demo/orders', handle: async () => Response.json(sampleOrders(await readOrders(file))) };
}

function sampleOrders(orders: readonly ShopOrder[]): SampleOrders {
  const shown = ({ number, product }: ShopOrder): SampleOrder => ({ number, product });
  const sample = orders.find((order) => order.sample);
  const latest = new Map<string, ShopOrder>();
  for (const order of orders) if (order.placed > (latest.get(order.customer)?.placed ?? '')) latest.set(order.customer, order);
  return { ...(sample ? { visitor: { ...shown(sample), phone: sample.phone } } : {}), customers: Object.fromEntries([...latest].map(([customer, order]) => [customer, shown(order)])) };
}
