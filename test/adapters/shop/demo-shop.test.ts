import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoShop } from '#adapters/shop/demo-shop.ts';
import { readFileDirectory } from '#adapters/directory/file-directory.ts';
import { type SampleOrders, sampleOrdersRoute } from '#adapters/shop/sample-orders.ts';
import { readOrders } from '#adapters/shop/shop-data.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';

const here = (file: string): string => fileURLToPath(new URL(`../../../adapters/${file}`, import.meta.url));
const FILE = here('shop/orders.yaml');

let folder: string;
let clock: TestClock;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-shop-'));
  clock = createTestClock();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Asks a shop that has just been opened, as after a new start. */
async function ask(method: 'GET' | 'POST', address: string, more: { readonly body?: unknown; readonly key?: string; readonly token?: string } = {}, routes = open()): Promise<{ status: number; body: Record<string, unknown> }> {
  const url = new URL(address, 'http://localhost');
  const number = /orders\/([^/?]+)/.exec(url.pathname)?.[1] ?? '';
  const route = routes.find((each) => each.method === method && each.path.replace(':number', number) === url.pathname);
  const request = new Request(url, {
    method,
    headers: { authorization: `Bearer ${more.token ?? 'token'}`, ...(more.key ? { 'idempotency-key': more.key } : {}) },
    ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
  });
  const response = await route!.handle({ request, url, params: { number }, ip: '' });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const open = () => demoShop({ file: FILE, stateFile: path.join(folder, 'shop.json'), token: 'token', clock });
const order = (number: string, query: string, routes = open()) => ask('GET', `/demo/shop/orders/${number}?${query}`, {}, routes);
const cancel = (number: string, key: string, customer = 'c-1008', routes = open()) => ask('POST', `/demo/shop/orders/${number}/cancel`, { body: { customer, reason: 'other' }, key }, routes);

describe('the sample shop', () => {
  it('has every order of the sample customers, with the state that their directory says', async () => {
    const { everybody } = await readFileDirectory(here('directory/customers.yaml'));
    const listed = everybody.flatMap(({ id, orders }) => orders.map(({ number, status }) => `${id} ${number} ${status}`));
    expect((await readOrders(FILE)).map(({ customer, number, status }) => `${customer} ${number} ${status}`)).toEqual(listed);
  });

  it('tells an order to the customer whose it is, in their language', async () => {
    expect((await order('20261107-0032', 'customer=c-1008&language=en')).body).toMatchObject({ product: 'Air Purifier A3', amount: '¥1,299', status: 'delivered', parcel: { event: 'Delivered and signed for' } });
    expect((await order('20261107-0032', 'customer=c-1008&language=zh')).body).toMatchObject({ product: '空气净化器 A3' });
  });

  it('shows its page an order to try, that a visitor then can ask about, and the latest of each customer', async () => {
    const route = sampleOrdersRoute(FILE);
    const url = new URL('http://localhost/demo/orders');
    const shown = (await (await route.handle({ request: new Request(url), url, params: {}, ip: '' })).json()) as SampleOrders;
    expect(shown.visitor).toEqual({ number: '20261107-0032', product: { zh: '空气净化器 A3', en: 'Air Purifier A3' }, phone: '1008' });
    expect((await order(shown.visitor?.number ?? '', `phone=${shown.visitor?.phone}`)).status).toBe(200);
    expect(shown.customers['c-1001']).toEqual({ number: '20261116-0032', product: { zh: '变频空调 K3', en: 'Inverter Air Conditioner K3' } });
  });

  it('tells it to visitors who know the end of the telephone number', async () => {
    expect((await order('20261107-0032', 'phone=1008')).status).toBe(200);
  });

  it('answers the same for a wrong number, a wrong customer and an order that is not there', async () => {
    const answers = await Promise.all([order('20261107-0032', 'phone=0000'), order('20261107-0032', 'phone='), order('20261107-0032', 'customer=c-1004'), order('20990101-0001', 'phone=1008'), order('20261107-0032', 'customer=c-1004&phone=1008')]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify({ status: 404, body: { error: 'not_found' } })]));
  });

  it('lets nobody guess the telephone number', async () => {
    const routes = open();
    for (let guess = 0; guess < 5; guess += 1) expect((await order('20261107-0032', `phone=000${guess}`, routes)).status).toBe(404);
    expect((await order('20261107-0032', 'phone=1008', routes)).status).toBe(403);
    clock.advance(3600_001);
    expect((await order('20261107-0032', 'phone=1008', routes)).status).toBe(200);
  });

  it('locks what is not there like what is, so that the lock tells nothing', async () => {
    const routes = open();
    const answers = async (number: string) => {
      const statuses: number[] = [];
      for (let guess = 0; guess < 6; guess += 1) statuses.push((await order(number, 'phone=0000', routes)).status);
      return statuses;
    };
    expect(await answers('20990101-0001')).toEqual(await answers('20261107-0032'));
  });

  it('answers nobody without its token', async () => {
    await expect(ask('GET', '/demo/shop/orders/20261107-0032?phone=1008', { token: 'other' })).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('cancels an order once under one key, also after a new start', async () => {
    const first = await cancel('20261119-0284', 'key-1');
    expect(first).toMatchObject({ status: 200, body: { before: false, amount: '¥2,999', refund: expect.stringMatching(/^R\d{8}-0284$/) } });
    expect(await cancel('20261119-0284', 'key-1')).toEqual(first);
    expect(await cancel('20261119-0284', 'key-2')).toMatchObject({ status: 200, body: { before: true } });
    expect((await order('20261119-0284', 'customer=c-1008')).body).toMatchObject({ status: 'cancelled' });
    expect((await ask('GET', '/demo/shop/orders/20261119-0284/refund?customer=c-1008&language=en')).body).toMatchObject({ refund: 'started', amount: '¥2,999' });
  });

  it('does one of many at once under one key', async () => {
    const routes = open();
    const answers = await Promise.all(Array.from({ length: 8 }, () => cancel('20261119-0284', 'key-1', 'c-1008', routes)));
    expect(answers.filter(({ body }) => body['before'] === false)).toHaveLength(8);
  });

  it('refuses a key that was used for something else, and a call without one', async () => {
    await cancel('20261119-0284', 'key-1');
    expect((await ask('POST', '/demo/shop/orders/20261119-0284/address', { body: { customer: 'c-1008', address: '南京市玄武区 1 号' }, key: 'key-1' })).status).toBe(422);
    await expect(ask('POST', '/demo/shop/orders/20261119-0284/cancel', { body: { customer: 'c-1008', reason: 'other' } })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it.each(['20261107-0032', '20261116-0032'])('changes nothing about %s, which is not theirs to change any more or at all', async (number) => {
    const { status } = await cancel(number, 'key-1');
    expect([404, 409]).toContain(status);
    expect((await cancel(number, 'key-2', '')).status).toBe(404);
  });

  it('changes the address of an order that has not left', async () => {
    const body = { customer: 'c-1008', address: '南京市玄武区中山东路 12 号 301 室' };
    expect((await ask('POST', '/demo/shop/orders/20261119-0284/address', { body, key: 'key-1' })).body).toMatchObject({ address: body.address });
    expect((await order('20261119-0284', 'customer=c-1008')).body).toMatchObject({ address: body.address });
  });
});
