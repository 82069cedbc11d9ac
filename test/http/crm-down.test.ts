import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryFileSchema } from '#adapters/directory/directory-file.ts';
import { createHttpDirectory } from '#adapters/directory/http-directory.ts';
import { createIdentity } from '#adapters/web/identity.ts';
import type { Conversation } from '#core/conversation.ts';
import type { ConversationDetail, CustomerMessage } from '#core/protocol.ts';
import { NO_TIER_RULES } from '#core/tiers/rules.ts';
import { CRM_TOKEN, type FakeCrm, startFakeCrm } from '../adapters/directory/fake-crm.ts';
import { messagesUntil, signIn, type StaffBrowser, visit, type Visitor } from '../support/browser.ts';
import { IDENTITY_SECRET, serve, type Served } from '../support/serve.ts';
import { whenStored } from '../support/temp-store.ts';

let crm: FakeCrm;
let served: Served;
let colleague: StaffBrowser;
beforeAll(async () => {
  crm = await startFakeCrm({ 'c-1': { id: 'c-1', name: '林晓岚', tier: 'vip', manager: '周敏' }, 'c-2': { id: 'c-2', name: 'Anna', tier: 'vip' } });
  const file = directoryFileSchema.parse({ fields: { id: 'id', name: 'name', tier: 'tier', manager: 'manager' }, limits: { tries: 1, failures: 2, freshSeconds: 60 } });
  served = await serve({ directory: (clock) => createHttpDirectory({ url: crm.url, token: CRM_TOKEN, file, rules: () => NO_TIER_RULES, clock }) });
  colleague = await signIn(served.url, await served.inviteStaff('陈静', 'agent'));
});
afterAll(async () => {
  await served.close();
  await crm.close();
});

const customer = async (id: string): Promise<Visitor> => visit(served.url, { identity: await createIdentity(IDENTITY_SECRET).sign(id) });
/** The bot's answer to a question. */
const answered = async (visitor: Visitor, text: string): Promise<string> => {
  const reader = await visitor.follow();
  await visitor.say(text);
  const messages = await messagesUntil(reader, ({ author, text: said }: CustomerMessage) => author === 'bot' && said.includes('工作日'));
  await reader.close();
  return messages.at(-1)?.text ?? '';
};
const stored = async (visitor: Visitor, is: (conversation: Conversation) => boolean): Promise<void> => {
  const id = await served.conversationOf(visitor.token);
  await whenStored(served.store, async () => {
    const conversation = await served.store.conversation(id);
    return conversation !== undefined && is(conversation);
  });
};
const tierOf = async (visitor: Visitor): Promise<string | undefined> => (await served.store.conversation(await served.conversationOf(visitor.token)))?.tier;
const brief = async (visitor: Visitor) => ((await colleague.get(`/api/console/conversations/${await served.conversationOf(visitor.token)}`)).json as ConversationDetail).brief;

describe('while the CRM is down', () => {
  it('customers are answered as ever: who is known keeps the tier, whoever is not is known once it is back, and colleagues are told', async () => {
    const lin = await customer('c-1');
    await lin.say('退款多久到账');
    await stored(lin, ({ state, tier }) => state === 'waiting' && tier === 'vip');
    expect((await brief(lin))?.customer).toMatchObject({ tier: 'vip', manager: '周敏' });
    expect((await brief(lin))?.customer).not.toHaveProperty('stale');

    const knownAt = served.clock.now();
    served.clock.advance(61_000);
    crm.always = { status: 503 };
    expect((await brief(lin))?.customer).toMatchObject({ tier: 'vip', manager: '周敏', stale: knownAt });

    const anna = await customer('c-2');
    expect(await answered(anna, '退款多久到账')).toContain('1个工作日');
    expect(await tierOf(anna)).toBe('regular');
    await anna.say('转人工');
    await stored(anna, ({ state }) => state === 'waiting');
    expect((await brief(anna))?.customer).toMatchObject({ tier: 'regular', stale: 'unknown' });

    crm.always = undefined;
    await expect.poll(async () => (served.clock.advance(5_000), (await brief(anna))?.customer.tier), { interval: 20 }).toBe('vip');
    await anna.say('还在吗');
    await stored(anna, ({ tier }) => tier === 'vip');
    expect((await brief(lin))?.customer).not.toHaveProperty('stale');
  });

  it('a silent one delays a turn by its limit and no more', async () => {
    crm.people.set('c-3', { id: 'c-3', name: '何嘉', tier: 'vip' });
    crm.next.push('silent');
    const asked = crm.asked.length;
    const customer3 = await customer('c-3');
    const answer = answered(customer3, '退款多久到账');
    await expect.poll(() => crm.asked.length, { interval: 2 }).toBe(asked + 1);
    served.clock.advance(800);
    expect(await answer).toContain('1个工作日');
    expect(await tierOf(customer3)).toBe('regular');
    crm.speak();
    await expect.poll(async () => {
      await customer3.say('退款多久到账');
      return tierOf(customer3);
    }, { interval: 50 }).toBe('vip');
  });
});
