import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_MEMORY, type Memory } from '#core/conversation.ts';
import type { Decision } from '#core/decision.ts';
import { gapOf, gapReasonOf } from '#core/find-gap.ts';
import { pruneGaps, withGap } from '#core/keep-gaps.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import { ruleSchema } from '#core/policy.ts';
import { takeTurn, type TurnTools } from '#core/turn.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { openTempStore, type TempStore } from '../support/temp-store.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';
import { NONE } from './decide-on.ts';
import { conversation, NIGHT, NOON, understanding } from './samples.ts';
import { prepareTurns } from './turns.ts';

const DAY = 24 * 3600_000;
const mask = createMask(createEntityFinder([]), PERSONAL);

let tools: TurnTools;
let shop: TempStore;
let clock: TestClock;
let written = 0;
beforeAll(async () => {
  tools = await prepareTurns();
});
beforeEach(async () => {
  shop = await openTempStore();
  clock = createTestClock(NOON);
});
afterEach(() => shop.close());

/** The customer writes these messages at once, and Baton takes them up. */
async function say(texts: readonly string[], more: { readonly customerId?: string; readonly writer?: TurnTools['writer']; readonly tools?: Partial<TurnTools>; readonly onTrouble?: (error: unknown) => void; readonly knowledge?: TurnTools['knowledge'] } = {}): Promise<string> {
  const { customerId, knowledge = tools.knowledge, onTrouble = (error) => expect.fail(String(error)) } = more;
  for (const text of texts) {
    await shop.store.accept({ channel: 'web', address: 'v-1', externalId: `message-${++written}`, text, language: 'zh', ...(customerId ? { customerId } : {}) }, clock.now());
  }
  const lease = await shop.store.leaseTurn(clock.now(), 10_000);
  if (!lease) throw new Error('there should be a turn');
  const result = await withGap(lease, await takeTurn(lease, { ...tools, writer: more.writer, ...more.tools }, clock.now()), { store: shop.store, knowledge, intents: tools.intents, mask, onTrouble });
  await shop.store.commitTurn(lease, result.change, clock.now());
  clock.advance(60_000);
  return result.decision.reason;
}
const kept = async () => (await shop.gaps.list(100)).map(({ text, reason }) => `${reason}: ${text}`);

const UNKNOWN = '你们公司的股票代码是多少？';

