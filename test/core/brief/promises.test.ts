import { describe, expect, it } from 'vitest';
import { findDeadline } from '#core/brief/deadlines.ts';
import { promisesIn, promisesOf } from '#core/brief/promises.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import { handover, message, MINUTE, NOON, realPolicy } from '../samples.ts';

const ZONE = 'Asia/Shanghai';
const HOUR = 60 * MINUTE;
/** Hours after noon in Shanghai. */
const dueIn = (text: string): number | undefined => {
  const found = findDeadline(text, NOON, ZONE);
  return found && (found.dueAt - NOON) / HOUR;
};

describe('a time by which something is to happen', () => {
  it.each([
    ['今天18:00前给您答复', 6],
    ['今天下午5点前', 5],
    ['2小时内回复您', 2],
    ['30分钟内', 0.5],
    ['明天中午前', 24],
    ['明天下班前', 30],
    ['24小时之内', 24],
    ['3天内', 72],
    ['两个工作日内', 60],
    ['by 18:00 today', 6],
    ['today by 6 pm', 6],
    ['by 3 pm', 3],
    ['within 30 minutes', 0.5],
    ['within two hours', 2],
    ['within 2 working days', 60],
    ['by tomorrow noon', 24],
    ['by the end of the day', 6],
  ])('is read from "%s"', (text, hours) => {
    expect(dueIn(text)).toBe(hours);
  });

  it('of the clock that has passed is that of tomorrow', () => {
    expect(dueIn('9:00前')).toBe(21);
  });

  it.each(['谢谢您的耐心', '买了3天了', 'order 20261107-0032', 'we will be back'])('is not read from "%s"', (text) => {
    expect(dueIn(text)).toBeUndefined();
  });
});

describe('a promise', () => {
  it.each(['我今天18:00前给您答复。', '师傅明天中午前上门。', "I'll call you within 2 hours.", 'Our warehouse will send it by 3 pm.'])('is "%s"', (text) => {
    expect(promisesIn(text, NOON, ZONE)).toHaveLength(1);
  });

  it.each(['请您在7天内把商品寄回。', '您看明天18:00前方便吗？', 'Please send it back within 7 days.', 'Can you reply by 3 pm?', '您好，我是周敏。'])('is not "%s"', (text) => {
    expect(promisesIn(text, NOON, ZONE)).toEqual([]);
  });

  const at = (seq: number, minutes: number, author: 'agent' | 'bot', text: string, more = {}): UnderstoodMessage => ({ message: message({ seq, author, text, at: NOON + minutes * MINUTE, extras: { agentName: '周敏', ...more } }), understanding: undefined });

  it('is kept when a person writes in time, open before, and broken after', async () => {
    const policy = await realPolicy();
    const said = at(1, 1, 'agent', '我1小时内给您答复。');
    const kept = (transcript: readonly UnderstoodMessage[], now: number) => promisesOf({ transcript, handover: handover(), policy, now }).map((promise) => promise.kept);
    expect(kept([said], NOON + 10 * MINUTE)).toEqual(['open']);
    expect(kept([said], NOON + 70 * MINUTE)).toEqual(['no']);
    expect(kept([said, at(2, 50, 'agent', '查到了。')], NOON + 70 * MINUTE)).toEqual(['yes']);
  });

  it('names who made it', () => {
    expect(promisesOf({ transcript: [at(1, 1, 'agent', '我1小时内给您答复。')], handover: handover(), policy: undefined })).toMatchObject([{ by: 'agent', agentName: '周敏', dueAt: NOON + 61 * MINUTE }]);
  });

  it('is not made by what an article says', () => {
    const citations = [{ number: 1, articleId: 'refund-time', language: 'zh', title: '退款', headings: [] }];
    expect(promisesOf({ transcript: [at(1, 1, 'bot', '我们会在3个工作日内退款。', { citations })], handover: handover(), policy: undefined })).toEqual([]);
  });
});
