import { describe, expect, it } from 'vitest';
import { pastAnswers } from '#core/assist/past-case.ts';
import { createSimilarCases } from '#core/assist/similar-cases.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import type { PastHandover } from '#core/ports/past-case-store.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { createHashingEmbedder } from '../../knowledge/hashing-embedder.ts';
import { INTENTS, NOON } from '../samples.ts';
import { THANKS, transcriptOf } from './lines.ts';

const past = (id: string, lines: PastHandover['lines'], more: Partial<PastHandover> = {}): PastHandover => ({
  id,
  conversationId: `c-${id}`,
  segment: 1,
  customerId: undefined,
  customerName: '林晓岚',
  corrections: [],
  closeReason: 'resolved',
  rating: undefined,
  openedAt: NOON - 3_600_000,
  endedAt: NOON,
  lines,
  ...more,
});
const refund = (reply = '林晓岚您好，信用卡退款要等银行入账，我已经为订单 20261107-0032 催了，有消息打 13800001001。') =>
  transcriptOf(['customer', '信用卡退款一直没有到账'], ['agent', '您好，我看一下。'], ['agent', reply, undefined, { extras: { agentName: '陈静' } }], ['customer', '好的谢谢', THANKS], ['agent', '不客气，祝您生活愉快，有问题随时联系我们。']);

const search = (all: PastHandover[]) => {
  let reads = 0;
  const find = createSimilarCases({
    cases: {
      recent: (since, limit) => Promise.resolve(all.filter(({ endedAt }) => endedAt >= since).toSorted((a, b) => b.endedAt - a.endedAt).slice(0, limit)),
      read: (ids) => {
        reads += ids.length;
        return Promise.resolve(all.filter(({ id }) => ids.includes(id)));
      },
    },
    embedder: createHashingEmbedder(),
    nearness: () => Promise.resolve(0.4),
    intents: INTENTS,
    mask: createMask(createEntityFinder([]), [...PERSONAL, 'order']),
  });
  return { find, reads: () => reads };
};

describe('what was answered in an earlier handover', () => {
  it('is the longest reply to each question; greetings and small talk are none', () => {
    expect(pastAnswers({ lines: refund() }, INTENTS)).toEqual([{ seq: 1, question: '信用卡退款一直没有到账', reply: expect.stringContaining('要等银行入账'), agentName: '陈静' }]);
    expect(pastAnswers({ lines: transcriptOf(['customer', '有人吗'], ['agent', '您好']) }, INTENTS)).toEqual([]);
  });
});

describe('similar cases', () => {
  it('come with what helped, without anything that belongs to the other customer', async () => {
    const [found, ...others] = await search([past('h1', refund()), past('h2', transcriptOf(['customer', '门店几点关门'], ['agent', '门店每天晚上十点关门，周末也一样。']))]).find('信用卡退款没有到账', 'c-me');
    expect(found).toMatchObject({ conversationId: 'c-h1', question: '信用卡退款一直没有到账', agentName: '陈静', closeReason: 'resolved', endedAt: NOON });
    expect(found?.reply).toContain('要等银行入账');
    expect(found?.reply).not.toMatch(/林晓岚|0032|13800001001/);
    expect(others).toEqual([]);
  });

  it('put what was resolved first, and leave out spam and what was rated badly', async () => {
    const all = [past('other', refund(), { closeReason: 'other' }), past('good', refund()), past('spam', refund(), { closeReason: 'spam' }), past('bad', refund(), { rating: 1 })];
    expect((await search(all).find('信用卡退款没有到账', 'c-me')).map(({ conversationId }) => conversationId)).toEqual(['c-good', 'c-other']);
  });

  it('are never of the conversation itself, and each conversation comes once', async () => {
    const { find } = search([past('h1', refund()), past('h3', refund(), { conversationId: 'c-h1' }), past('h2', refund(), { conversationId: 'c-me' })]);
    expect((await find('信用卡退款没有到账', 'c-me')).map(({ conversationId }) => conversationId)).toEqual(['c-h1']);
  });

  it('learn what has ended since, once each, and forget what is gone from the store', async () => {
    const all = [past('h1', refund())];
    const { find, reads } = search(all);
    expect(await find('信用卡退款没有到账', 'c-me')).toHaveLength(1);
    all.push(past('h2', refund(), { endedAt: NOON + 1_000 }));
    expect(await find('信用卡退款没有到账', 'c-me')).toHaveLength(2);
    const learnt = reads();
    await find('门店几点开门', 'c-me');
    expect(reads()).toBe(learnt);
    all.shift();
    expect((await find('信用卡退款没有到账', 'c-me')).map(({ conversationId }) => conversationId)).toEqual(['c-h2']);
  });
});
