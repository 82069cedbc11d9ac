import type { Language } from '#core/protocol.ts';
import { SHOP_TEXTS } from './texts.ts';
import { chat } from './visitor.ts';

type Order = { readonly number: string; readonly product: Readonly<Record<Language, string>> };
type Orders = { readonly visitor?: Order & { readonly phone: string }; readonly customers: Readonly<Record<string, Order>> };

/** Shows whoever visits an order that they can ask about, where the sample shop's own order service answers; otherwise nothing. */
export function setUpOrder(language: () => Language): { readonly show: (visitor?: string) => void } {
  const place = document.querySelector<HTMLElement>('.your-order');
  let orders: Orders | undefined;
  let shownFor = '';
  let draft = '';
  const show = (visitor = shownFor): void => {
    shownFor = visitor;
    const words = SHOP_TEXTS[language()];
    const own = orders?.customers[visitor];
    const sample = visitor === '' ? orders?.visitor : undefined;
    const order = own ?? sample;
    const line = place?.querySelector('p');
    if (!place || !line) return;
    place.hidden = order === undefined;
    if (!order) return;
    const name = order.product[language()];
    line.textContent = sample ? words.orderSample(order.number, name, sample.phone) : words.orderOwn(order.number, name);
    draft = words.orderDraft(order.number);
  };
  const load = async (): Promise<void> => {
    const answer = await fetch('/demo/orders');
    if (!answer.ok) return;
    orders = await answer.json();
    show();
  };
  place?.querySelector('button')?.addEventListener('click', () => chat()?.open({ draft }));
  addEventListener('load', () => void load().catch((error: unknown) => console.warn(error)));
  return { show };
}
