import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import type { CustomerMessage, OpenSession } from '#core/protocol.ts';
import { ask, messagesUntil, visit, type Visitor } from '../support/browser.ts';
import { makeLearnedFolder } from '../support/learned.ts';

let folder: string;
let baton: ServedBaton;
beforeAll(async () => {
  folder = await makeLearnedFolder('actions');
  baton = await serveBaton({ DATA_DIR: folder, LOG_LEVEL: 'silent', DEMO: 'true' });
});
afterAll(async () => {
  await baton?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A visitor of the sample shop, perhaps signed in as one of its people. */
async function come(language: OpenSession['language'], as?: string): Promise<Visitor> {
  if (as === undefined) return visit(baton.url, { language });
  const { json } = await ask(baton.url, '/demo/identity', { method: 'POST', body: JSON.stringify({ id: as }) });
  return visit(baton.url, { language, identity: (json as { identity: string }).identity });
}

/** What Baton says to each of these, one after the other. */
async function hear(visitor: Visitor, ...texts: string[]): Promise<CustomerMessage[]> {
  const answers: CustomerMessage[] = [];
  for (const text of texts) {
    const { cursor } = await visitor.say(text);
    const reader = await visitor.follow(cursor);
    answers.push(...(await messagesUntil(reader, ({ author }) => author === 'bot')).filter(({ author }) => author === 'bot'));
    await reader.close();
  }
  return answers;
}
const textsOf = async (visitor: Visitor, ...texts: string[]): Promise<string[]> => (await hear(visitor, ...texts)).map(({ text }) => text);

describe('the sample shop out of the box', () => {
  it.each([
    ['zh', ['我的订单 20261107-0032 到哪了', '1008'], [/手机号的后四位/, /20261107-0032（空气净化器 A3）已经送达.*2026-11-09 16:45：已签收.*运单号 SF2611070032032/s]],
    ['en', ['where is my order 20261107-0032', '1008'], [/last four digits/, /20261107-0032 \(Air Purifier A3\) has been delivered.*2026-11-09 16:45: Delivered.*SF2611070032032/s]],
  ] as const)('tells a visitor where the order is (%s)', async (language, texts, answers) => {
    const said = await textsOf(await come(language), ...texts);
    expect(said).toEqual(answers.map((answer) => expect.stringMatching(answer)));
  });

  it('shows on its page the order that the README asks about, with the digits that Baton asks for', async () => {
    const { status, json } = await ask(baton.url, '/demo/orders');
    expect([status, json]).toMatchObject([200, { visitor: { number: '20261107-0032', phone: '1008' } }]);
    expect((await ask(baton.url, '/')).text).toContain('your-order');
  });

  it('tells nobody with the wrong number anything', async () => {
    const said = await textsOf(await come('en'), 'where is my order 20261120-0167', '0000');
    expect(said.at(-1)).toMatch(/I can't find order 20261120-0167/);
    expect(said.join()).not.toMatch(/Smart Bulb|Hangzhou/);
  });

  it('tells a signed-in customer about their own orders and no others', async () => {
    const daniel = await come('en', 'c-1004');
    expect(await textsOf(daniel, "where's my parcel?")).toEqual([expect.stringMatching(/20261118-0043 \(Indoor Camera C2\) is on its way.*2026-11-23/s)]);
    expect(await textsOf(daniel, 'has my refund for order 20261025-0310 arrived')).toEqual([expect.stringMatching(/refund for order 20261025-0310.*is complete: ¥399 went back to credit card.*R20261102-0058/s)]);
    expect((await textsOf(daniel, 'where is my order 20261107-0032')).join()).toMatch(/I can't find order 20261107-0032/);
  });

  it('changes an address, with the choices under the question', async () => {
    const wang = await come('zh', 'c-1008');
    const [asked, confirm] = await hear(wang, '我要改收货地址', '南京市玄武区中山东路12号1栋301室');
    expect(asked?.text).toContain('新的收货地址');
    expect(confirm?.text).toContain('把订单 20261119-0284 的收货地址改为“南京市玄武区中山东路12号1栋301室”');
    expect(confirm?.quickReplies?.map(({ text }) => text)).toEqual(['确认修改', '不改了']);
    expect(await textsOf(wang, '确认修改')).toEqual(['已经改好：订单 20261119-0284 会送到“南京市玄武区中山东路12号1栋301室”。']);
  });

  it('cancels an order once, also when the server is killed right after the customer has confirmed', async () => {
    let wang = await come('zh', 'c-1008');
    const [, confirm] = await hear(wang, '帮我取消订单 20261119-0284', '不想要了');
    const { cursor } = await wang.say('确认取消订单');
    baton.process.kill('SIGKILL');
    await once(baton.process, 'exit');
    baton = await serveBaton({ DATA_DIR: folder, LOG_LEVEL: 'silent', DEMO: 'true' });
    wang = await come('zh', 'c-1008');
    const reader = await wang.follow(cursor);
    const told = await messagesUntil(reader, ({ text }) => text.includes('已取消') || text.includes('已经取消'));
    await reader.close();
    expect(confirm?.text).toContain('取消订单 20261119-0284');
    expect(told.filter(({ author }) => author === 'bot').map(({ text }) => text)).toEqual([expect.stringMatching(/^订单 20261119-0284 已取消。¥2,999 会按原路退回，退款单号 R\d{8}-0284。$/)]);
    expect(await textsOf(wang, '20261119-0284 的退款到哪了')).toEqual([expect.stringMatching(/的退款已在 .* 发起：¥2,999/)]);
  });

  it('answers nobody who asks its order service without a token', async () => {
    expect((await ask(baton.url, '/demo/shop/orders/20261107-0032?customer=c-1008')).status).toBe(401);
  });
});
