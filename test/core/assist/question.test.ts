import { describe, expect, it } from 'vitest';
import { lastCustomerSeq, openQuestion } from '#core/assist/question.ts';
import { INTENTS } from '../samples.ts';
import { type Line, PERSON, THANKS, transcriptOf } from './lines.ts';

const PLACE = { segment: 1, language: 'zh' } as const;
const asked = (...lines: readonly Line[]) => openQuestion(transcriptOf(...lines), PLACE, INTENTS);

describe('what a customer asks now', () => {
  it('is the matter for which a person was called, not the call', () => {
    expect(asked(['customer', '退款多久到账'], ['bot', '1–7 个工作日'], ['customer', '转人工', PERSON], ['bot', '正在转接'])).toMatchObject({ text: '退款多久到账', fromSeq: 1, seq: 1, isAnswered: false });
  });

  it('is the latest messages in a row, each a piece of it', () => {
    const question = asked(['customer', '退款多久到账'], ['agent', '您好，一般 3 天'], ['customer', '那信用卡呢'], ['customer', '发票怎么开']);
    expect(question).toMatchObject({ text: '那信用卡呢\n发票怎么开', fromSeq: 3, seq: 4, before: { text: '退款多久到账' } });
    expect(question?.pieces.map(({ text }) => text)).toEqual(['那信用卡呢', '发票怎么开']);
  });

  it('falls into the things that one message asks for', () => {
    const requests = [
      { intent: 'refund-status', confidence: 0.8, text: '退款多久' },
      { intent: 'invoice', confidence: 0.7, text: '发票怎么开' },
    ];
    expect(asked(['customer', '退款多久，发票怎么开', { requests }])?.pieces).toEqual([
      { text: '退款多久', guesses: [{ id: 'refund-status', confidence: 0.8 }] },
      { text: '发票怎么开', guesses: [{ id: 'invoice', confidence: 0.7 }] },
    ]);
  });

  it('stays open after a greeting of the agent, and says that somebody has written since', () => {
    expect(asked(['customer', '退款多久到账'], ['agent', '您好，我是陈静'])).toMatchObject({ text: '退款多久到账', isAnswered: true });
  });

  it('is nothing once the customer has thanked for an answer, and never the question before', () => {
    expect(asked(['customer', '退款多久到账'], ['agent', '3 天内'], ['customer', '谢谢', THANKS])).toBeUndefined();
    expect(asked(['customer', '谢谢', THANKS])).toBeUndefined();
  });

  it('is a call for somebody else while a person is there', () => {
    expect(asked(['customer', '退款多久到账'], ['agent', '3 天内'], ['customer', '叫你们主管来', PERSON])).toMatchObject({ text: '叫你们主管来' });
  });

  it('is still the matter for which a fact was asked', () => {
    const number = { entities: [{ kind: 'order' as const, value: '20261107-0032', text: '20261107-0032', start: 0, end: 13 }], intents: [] };
    expect(asked(['customer', '退款多久到账'], ['agent', '订单号是多少？'], ['customer', '20261107-0032', number])).toMatchObject({ text: '退款多久到账' });
  });

  it('speaks the language of the latest message, by its letters while nobody has understood it', () => {
    expect(asked(['customer', '退款多久到账'], ['agent', '3 天'], ['customer', 'And by credit card?', { language: 'en' }])?.language).toBe('en');
    const [line] = transcriptOf(['customer', 'How long does a refund take?']);
    expect(line && openQuestion([{ ...line, understanding: undefined }], PLACE, INTENTS)?.language).toBe('en');
  });

  it('leaves notes, withheld answers and earlier segments aside', () => {
    const lines = transcriptOf(
      ['customer', '旧问题', {}, { segment: 1 }],
      ['customer', '新问题', {}, { segment: 2 }],
      ['bot', '没有送出', undefined, { segment: 2, status: 'withheld' }],
      ['customer', '还有一句', {}, { segment: 2 }],
      ['agent', '内部备注', undefined, { segment: 2, visibility: 'staff' }],
    );
    expect(openQuestion(lines, { segment: 2, language: 'zh' }, INTENTS)).toMatchObject({ text: '新问题\n还有一句', isAnswered: false });
    expect(lastCustomerSeq(lines)).toBe(4);
  });
});
