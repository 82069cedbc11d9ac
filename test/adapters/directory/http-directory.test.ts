import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DirectoryFile, directoryFileSchema } from '#adapters/directory/directory-file.ts';
import { createHttpDirectory, type HttpDirectory, type HttpDirectoryOptions } from '#adapters/directory/http-directory.ts';
import type { DirectoryStatus } from '#core/ports/customer-directory.ts';
import { type TierRules, tierRulesSchema } from '#core/tiers/rules.ts';
import { describeDirectory } from '../../contract/customer-directory.contract.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { CRM_TOKEN, type FakeCrm, startFakeCrm } from './fake-crm.ts';

const FIELDS = Object.fromEntries(['id', 'name', 'tier', 'level', 'language', 'since', 'manager', 'noCare', 'spentLast12Months', 'ordersLast12Months', 'orders', 'notes'].map((field) => [field, field]));
const file = (limits: Partial<DirectoryFile['limits']> = {}, more: object = {}): DirectoryFile => directoryFileSchema.parse({ fields: FIELDS, limits, ...more });
const RULES: TierRules = tierRulesSchema.parse({ rules: [{ id: 'spender', tier: 'key', when: { spent: { atLeast: 8000 } } }] });
const LIN = { id: 'c-1', name: '林晓岚', tier: 'vip', language: 'zh', manager: '周敏' };
const ANNA = { id: 'c-2', name: 'Anna', tier: 'small', language: 'en' };

const opened: (() => unknown)[] = [];
let crm: FakeCrm;
let clock: TestClock;
let heard: DirectoryStatus[];
let doubts: string[];
beforeEach(async () => {
  [heard, doubts] = [[], []];
  clock = createTestClock();
  crm = await startFakeCrm({ 'c-1': LIN, 'c-2': ANNA });
  opened.push(() => crm.close());
});
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

function open(more: Partial<HttpDirectoryOptions> = {}): HttpDirectory {
  const directory = createHttpDirectory({ url: crm.url, token: CRM_TOKEN, file: file(), rules: () => RULES, clock, onStatus: (status) => heard.push(status), onDoubt: (field) => doubts.push(field), ...more });
  opened.push(directory.stop);
  return directory;
}
/** Resolves when the CRM has been asked so often. */
const asked = (times: number) => expect.poll(() => crm.asked.length, { interval: 1 }).toBe(times);
const unavailable = (message: string | RegExp) => ({ code: 'unavailable', message: expect.stringMatching(message) as unknown });

describeDirectory({
  name: 'the HTTP directory',
  async create(customers) {
    const own = await startFakeCrm(Object.fromEntries(customers.map((customer) => [customer.id, customer])));
    return createHttpDirectory({ url: own.url, token: CRM_TOKEN, file: file(), rules: () => RULES, clock: createTestClock() });
  },
});

describe('a customer of the CRM', () => {
  it('is asked for with the token, and an id is one part of the address whatever it looks like', async () => {
    crm.people.set('c/../1?x=#', { ...ANNA, id: 'c/../1?x=#' });
    expect(await open().find('c/../1?x=#')).toMatchObject({ name: 'Anna' });
    expect(crm.asked[0]).toMatchObject({ path: '/customers/c%2F..%2F1%3Fx%3D%23?full=1', headers: { authorization: `Bearer ${CRM_TOKEN}` } });
  });

  it('is asked for with the header that the file names, and with none where there is no token', async () => {
    await open({ file: file({}, { header: { name: 'X-Api-Key', value: '{token}' } }) }).find('c-1').catch(() => undefined);
    await open({ token: '' }).find('c-1').catch(() => undefined);
    expect(crm.asked.map(({ headers }) => [headers['x-api-key'], headers.authorization])).toEqual([[CRM_TOKEN, undefined], [undefined, undefined]]);
  });

  it.each(['.', '..'])('is never called %s, which would lead elsewhere', async (id) => {
    expect(await open().find(id)).toBeUndefined();
    expect(crm.asked).toEqual([]);
  });

  it('is asked for once while the record is fresh, and once by all who ask at a time', async () => {
    const directory = open();
    expect(await Promise.all(Array.from({ length: 20 }, async () => (await directory.find('c-1'))?.tier))).toEqual(Array(20).fill('vip'));
    clock.advance(299_000);
    await directory.find('c-1');
    expect(crm.asked.length).toBe(1);
    crm.people.set('c-1', { ...LIN, tier: 'key' });
    clock.advance(2_000);
    expect(await directory.find('c-1')).toMatchObject({ tier: 'key' });
    expect(crm.asked.length).toBe(2);
  });

  it('without a tier has the one that the rules of the moment tell, with why', async () => {
    crm.people.set('c-3', { id: 'c-3', name: 'Carl', spentLast12Months: '18200.40', noCare: true });
    let rules = RULES;
    const directory = open({ rules: () => rules });
    expect(await directory.find('c-3')).toMatchObject({ tier: 'key', tierBecause: { zh: '近 12 个月消费 ¥18,200', en: 'spent ¥18,200 in 12 months' }, noCare: true, language: 'zh' });
    rules = tierRulesSchema.parse({ rules: [{ id: 'spender', tier: 'vip', when: { spent: { atLeast: 18_000 } } }] });
    expect(await directory.find('c-3')).toMatchObject({ tier: 'vip' });
  });

  it('keeps only so many in memory', async () => {
    const directory = open({ file: file({ records: 1 }) });
    for (const id of ['c-1', 'c-2', 'c-1']) await directory.find(id);
    expect(crm.asked.length).toBe(3);
  });
});

