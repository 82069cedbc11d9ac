import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import { readOrders, type ShopOrder } from './shop-data.ts';
import { openShopState, type ShopState } from './shop-state.ts';

/** What the sample shop is made with. */
export type DemoShopOptions = {
  /** Its orders. */
  readonly file: string;
  /** Where changes are kept. */
  readonly stateFile: string;
  /** Who calls must know it: people's orders are nobody else's business. */
  readonly token: string;
  readonly clock: Clock;
};

/** After so many wrong telephone numbers for one order within an hour it is closed to visitors for that hour. */
const MOST_GUESSES = 5;
/** Numbers of which guesses are remembered. */
const MOST_GUESSED = 10_000;
const HOUR_MS = 3600_000;

const ORDER_NUMBER = /^\d{8}-\d{4}$/;
const addressBody = z.strictObject({ customer: z.string(), address: z.string().min(5).max(200) });
const cancelBody = z.strictObject({ customer: z.string(), reason: z.string().max(200) });

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
type Effect = (order: ShopOrder, at: number) => Answer & { readonly changed?: ShopState['changed'][string] };

/**
 * A small mock of a shop's order service: orders, parcels and refunds to look at; an address to change and an order to
 * cancel, each under an `Idempotency-Key` once. The file is read at the first call.
 */
export function demoShop({ file, stateFile, token, clock }: DemoShopOptions): readonly Route[] {
  const store = openShopState(stateFile);
  const guesses = new Map<string, number[]>();
  let orders: Promise<ReadonlyMap<string, ShopOrder>> | undefined;
  const shelf = () => (orders ??= readOrders(file).then((list) => new Map(list.map((order) => [order.number, order]))));
  let last: Promise<unknown> = Promise.resolve();

  /** The order, for whom it belongs to; otherwise the answer that there is none. Who guesses learns nothing. */
  const find = async ({ url, params }: RouteCall, customer: string): Promise<ShopOrder | Answer> => {
    const number = params['number'] ?? '';
    const first = (await shelf()).get(number);
    const order: ShopOrder | undefined = first && { ...first, ...(await store.read()).changed[number] };
    if (customer !== '') return order?.customer === customer ? order : NOT_FOUND;
    if (!ORDER_NUMBER.test(number)) return NOT_FOUND;
    const wrong = (guesses.get(number) ?? []).filter((at) => clock.now() - at < HOUR_MS);
    if (wrong.length >= MOST_GUESSES) return { status: 403, body: { error: 'locked' } };
    if (order && url.searchParams.get('phone') === order.phone) return order;
    // Also of orders that are not there: being locked must not tell which are.
    guesses.delete(number);
    guesses.set(number, [...wrong, clock.now()]);
    for (const oldest of guesses.keys()) {
      if (guesses.size <= MOST_GUESSED) break;
      guesses.delete(oldest);
    }
    return NOT_FOUND;
  };
  const look = (path: string, tell: (order: ShopOrder, language: Language) => Answer): Route => ({
    method: 'GET',
    path,
    async handle(call) {
      requireToken(call, token);
      const found = await find(call, call.url.searchParams.get('customer') ?? '');
      const { status, body } = 'body' in found ? found : tell(found, call.url.searchParams.get('language') === 'en' ? 'en' : 'zh');
      return Response.json(body, { status });
    },
  });
  const change = <T extends { readonly customer: string }>(path: string, schema: z.ZodType<T>, effect: (body: T) => Effect): Route => ({
    method: 'POST',
    path,
    async handle(call) {
      requireToken(call, token);
      const body = await readJson(call.request, schema);
      const key = call.request.headers.get('idempotency-key') ?? '';
      if (key === '') throw new BatonError('invalid_input', 'The header Idempotency-Key is missing.');
      // One at a time, so that nothing is done twice.
      const work = last.then(() => once(call, key, body, effect(body)));
      last = work.catch(() => undefined);
      const { status, body: answer } = await work;
      return Response.json(answer, { status });
    },
  });
  const once = async (call: RouteCall, key: string, body: { readonly customer: string }, effect: Effect): Promise<Answer> => {
    const state = await store.read();
    const content = createHash('sha256').update(`${call.url.pathname} ${JSON.stringify(body)}`).digest('base64url');
    const before = Object.hasOwn(state.done, key) ? state.done[key] : undefined;
    if (before && before.content !== content) return { status: 422, body: { error: 'key_reused' } };
    if (before) return { status: before.status, body: before.body as Answer['body'] };
    const found = body.customer === '' ? NOT_FOUND : await find(call, body.customer);
    if ('body' in found) return found;
    const { status, body: answer, changed } = effect(found, clock.now());
    await store.write({ changed: { ...state.changed, ...(changed ? { [found.number]: { ...state.changed[found.number], ...changed } } : {}) }, done: { ...state.done, [key]: { content, status, body: answer } } });
    return { status, body: answer };
  };

  return [
    look('/demo/shop/orders/:number', tellOrder),
    look('/demo/shop/orders/:number/refund', tellRefund),
    change('/demo/shop/orders/:number/address', addressBody, ({ address }) => changeAddress(address)),
    change('/demo/shop/orders/:number/cancel', cancelBody, () => cancelOrder),
  ];
}

const NOT_FOUND: Answer = { status: 404, body: { error: 'not_found' } };

function tellOrder({ number, customer, status, product, amount, placed, expected, parcel, address }: ShopOrder, language: Language): Answer {
  return {
    status: 200,
    body: {
      number,
      customer,
      status,
      product: product[language],
      amount: yuan(amount),
      placed,
      address,
      ...(expected ? { expected } : {}),
      ...(parcel ? { parcel: { carrier: parcel.carrier[language], number: parcel.number, at: parcel.at, event: parcel.event[language] } } : {}),
    },
  };
}

function tellRefund({ number, customer, status, product, refund }: ShopOrder, language: Language): Answer {
  const none = { number, customer, product: product[language], order: status, refund: 'none' };
  if (!refund) return { status: 200, body: none };
  const { number: id, status: stage, amount, to, since, expected } = refund;
  return { status: 200, body: { ...none, refund: stage, id, amount: yuan(amount), to: to[language], since, expected } };
}

function changeAddress(address: string): Effect {
  return ({ number, customer, status }) =>
    status === 'paid' ? { status: 200, body: { number, customer, address }, changed: { address } } : { status: 409, body: { error: 'too_late', status } };
}

const cancelOrder: Effect = ({ number, customer, status, amount }, at) => {
  if (status === 'cancelled') return { status: 200, body: { number, customer, amount: yuan(amount), before: true } };
  if (status !== 'paid') return { status: 409, body: { error: 'too_late', status } };
  const since = dayOf(at);
  const refund = { number: `R${since.replaceAll('-', '')}-${number.slice(-4)}`, status: 'started' as const, amount, to: { zh: '原支付方式', en: 'the way you paid' }, since, expected: dayOf(at + 7 * 24 * HOUR_MS) };
  return { status: 200, body: { number, customer, amount: yuan(amount), refund: refund.number, before: false }, changed: { status: 'cancelled', refund } };
};

function yuan(amount: number): string {
  return `¥${amount.toLocaleString('en-US')}`;
}

/** The day in the shop's country, which has one time and no summer time. */
function dayOf(at: number): string {
  return new Date(at + 8 * HOUR_MS).toISOString().slice(0, 10);
}

function requireToken({ request }: RouteCall, token: string): void {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(hash(request.headers.get('authorization') ?? ''), hash(`Bearer ${token}`))) {
    throw new BatonError('unauthorized', 'The sample shop answers Baton only.');
  }
}
