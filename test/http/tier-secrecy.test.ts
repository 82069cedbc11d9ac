import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentity } from '#adapters/web/identity.ts';
import { WORDING } from '#core/wording.ts';
import { demoPeople } from '#src/compose-demo-people.ts';
import { readFileDirectory } from '#adapters/directory/file-directory.ts';
import { readTierRules } from '#adapters/directory/tier-file.ts';
import { realPolicy } from '../core/samples.ts';
import { ask, signIn, type StaffBrowser, visit } from '../support/browser.ts';
import { PROJECT } from '../support/project-files.ts';
import { IDENTITY_SECRET, serve, type Served } from '../support/serve.ts';

/** What only staff may know of a customer. */
const SECRETS = ['周敏经理', '只给同事看的一句话', '近 12 个月消费 ¥38,600', 'spent ¥38,600', '2021-03-18', '20261116-0032'] as const;
const LIN = {
  id: 'c-77',
  name: '林晓岚',
  tier: 'vip',
  tierBecause: { zh: '近 12 个月消费 ¥38,600', en: 'spent ¥38,600 in 12 months' },
  language: 'zh',
  since: '2021-03-18',
  manager: '周敏经理',
  noCare: true,
  orders: [{ number: '20261116-0032', product: '空调', status: 'shipped', date: '2026-11-16' }],
  notes: ['只给同事看的一句话'],
} as const;
/** Words that tell of a tier, in any spelling. */
const TIER_WORDS = /\btiers?\b|"tier|vip|贵宾|重要客户|大客户|客户等级|noCare|manager/i;

let served: Served;
let colleague: StaffBrowser;
beforeAll(async () => {
  served = await serve({ directory: () => ({ find: (id) => Promise.resolve(id === LIN.id ? LIN : undefined) }) });
  colleague = await signIn(served.url, await served.inviteStaff('陈静', 'agent'));
});
afterAll(() => served.close());

/** Everything that a VIP's page receives in a conversation from the first word to the rating, and the page after it. */
async function everythingReceived(): Promise<string> {
  const identity = await createIdentity(IDENTITY_SECRET).sign(LIN.id);
  const received: unknown[] = [];
  const visitor = await visit(served.url, { identity });
  const reader = await visitor.follow();
  const until = async (state: string): Promise<void> => {
    received.push(await reader.until(({ event, data }) => event === 'state' && (data as { state: string }).state === state));
  };
  await visitor.say('退款多久到账');
  await until('waiting');
  const id = await served.conversationOf(visitor.token);
  const desk = (step: string, body: unknown = {}) => colleague.post(`/api/console/conversations/${id}/${step}`, body);
  const shown = JSON.stringify((await colleague.get(`/api/console/conversations/${id}`)).json);
  // The secrets are there for staff, or this test could not fail.
  for (const secret of [...SECRETS, '"tier":"vip"', '"reason":"vip"']) expect(shown).toContain(secret);
  await desk('claim');
  await until('human');
  await desk('note', { text: `${LIN.notes[0]}，她是贵宾客户`, clientId: 'client-id-note' });
  await desk('reply', { text: '您好，我来帮您。', clientId: 'client-id-reply' });
  await visitor.say('好的');
  await desk('close', { reason: 'resolved' });
  await until('closed');
  received.push(await visitor.post('/api/web/rating', { score: 5 }));
  const again = await visitor.follow();
  received.push(await again.until(({ event, data }) => event === 'state' && (data as { state: string }).state === 'closed'));
  received.push((await visit(served.url, { identity })).opened, visitor.opened);
  for (const path of ['/', '/widget/', '/widget.js', '/help/refund-time?lang=zh', '/help/nothing', '/help/refund-enquiry', '/api/web/events', '/nothing', '/readyz', `/api/console/conversations/${id}`, `/api/console/conversations/${id}/events`]) {
    const { status, headers, text } = await ask(served.url, path);
    received.push({ status, headers: [...headers], text });
  }
  received.push(await visitor.post('/api/web/messages', { text: 1 }), await visitor.post('/api/web/messages', '{'));
  received.push(await ask(served.url, '/api/web/session', { method: 'POST', body: JSON.stringify({ language: 'zh', identity: 'forged' }) }));
  await Promise.all([reader.close(), again.close()]);
  return JSON.stringify(received);
}

describe('what only staff may know of a customer', () => {
  it('is in nothing that the customer receives: session, stream, answers, help pages, errors', async () => {
    const received = await everythingReceived();
    expect(received).toContain('您好，我来帮您。');
    expect(SECRETS.filter((secret) => received.includes(secret))).toEqual([]);
    expect(TIER_WORDS.exec(received)?.[0]).toBeUndefined();
  });

  it('is not told by the names of teams, nor by anything that Baton says', async () => {
    const said = JSON.stringify([Object.values((await realPolicy()).teams).map(({ name }) => name), Object.values(WORDING).map((words) => JSON.stringify(words).replace('"vip":', ''))]);
    expect(TIER_WORDS.exec(said)?.[0]).toBeUndefined();
  });

  it('is not told by the sample shop, which tells its people apart by what they ordered', async () => {
    const rules = await readTierRules(path.join(PROJECT, 'adapters/directory/tiers.yaml'));
    const { everybody } = await readFileDirectory(path.join(PROJECT, 'adapters/directory/customers.yaml'), undefined, { rules: () => rules, now: Date.now });
    const people = demoPeople(everybody);
    expect(new Set(people.map(({ label }) => label.zh)).size).toBe(people.length);
    const shown = JSON.stringify(people);
    expect(TIER_WORDS.exec(shown)?.[0]).toBeUndefined();
    for (const { manager, notes, tierBecause } of everybody) {
      for (const secret of [manager, tierBecause?.en, tierBecause?.zh, ...notes]) if (secret !== undefined) expect(shown).not.toContain(secret);
    }
  });

  it('is not even spoken of in the program of the customer\'s page', async () => {
    const folder = path.join(PROJECT, 'adapters/web/widget');
    const files = (await readdir(folder)).filter((name) => /\.(?:ts|tsx|html)$/.test(name));
    expect(files.length).toBeGreaterThan(5);
    for (const name of files) expect(TIER_WORDS.exec(await readFile(path.join(folder, name), 'utf8'))?.[0], name).toBeUndefined();
  });
});