describe('an answer that is wrong', () => {
  it.each([
    ['about somebody else', { status: 200, body: JSON.stringify(ANNA) }, 'another customer'],
    ['without an id', { status: 200, body: '{"name":"x"}' }, 'without an id'],
    ['without a name', { status: 200, body: '{"id":"c-1","name":" "}' }, 'without a name'],
    ['a list', { status: 200, body: JSON.stringify([LIN]) }, 'without an id'],
    ['no JSON', { status: 200, body: '<html>welcome</html>' }, 'not answer with JSON'],
    ['nothing', { status: 204 }, 'answered 204'],
    ['too long', 'huge', 'more than 256 KB'],
    ['broken off', 'stops-midway', 'broke off'],
    ['a broken line', 'breaks', 'cannot be reached'],
    ['an error', { status: 500, body: '{"stack":"secret"}' }, 'answered 500'],
    ['a refused token', { status: 403 }, 'DIRECTORY_TOKEN'],
  ] as const)('such as one that is %s is taken for nobody: the directory cannot tell', async (_, deed, message) => {
    crm.always = deed;
    await expect(open().find('c-1')).rejects.toMatchObject(unavailable(message));
  });

  it('is another try worth where that may help, and only there', async () => {
    crm.next.push({ status: 503 });
    expect(await open().find('c-1')).toMatchObject({ tier: 'vip' });
    crm.next.push({ status: 400 });
    await expect(open().find('c-1')).rejects.toMatchObject(unavailable('answered 400'));
    expect(crm.asked.length).toBe(3);
  });

  it('never leads elsewhere: a redirect is not followed, and the token stays here', async () => {
    const elsewhere = await startFakeCrm({ 'c-1': LIN });
    opened.push(() => elsewhere.close());
    crm.always = { status: 302, headers: { location: elsewhere.url.replace('{id}', 'c-1') } };
    await expect(open().find('c-1')).rejects.toMatchObject(unavailable('redirect'));
    expect(elsewhere.asked).toEqual([]);
  });

  it('names neither the customer nor the token', async () => {
    crm.always = { status: 500, body: JSON.stringify(LIN) };
    const error: unknown = await open().find('c-1').catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(new RegExp(`c-1|${CRM_TOKEN}|林晓岚`));
  });

  it('costs the field that does not fit, not the customer; it is told once', async () => {
    const orders = [{ number: 1, product: 'a', status: 'lost', date: '2026-11-01' }, { number: 2, product: 'b', status: 'sent', date: '2026-11-02T10:00:00+08:00' }];
    for (const id of ['c-1', 'c-2']) crm.people.set(id, { id, name: 'x', tier: 'diamond', language: 'en-US', noCare: 'perhaps', since: 'long ago', orders });
    const directory = open({ file: file({}, { words: { language: { 'en-US': 'en' }, status: { sent: 'shipped' } } }) });
    for (const id of ['c-1', 'c-2']) {
      expect(await directory.find(id)).toMatchObject({ tier: 'small', language: 'en', noCare: true, orders: [{ number: '2', status: 'shipped', date: '2026-11-02' }] });
    }
    expect(doubts.toSorted()).toEqual(['noCare', 'orders', 'since', 'tier']);
  });
});

