import { describe, expect, it } from 'vitest';
import { canConfirm, caseToAnswer, readCaseAnswer, readCaseAnswers } from '#core/cases/answer.ts';
import type { Case } from '#core/cases/case.ts';
import { stepCase } from '#core/cases/step.ts';
import type { Language } from '#core/language.ts';
import { CASE_RULES, CHEN, contextAt, DAY, NOON } from './sample-cases.ts';

const decided = stepCase(stepCase(undefined, { kind: 'open', by: CHEN, facts: {}, evidence: [], owner: CHEN }, contextAt(NOON)), { kind: 'decide', by: CHEN, outcome: 'justified', remedy: 'repair', text: '明天上门。', compensation: 0 }, contextAt(NOON));
const ASKED: Case = { ...stepCase(decided, { kind: 'ask', by: CHEN }, contextAt(NOON)), askedSeq: 10, askedSegment: 1 };
const read = (text: string, language: Language = 'zh', seq = 11) => readCaseAnswer(ASKED, { text, language, seq, segment: 1 });

describe('an answer to whether a case is settled', () => {
  it.each(['已经解决', '已经解决了，谢谢', '都处理好了', '问题解决了', '是的，解决了', '好的', '没有问题了', '很满意，谢谢你们'])('is a yes: %s', (text) => {
    expect(read(text)).toBe('settled');
  });

  it.each(['Yes, it is settled', 'yes', 'It is all sorted now, thanks', 'resolved', "it's fixed, thank you"])('is a yes in English: %s', (text) => {
    expect(read(text, 'en')).toBe('settled');
  });

  it.each(['还没有解决', '没解决', '还没处理好呢', '不行', '又坏了', '没有'])('is a no: %s', (text) => {
    expect(read(text)).toBe('not_settled');
  });

  it.each(['No, not yet', 'it is still broken', "no, I haven't received it", 'not resolved'])('is a no in English: %s', (text) => {
    expect(read(text, 'en')).toBe('not_settled');
  });

  it.each(['解决了吗？', '谢谢', '退款多久到账', '你们解决问题的速度太慢了', '如果解决了我再告诉你', '我再看看'])('is none: %s', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('is none where nobody has asked, and a bare yes only right after the question', () => {
    expect(readCaseAnswer(decided, { text: '已经解决', language: 'zh', seq: 11, segment: 1 })).toBeUndefined();
    expect(read('好的', 'zh', 14)).toBeUndefined();
    expect(read('已经解决了', 'zh', 14)).toBe('settled');
    // A conversation that goes on after its end has one line more.
    expect(readCaseAnswer(ASKED, { text: '好的', language: 'zh', seq: 12, segment: 2 })).toBe('settled');
  });

  it('is taken from several messages together: thanks change nothing, another matter or a no does', () => {
    const said = (text: string, more: { isTalk?: boolean; hasSignal?: boolean; seq?: number } = {}) => ({ text, language: 'zh' as const, seq: 11, segment: 1, isTalk: false, hasSignal: false, ...more });
    expect(readCaseAnswers(ASKED, [said('已经解决'), said('谢谢', { isTalk: true, seq: 12 })])).toMatchObject({ answer: 'settled', seq: 11 });
    expect(readCaseAnswers(ASKED, [said('已经解决'), said('不过发票还没收到', { seq: 12 })])).toMatchObject({ answer: 'not_settled', seq: 12 });
    expect(readCaseAnswers(ASKED, [said('已经解决'), said('退款多久到账', { seq: 12 })])).toBeUndefined();
    expect(readCaseAnswers(ASKED, [said('已经解决'), said('再见，我找媒体', { isTalk: true, hasSignal: true, seq: 12 })])).toBeUndefined();
    // A classifier may hear something in four characters; the button means what stands on it.
    expect(readCaseAnswers(ASKED, [said('已经解决', { hasSignal: true })])).toMatchObject({ answer: 'settled' });
  });

  const confirms = (...texts: readonly string[]) => canConfirm(ASKED, texts.map((text, i) => ({ text, seq: 11 + i, segment: 1, hasSignal: false })), 11);

  it.each(['收到了，谢谢', '嗯，可以用了', '已经修好了', 'Thanks, it works great now', 'I got the refund this morning'])('may be taken by a colleague for a yes: %s', (text) => {
    expect(confirms(text)).toBe(true);
    expect(canConfirm(ASKED, [{ text, seq: 11, segment: 1, hasSignal: true }], 11)).toBe(false);
  });

  it.each(['还没收到', '修好了吗？', '我的订单号是20261107-0032', '又坏了', "it's still not fixed", 'where is my refund?', '在吗'])('may not: %s', (text) => {
    expect(confirms(text)).toBe(false);
  });

  it('may not be taken for a yes that the customer has taken back, or that nobody has said', () => {
    expect(confirms('收到了，谢谢', '不对，还是没修好')).toBe(false);
    expect(confirms('收到了，谢谢', '再见')).toBe(true);
    expect(canConfirm(ASKED, [], 11)).toBe(false);
  });

  const UNANSWERED: Case = { ...ASKED, state: 'closed', orders: ['20261107-0032'], closing: { reason: 'no_answer', at: NOON, by: 'system', attempts: [] } };
  const CONFIRMED: Case = { ...UNANSWERED, closing: { reason: 'confirmed', at: NOON, by: 'customer', seq: 11, attempts: [] } };
  const back = (record: Case, text: string, language: Language = 'zh', seq = 20, orders: readonly string[] = []) => readCaseAnswers(record, [{ text, language, seq, segment: 2, isTalk: false, hasSignal: false, orders }])?.answer;

  it.each(['还没有解决', '又坏了', '洗衣机又漏水了', '还是没修好'])('opens a closed case again: %s', (text) => {
    expect(back(UNANSWERED, text)).toBe('not_settled');
    expect(back(CONFIRMED, text)).toBe('not_settled');
  });

  it.each(['No, not yet', 'It is leaking again', "it's still not fixed"])('opens a closed case again in English: %s', (text) => {
    expect(back(UNANSWERED, text, 'en')).toBe('not_settled');
  });

  it('is no coming back where it asks, thanks, or is about another order', () => {
    for (const text of ['又有活动了吗？', '谢谢', '没有', '我想买新的', '发票还没收到']) expect(back(CONFIRMED, text)).toBeUndefined();
    expect(back(UNANSWERED, '20261107-0099还没解决', 'zh', 20, ['20261107-0099'])).toBeUndefined();
    expect(back(UNANSWERED, '20261107-0032还没解决', 'zh', 20, ['20261107-0032'])).toBe('not_settled');
    // A mere no answers the question that was asked last.
    expect(back(UNANSWERED, '没有', 'zh', 13)).toBe('not_settled');
    expect(back(UNANSWERED, '没有', 'zh', 20)).toBeUndefined();
  });

  it('is read of no case whose time is over, and of none without rules', () => {
    expect(caseToAnswer(CONFIRMED, CASE_RULES, NOON + 30 * DAY)).toBe(CONFIRMED);
    expect(caseToAnswer(CONFIRMED, CASE_RULES, NOON + 30 * DAY + 1)).toBeUndefined();
    expect(caseToAnswer(ASKED, undefined, NOON)).toBeUndefined();
  });
});