describe('questions without a good answer are kept', () => {
  it('when nothing was found, with language, time, conversation and place', async () => {
    expect(await say([UNKNOWN])).toBe('not_found');
    expect(await shop.gaps.list(10)).toMatchObject([{ text: UNKNOWN, reason: 'not_found', language: 'zh', at: NOON, seq: 1, conversationId: shop.store.idOf('web', 'v-1'), shown: undefined }]);
  });

  it('when a person has to come because nothing was understood', async () => {
    await say([UNKNOWN]);
    expect(await say(['你们公司股票代码到底是多少？'])).toBe('not-understood');
    expect(await kept()).toEqual(['not_understood: 你们公司股票代码到底是多少？', `not_found: ${UNKNOWN}`]);
  });

  it('with the question before "that did not help", and the article that did not', async () => {
    expect(await say(['退款要多久才能到账？'])).toBe('found');
    expect(await say(['没有解决我的问题'])).toBe('did_not_help');
    expect(await shop.gaps.list(10)).toMatchObject([{ text: '退款要多久才能到账？', reason: 'did_not_help', seq: 1, shown: { articleId: 'refund-time', version: expect.any(Number) } }]);
  });

  it('once, however often the customer says that it did not help', async () => {
    await say(['退款要多久才能到账？']);
    await say(['没有解决我的问题']);
    expect(await say(['还是不行'])).toBe('unhelpful');
    expect(await kept()).toEqual(['did_not_help: 退款要多久才能到账？']);
  });

  it('also when another rule brings the person', () => {
    const rule = ruleSchema.parse({ id: 'falls', when: { sentimentFallBy: 1 }, reason: 'mood', priority: 'high', team: 'service', firstReplyMinutes: 10 });
    const decision: Decision = { kind: 'hand_over', reason: 'mood', rule, words: [], passages: [] };
    const shown: Memory['shown'] = [{ articleId: 'refund-time', language: 'zh', title: '退款多久到账', helped: 'unknown' }];
    const result = { change: {}, decision, understanding: understanding(), evidence: NONE, missed: 'all' } as const;
    expect(gapReasonOf(result, conversation({ memory: { ...EMPTY_MEMORY, shown } }), '答非所问！', tools.intents)).toBe('did_not_help');
    expect(gapReasonOf(result, conversation({ memory: EMPTY_MEMORY }), '答非所问！', tools.intents)).toBeUndefined();
  });

  it('when nothing was found and another rule brings the person: a VIP, a mood, a wish for one', async () => {
    expect(await say([UNKNOWN], { customerId: 'c-1001' })).toBe('vip');
    expect(await kept()).toEqual([`not_found: ${UNKNOWN}`]);
  });

  it('but not what calls for a person and asks nothing: a complaint, a bare wish, thanks', async () => {
    for (const text of ['转人工', '我要投诉你们', '太差劲了，骗子公司，气死我了！']) {
      await shop.close();
      shop = await openTempStore();
      await say([text]);
      expect([text, await kept()]).toEqual([text, []]);
    }
  });

  it('also while the customer waits at night, when nobody is there', async () => {
    clock = createTestClock(NIGHT);
    expect(await say(['转人工'])).toBe('asked');
    expect(await say([UNKNOWN])).toBe('person_owns');
    expect(await say(['怎么还没有人来？'])).not.toBe('found');
    expect(await kept()).toEqual([`not_found: ${UNKNOWN}`]);
  });

  it('of several the one that nothing was found on', async () => {
    expect(await say([`退款要多久才能到账？另外${UNKNOWN}`])).toMatch(/^(?:found|several)$/);
    expect(await kept()).toEqual(['not_found: 你们公司的股票代码是多少']);
  });

  it('beside what Baton does itself, too', () => {
    const act = { kind: 'act', reason: 'call', step: { kind: 'call' } } as Decision;
    const result = { change: {}, decision: act, understanding: understanding(), evidence: NONE };
    expect(gapReasonOf({ ...result, missed: ['你们老板姓什么'] }, conversation(), '我的订单到哪了？你们老板姓什么？', tools.intents)).toBe('not_found');
    expect(gapReasonOf({ ...result, missed: 'all' }, conversation(), '我的订单到哪了？', tools.intents)).toBeUndefined();
  });

  it('when the language model sees that what was found does not answer it, with the article', async () => {
    const answeredBy = { by: 'extract', verdict: 'declined', cut: [], tokensIn: 1, tokensOut: 1, isCounted: true, cost: 0, ms: 1 } as const;
    const writer: NonNullable<TurnTools['writer']> = { write: ({ extract }) => Promise.resolve({ ...extract, answeredBy }) };
    expect(await say(['退款要多久才能到账？'], { writer })).toBe('found');
    expect(await shop.gaps.list(10)).toMatchObject([{ text: '退款要多久才能到账？', reason: 'declined', shown: { articleId: 'refund-time', version: expect.any(Number) } }]);
  });

  it('not where the search failed: then nobody knows', async () => {
    const search = () => Promise.reject(new Error('no search today'));
    await say([UNKNOWN], { customerId: 'c-1001', tools: { knowledge: { ...tools.knowledge, search }, onModelFailure: () => undefined } });
    expect(await kept()).toEqual([]);
  });

  it('without the small talk around them', async () => {
    expect(await say(['你好', UNKNOWN])).toBe('not_found');
    await say(['谢谢']);
    expect(await kept()).toEqual([`not_found: ${UNKNOWN}`]);
  });

  it('without personal data', async () => {
    await say([`${UNKNOWN}请发到13800001001或lin.xiao@example.com。`]);
    expect(await kept()).toEqual(['not_found: 你们公司的股票代码是多少？请发到138****1001或l***@example.com。']);
  });

  it('and of a very long one the beginning, without half a character', () => {
    const { text } = gapOf('not_found', { seq: 1, language: 'zh', text: `a${'😀'.repeat(400)}` }, undefined, (plain) => plain);
    expect([text.length, text.isWellFormed()]).toEqual([499, true]);
  });

  it('and nothing else is: not an answer, not small talk, not what a person says', async () => {
    await say(['退款要多久才能到账？']);
    await say(['谢谢']);
    expect(await say(['转人工'])).toBe('asked');
    expect(await say([UNKNOWN])).toBe('person_owns');
    expect(await kept()).toEqual([]);
  });

  it('and the customer is answered even where that fails', async () => {
    const failed: unknown[] = [];
    await say(['退款要多久才能到账？']);
    const broken = { ...tools.knowledge, article: () => Promise.reject(new Error('no articles today')) };
    expect(await say(['没有解决我的问题'], { knowledge: broken, onTrouble: (error) => failed.push(error) })).toBe('did_not_help');
    expect(failed).toHaveLength(1);
    expect((await shop.store.transcript(shop.store.idOf('web', 'v-1'), 10)).map(({ message }) => message.author)).toEqual(['customer', 'bot', 'customer', 'bot']);
  });
});

describe('old questions', () => {
  it('go after half a year, looked for every day', async () => {
    await say([UNKNOWN]);
    const [pruned, prunedLater] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
    const results = [pruned, prunedLater];
    const gaps = { ...shop.gaps, prune: (...args: Parameters<typeof shop.gaps.prune>) => shop.gaps.prune(...args).then((removed) => (results.shift()?.resolve(removed), removed)) };
    const stop = pruneGaps(gaps, clock, (error) => expect.fail(String(error)));
    expect(await pruned.promise).toBe(0);
    clock.jump(181 * DAY);
    expect(await prunedLater.promise).toBe(1);
    stop();
    expect(clock.waiting()).toBe(0);
    expect(await kept()).toEqual([]);
  });
});
