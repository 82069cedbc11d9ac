import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GapReview } from '#core/gap.ts';
import { openStore } from '#store/open-store.ts';
import { runBaton } from '../support/run-command.ts';
import { makeSmallContent, type SmallContent } from '../support/small-content.ts';

const QUESTION = '你们有极光绿的吗？';
const NOW = Date.now();

let content: SmallContent;
beforeAll(async () => {
  content = await makeSmallContent();
  const { store } = await openStore({ dataDir: content.dataDir, desks: [], onTrouble: () => undefined });
  const ask = async (address: string, text: string, daysAgo: number, reply: string | undefined): Promise<void> => {
    const at = NOW - daysAgo * 24 * 3600_000;
    await store.accept({ channel: 'web', address, externalId: `message-${address}`, text, language: 'zh' }, at);
    const lease = await store.leaseTurn(at, 10_000);
    if (!lease) throw new Error('there should be a turn');
    const messages = reply === undefined ? [] : [{ author: 'agent', visibility: 'all', text: reply, extras: { agentName: '小陈' } } as const];
    await store.commitTurn(lease, { handledSeq: 1, messages, gap: { seq: 1, text, language: 'zh', reason: 'not_found', shown: undefined } }, at);
  };
  await ask('v-1', QUESTION, 3, undefined);
  await ask('v-2', '你们有极光绿吗', 2, '小陈为您服务：R7 只有白色和石墨灰，没有极光绿。到货通知会打13800001001。');
  await ask('v-3', '你们公司的股票代码是多少', 40, undefined);
  await store.close();
});
afterAll(() => content.remove());

const baton = (...args: string[]) => runBaton(['gaps', ...args], content.variables);
const review = async (...args: string[]): Promise<GapReview> => JSON.parse((await baton(...args, '--json')).out) as GapReview;

describe('baton gaps', () => {
  it('shows what was asked in vain, grouped, with the next step', async () => {
    const { code, out } = await baton();
    expect(code).toBe(0);
    expect(out).toMatch(/2 {2}48 h ago|2 {2}2 d ago/);
    expect(out).toContain('你们有极光绿吗');
    expect(out).toMatch(/baton -- gaps draft [0-9a-f]{8}/);
    expect(out).toContain('3 questions without a good answer');
  });

  it('shows only the latest when asked, and everything as JSON', async () => {
    const { groups, questions } = await review('--since', '30d', '--limit', '1');
    expect([groups.map(({ count }) => count), questions]).toEqual([[2], 2]);
  });

  it('forgets nothing that is dismissed, and takes it back', async () => {
    const shares = (await review()).groups.find(({ count }) => count === 1);
    const id = shares?.id.slice(0, 8) ?? '';
    expect(await baton('dismiss', id)).toMatchObject({ code: 0, out: 'Dismissed: 你们公司的股票代码是多少\n' });
    expect((await review()).groups).toHaveLength(1);
    expect((await review('--all')).groups.map(({ state }) => state).toSorted()).toEqual(['dismissed', 'open']);
    await baton('restore', id);
    expect((await review()).groups).toHaveLength(2);
  });

  it("makes a draft of a colleague's answer, which answers once it is published", async () => {
    const id = (await review()).groups.find(({ count }) => count === 2)?.id ?? '';
    const drafted = await baton('draft', id.slice(0, 8), '--as', 'robot-colours');
    expect(drafted).toMatchObject({ code: 0, out: expect.stringContaining('documents publish robot-colours') });
    expect(drafted.out).toContain('为您服务：R7 只有白色和石墨灰，没有极光绿。到货通知会打138****1001。');
    expect((await baton()).out).toContain('[draft: robot-colours]');
    expect((await baton('--articles')).out).toContain('draft       robot-colours (zh)');
    // The same draft may be made again; one that is published is not touched.
    expect(await baton('draft', id.slice(0, 8), '--as', 'robot-colours')).toMatchObject({ code: 0 });
    await runBaton(['documents', 'publish', 'robot-colours'], content.variables);
    expect(await baton('draft', id.slice(0, 8), '--as', 'robot-colours')).toMatchObject({ code: 1, warned: expect.stringContaining('Choose another id') });
    expect((await runBaton(['ask', QUESTION, '--lang', 'zh'], content.variables)).out).toContain('石墨灰');
    expect(await review()).toMatchObject({ hidden: { resolved: 1 } });
    expect(await runBaton(['ask', QUESTION, '--product', 'robot-x'], content.variables)).toMatchObject({ code: 2, warned: expect.stringContaining('vacuum-r7') });
    expect(await runBaton(['documents', 'remove', 'robot-colours'], content.variables)).toMatchObject({ code: 0, warned: 'Removed.\n' });
  });

  it.each([
    [['draft', 'nosuch'], 1, /no group/],
    [['draft', '--all'], 2, /gaps draft ID/],
    [['--since', 'yesterday'], 2, /--since/],
    [['--limit', '0'], 2, /--limit/],
    [['burn'], 2, /dismiss/],
    [['--nonsense'], 2, /gaps/],
  ])('says how to call it: %j', async (args, code, message) => {
    const ran = await baton(...args);
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.warned).toMatch(message);
  });

  it('refuses to take the id of an article, or the answer of a conversation without one', async () => {
    const id = (await review('--all')).groups.find(({ count }) => count === 2)?.id ?? '';
    expect(await baton('draft', id, '--as', 'shop-hours')).toMatchObject({ code: 1, warned: expect.stringContaining('"shop-hours"') });
    expect(await baton('draft', id, '--as', 'Shop Hours')).toMatchObject({ code: 2 });
    expect(await baton('draft', id, '--from-conversation=nowhere')).toMatchObject({ code: 1, warned: expect.stringContaining('"nowhere"') });
  });
});