describe('a slow CRM', () => {
  it('costs a turn its limit and no more, and its late answer serves the next one', async () => {
    crm.next.push('silent');
    const directory = open();
    const first = directory.find('c-1');
    await asked(1);
    clock.advance(800);
    await expect(first).rejects.toMatchObject(unavailable('within 800 ms'));
    crm.speak();
    await expect.poll(() => directory.status().state, { interval: 1 }).toBe('up');
    expect(await directory.find('c-1')).toMatchObject({ tier: 'vip' });
    expect(crm.asked.length).toBe(1);
  });

  it('is waited for until its time is over, and not tried again then', async () => {
    crm.always = 'silent';
    const directory = open({ file: file({ failures: 1 }) });
    const first = directory.find('c-1');
    await asked(1);
    clock.advance(5_000);
    await expect(first).rejects.toMatchObject(unavailable(/within 800 ms/));
    await expect.poll(() => directory.status().state, { interval: 1 }).toBe('down');
    expect(crm.asked.length).toBe(1);
  });
});

describe('a CRM that is down', () => {
  it('is left alone after failures in a row; what was known is used, with its age, and Baton finds out when it is back', async () => {
    const directory = open({ file: file({ tries: 1, failures: 2, freshSeconds: 60 }) });
    const knownAt = clock.now();
    await directory.find('c-1');
    clock.advance(61_000);
    crm.always = { status: 500 };
    const since = clock.now();
    expect(await directory.find('c-1')).toMatchObject({ tier: 'vip', manager: '周敏', asOf: knownAt });
    await expect(directory.find('c-2')).rejects.toMatchObject(unavailable('500'));
    expect(directory.status()).toEqual({ state: 'down', since });
    // Nobody waits for it, and it is not asked.
    expect(await directory.find('c-1')).toMatchObject({ asOf: knownAt });
    await expect(directory.find('c-9')).rejects.toMatchObject(unavailable('is down'));
    expect(crm.asked.length).toBe(3);
    clock.advance(10_000);
    await asked(4);
    crm.always = undefined;
    // Time passes second by second until it is tried again, which comes after twice the pause.
    await expect.poll(() => (clock.advance(1_000), crm.asked.length), { interval: 5 }).toBe(5);
    expect(clock.now()).toBeGreaterThanOrEqual(since + 30_000);
    await expect.poll(() => directory.status().state, { interval: 1 }).toBe('up');
    expect(await directory.find('c-2')).toMatchObject({ tier: 'small' });
    expect(await directory.find('c-1')).not.toHaveProperty('asOf');
    expect(heard.map(({ state }) => state)).toEqual(['up', 'down', 'up']);
  });

  it('has what was known forgotten when that is too old', async () => {
    const directory = open({ file: file({ keepHours: 1 }) });
    await directory.find('c-1');
    crm.always = 'breaks';
    clock.advance(3_600_000);
    await expect(directory.find('c-1')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is left alone for as long as it wishes when it is asked too often', async () => {
    crm.next.push({ status: 429, headers: { 'retry-after': '60' } });
    const directory = open();
    await expect(directory.find('c-1')).rejects.toMatchObject(unavailable('429'));
    clock.advance(59_000);
    await expect(directory.find('c-2')).rejects.toMatchObject(unavailable('is down'));
    expect(crm.asked.length).toBe(1);
    clock.advance(1_000);
    await expect.poll(() => directory.status().state, { interval: 1 }).toBe('up');
    expect(await directory.find('c-1')).toMatchObject({ tier: 'vip' });
  });

  it('for one customer only is no failure for the others, and that one is not asked for again at once', async () => {
    crm.people.set('c-1', { id: 'c-1' });
    const directory = open({ file: file({ failures: 2 }) });
    for (let i = 0; i < 5; i += 1) await expect(directory.find('c-1')).rejects.toMatchObject(unavailable('without a name'));
    expect(crm.asked.length).toBe(1);
    expect(await directory.find('c-2')).toMatchObject({ name: 'Anna' });
    crm.people.set('c-1', LIN);
    clock.advance(3_000);
    expect(await directory.find('c-1')).toMatchObject({ tier: 'vip' });
  });

  it('keeps nothing waiting when Baton stops', async () => {
    crm.always = 'breaks';
    const directory = open({ file: file({ failures: 1 }) });
    await expect(directory.find('c-1')).rejects.toMatchObject({ code: 'unavailable' });
    directory.stop();
    expect(clock.waiting()).toBe(0);
  });
});
