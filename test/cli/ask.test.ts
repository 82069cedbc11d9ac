import { beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '#core/passage.ts';
import type { TurnTools } from '#core/turn.ts';
import { askOnce } from '#cli/ask-once.ts';
import { describeAsked } from '#cli/ask-report.ts';
import { runAsk } from '#cli/ask.ts';
import { classifier, createSmallKnowledge, INTENTS, POLICY } from '../support/small-shop.ts';

const NOON = Date.UTC(2027, 2, 10, 4, 0);

let tools: TurnTools;
beforeAll(async () => {
  const fail = (error: unknown): never => expect.fail(String(error));
  tools = {
    classifier,
    knowledge: await createSmallKnowledge(),
    directory: { find: () => Promise.resolve(undefined) },
    policy: POLICY,
    intents: INTENTS,
    company: { zh: '小店', en: 'Small Shop' },
    safetyPhone: '400-000-0000',
    saysItIsAi: () => true,
    onDirectoryFailure: fail,
    onModelFailure: fail,
  };
});

const ask = async (text: string, audience: 'customer' | 'staff' = 'customer', evidence?: Evidence) => {
  const { knowledge } = tools;
  return askOnce({ text, audience }, evidence ? { ...tools, knowledge: { ...knowledge, search: () => Promise.resolve(evidence) } } : tools, NOON);
};

describe('asking on the command line', () => {
  it('shows the answer that a customer reads, its sources with scores, and the times of the search and of the whole', async () => {
    const asked = await ask('退到信用卡要多久');
    expect(asked.decision).toEqual({ kind: 'answer', reason: 'found' });
    expect(asked.said).toMatchObject([{ text: expect.stringContaining('5–7个工作日'), citations: [{ number: 1, articleId: 'refund-time', language: 'zh', score: expect.any(Number) }] }]);
    expect(asked.searchMs).toBeGreaterThan(0);
    expect(asked.totalMs).toBeGreaterThanOrEqual(asked.searchMs);
    expect(describeAsked(asked)).toMatch(/5–7个工作日.*\n\[1\] 退款多久到账(?: › 信用卡)? \(refund-time, zh\) {2}0\.\d{3}\n.*answer \(found\)\n\nNearest passages\n0\.\d{3} {2}refund-time.*search \d+\.\d ms, whole answer \d+\.\d ms\n$/s);
  });

  it('shows the question back with its choices where topics compete', async () => {
    const topics = [{ articleId: 'refund-time', title: '退款多久到账' }, { articleId: 'shop-hours', title: '营业时间' }];
    const report = describeAsked(await ask('退款时间', 'customer', { verdict: 'unclear', passages: [], topics }));
    expect(report).toContain('您想了解的是哪一个呢？');
    expect(report).toContain('  > 退款多久到账\n  > 营业时间\n');
    expect(report).toContain('clarify (topics compete)');
  });

  it('shows the honest no where nothing answers, and whom a customer would get', async () => {
    const report = describeAsked(await ask('你们老板姓什么'));
    expect(report).toContain('没有找到可靠的答案');
    expect(report).toContain('answer (not found)');
    expect(describeAsked(await ask('我要投诉，转人工'))).toMatch(/转接客服.*hand over \(asked\)/s);
  });

  it('shows staff what their articles say, which no customer finds', async () => {
    const question = '客服可以当场批准多少退款补偿';
    expect(describeAsked(await ask(question, 'staff'))).toMatch(/¥200.*\(refund-enquiry, zh\).*answered\n/s);
    expect(JSON.stringify(await ask(question))).not.toContain('¥200');
    expect(describeAsked(await ask('你们老板姓什么', 'staff'))).toMatch(/^nothing reliable found\n/);
  });

  it('answers from articles in one language alone when told so', async () => {
    const languagesOf = ({ evidence }: Awaited<ReturnType<typeof ask>>) => new Set(evidence.passages.map(({ language }) => language));
    expect(languagesOf(await ask('退款多久到账'))).toContain('zh');
    expect(languagesOf(await askOnce({ text: '退款多久到账', audience: 'customer', onlyLanguage: 'en' }, tools, NOON))).toEqual(new Set(['en']));
  });

  it.each([
    [[], 'Say what to ask.'],
    [['退款', '--audience', 'all'], '--audience is customer or staff.'],
    [['退款', '--lang', 'fr'], '--lang is zh or en.'],
    [['refund', '--only-language', 'fr'], '--only-language is zh or en.'],
    [['退款', '--colour'], 'Unknown option'],
  ])('says what is wrong with the call %j', async (args, words) => {
    const told: string[] = [];
    expect(await runAsk(args, { write: () => undefined, warn: (text) => told.push(text) })).toBe(2);
    expect(told.join('')).toMatch(new RegExp(`^${words}.*baton -- ask`, 's'));
  });
});
