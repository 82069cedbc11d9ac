import { afterEach, expect, it, describe } from 'vitest';
import { checkTranslation } from '#core/brief/check-translation.ts';
import { composeBrief } from '#core/brief/compose-brief.ts';
import { followSummaries } from '#core/brief/follow-summaries.ts';
import { translateSummary } from '#core/brief/translate-summary.ts';
import { transition } from '#core/transition.ts';
import { openTempStore, type TempStore, whenStored } from '../../support/temp-store.ts';
import { answerTools, modelThatSays } from '../model-answer/tools.ts';
import { COMPANY, conversation, handover, INTENTS } from '../samples.ts';

const ZH = '客户的订单20261107-0032退款还没到账，等了十天，是用支付宝付的129元。';
const EN = 'The refund for order 20261107-0032 has not arrived after ten days; ¥129 was paid with Alipay.';
const LINES = ['订单20261107-0032的退款还没到账，支付宝付的129元', '等了十天了，转人工'];

describe('a summary in the other language', () => {
  it('stays where it says the same', () => {
    expect(checkTranslation(EN, { text: ZH, into: 'en', lines: LINES })).toBe(EN);
    expect(checkTranslation(ZH, { text: EN, into: 'zh', lines: [EN] })).toBe(ZH);
  });

  it.each([
    ['another order number', EN.replace('0032', '0033')],
    ['another span', EN.replace('ten days', 'eleven days')],
    ['another amount', EN.replace('129', '199')],
    ['a figure left out', EN.replace(' after ten days', '')],
    ['a name that nobody said', EN.replace('The refund', 'Dear team, Sophie says the refund')],
    ['a promise that nobody made', `${EN} We have cancelled your order and refunded you.`],
    ['a link', `${EN} See https://example.com.`],
    ['the wrong language', ZH],
    ['much more than the summary', `${EN} ${'the customer would like to know more about it and asks again and again '.repeat(6)}`],
  ])('is none with %s', (_, wrong) => {
    expect(checkTranslation(wrong, { text: ZH, into: 'en', lines: LINES })).toBeUndefined();
  });

  it('is translated from the summary alone, so that nothing can come in from the conversation', async () => {
    const model = modelThatSays(() => EN);
    expect(await translateSummary({ text: ZH, language: 'zh', lines: LINES, visitor: 'v-1' }, answerTools(model))).toBe(EN);
    expect(model.requests[0]?.messages[1]?.content).toContain(ZH);
    expect(model.requests[0]?.messages[1]?.content).not.toContain('转人工');
  });
});

describe('the summaries of a handover', () => {
  let temp: TempStore | undefined;
  afterEach(() => temp?.close());

  it('come to the brief in both languages', async () => {
    temp = await openTempStore();
    const { store } = temp;
    const stop = followSummaries(store, answerTools(modelThatSays(({ messages }) => (messages[0]?.content.startsWith('Translate') ? EN : ZH))));
    let id = '';
    for (const [at, text] of LINES.entries()) {
      const { conversation: told, message } = await store.accept({ channel: 'web', address: 'v-1', externalId: `e-${at}`, text, language: 'zh' }, at + 1);
      id = told.id;
      const lease = await store.leaseTurn(at + 1, 10_000);
      if (!lease) throw new Error('no turn');
      const over = at === 1 ? { ownership: transition(lease.conversation, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'asks', words: [], priority: 'normal', team: 'service', dueAt: 9 } as const } : {};
      await store.commitTurn(lease, { handledSeq: message.seq, ...over }, at + 1);
    }
    const marks = async () => (await store.handovers(id)).at(-1)?.brief;
    await whenStored(store, async () => (await marks())?.summary?.translation !== undefined);
    await stop();
    const brief = await marks();
    expect(brief?.summary).toEqual({ text: ZH, language: 'zh', upTo: 2, translation: EN });
    const view = composeBrief({ conversation: conversation(), handover: handover(brief ? { brief } : {}), handovers: [], transcript: [], customer: undefined, staffArticles: [], intents: INTENTS, company: COMPANY, reader: '陈晨' });
    expect(view.summary).toEqual({ zh: ZH, en: EN });
  });

  it('of older versions are in the customer’s language', () => {
    const view = composeBrief({ conversation: conversation({ language: 'en' }), handover: handover({ brief: { summary: { text: EN, upTo: 2 } } }), handovers: [], transcript: [], customer: undefined, staffArticles: [], intents: INTENTS, company: COMPANY, reader: 'Chen' });
    expect(view.summary).toEqual({ en: EN });
  });
});
