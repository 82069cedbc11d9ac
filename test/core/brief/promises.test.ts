import { describe, expect, it } from 'vitest';
import { type DeadlineRules, findDeadline } from '#core/brief/deadlines.ts';
import { promisesIn, promisesOf } from '#core/brief/promises.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import { handover, message, MINUTE, NOON, realPolicy } from '../samples.ts';

const RULES = { timeZone: 'Asia/Shanghai' };
const HOUR = 60 * MINUTE;
/** Hours after noon in Shanghai. */
const dueIn = (text: string): number | undefined => {
  const dueAt = findDeadline(text, NOON, RULES);
  return dueAt === undefined ? undefined : (dueAt - NOON) / HOUR;
};
/** The day and time in Shanghai; noon is that of Wednesday 10 March 2027. */
const dueOn = (text: string, rules: DeadlineRules = RULES, at = NOON): string | undefined => {
  const dueAt = findDeadline(text, at, rules);
  return dueAt === undefined ? undefined : new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(dueAt);
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

  it.each([
    ['周五前给您答复', '2027-03-13 00:00'],
    ['周五下班前', '2027-03-12 18:00'],
    ['星期五下午三点前', '2027-03-12 15:00'],
    ['下周三答复您', '2027-03-18 00:00'],
    ['下周一上午给您回电', '2027-03-15 12:00'],
    ['本周内处理好', '2027-03-13 00:00'],
    ['下周内会发货', '2027-03-20 00:00'],
    ['3月20日前', '2027-03-21 00:00'],
    ['3月20号17:30前', '2027-03-20 17:30'],
    ['15号前', '2027-03-16 00:00'],
    ['1月3日前', '2028-01-04 00:00'],
    ['月底前退给您', '2027-04-01 00:00'],
    ['下个月底前', '2027-05-01 00:00'],
    ['年底前', '2028-01-01 00:00'],
    ['我明天给您回电', '2027-03-12 00:00'],
    ['师傅周五下午3点上门', '2027-03-12 15:00'],
    ['大后天之前', '2027-03-14 00:00'],
    ['by Friday', '2027-03-13 00:00'],
    ['before Friday', '2027-03-12 00:00'],
    ['by noon on Friday', '2027-03-12 12:00'],
    ['by Friday noon', '2027-03-12 12:00'],
    ['by 5 pm on Friday', '2027-03-12 17:00'],
    ['by close of business on Friday', '2027-03-12 18:00'],
    ['by next Tuesday', '2027-03-17 00:00'],
    ['by 20 March', '2027-03-21 00:00'],
    ['by March 20th, 2027', '2027-03-21 00:00'],
    ['by Saturday, 20 March', '2027-03-21 00:00'],
    ['by the 15th', '2027-03-16 00:00'],
    ['by the end of the week', '2027-03-13 00:00'],
    ['before the end of next week', '2027-03-20 00:00'],
    ['by the end of the month', '2027-04-01 00:00'],
    ['by the end of the year', '2028-01-01 00:00'],
    ["I'll call you tomorrow at 3", '2027-03-11 15:00'],
    ['We will call you at 10 on Friday', '2027-03-12 10:00'],
    ['The technician will come on Friday morning', '2027-03-12 12:00'],
  ])('is read from "%s"', (text, day) => {
    expect(dueOn(text)).toBe(day);
  });

  it('counts working days and ends weeks by the calendar, holidays and make-up days included', async () => {
    const policy = await realPolicy();
    // Noon of Tuesday 29 September 2026; 1 to 7 October are days off, Saturday 10 October is a working day.
    const before = Date.UTC(2026, 8, 29, 4, 0);
    expect(dueOn('3个工作日内', policy, before)).toBe('2026-10-10 00:00');
    expect(dueOn('within 5 working days', policy, before)).toBe('2026-10-13 00:00');
    expect(dueOn('本周内', policy, before)).toBe('2026-10-01 00:00');
  });

  it('of the clock that has passed is that of tomorrow', () => {
    expect(dueIn('9:00前')).toBe(21);
  });

  it.each(['谢谢您的耐心', '买了3天了', 'order 20261107-0032', 'we will be back', '我看到您周一下的单', '我会快一点处理', 'You ordered on Friday', 'It is our 2nd try, we will see', '2月30日前'])('is not read from "%s"', (text) => {
    expect(dueIn(text)).toBeUndefined();
  });
});

describe('a promise', () => {
  it.each(['我今天18:00前给您答复。', '师傅明天中午前上门。', "I'll call you within 2 hours.", 'Our warehouse will send it by 3 pm.', '我们会在周五前给您答复。', '财务月底前把退款打给您。', 'We will have an answer for you by next Tuesday.', 'Our technician will come on 20 March.'])('is "%s"', (text) => {
    expect(promisesIn(text, NOON, RULES)).toHaveLength(1);
  });

  it.each(['请您在7天内把商品寄回。', '您看明天18:00前方便吗？', 'Please send it back within 7 days.', 'Can you reply by 3 pm?', '您好，我是周敏。', '您周五前可以寄回给我们。', 'Please reply to us by Friday.'])('is not "%s"', (text) => {
    expect(promisesIn(text, NOON, RULES)).toEqual([]);
  });

  const at = (seq: number, minutes: number, author: 'agent' | 'bot', text: string, more = {}): UnderstoodMessage => ({ message: message({ seq, author, text, at: NOON + minutes * MINUTE, extras: { agentName: '周敏', ...more } }), understanding: undefined });

  it('is kept when a person writes in time, open before, and broken after', async () => {
    const policy = await realPolicy();
    const said = at(1, 1, 'agent', '我1小时内给您答复。');
    const kept = (transcript: readonly UnderstoodMessage[], now: number) => promisesOf({ transcript, handover: handover(), handovers: [], policy, now }).map((promise) => promise.kept);
    expect(kept([said], NOON + 10 * MINUTE)).toEqual(['open']);
    expect(kept([said], NOON + 70 * MINUTE)).toEqual(['no']);
    expect(kept([said, at(2, 50, 'agent', '查到了。')], NOON + 70 * MINUTE)).toEqual(['yes']);
  });

  it('of days is not kept by the next word, only when its time is over', () => {
    const transcript = [at(1, 0, 'agent', '退款3天内给您打过去。'), at(2, 1, 'agent', '您稍等。')];
    const kept = (now: number) => promisesOf({ transcript, handover: handover(), handovers: [], policy: undefined, now })[0]?.kept;
    expect([kept(NOON + 2 * MINUTE), kept(NOON + 73 * HOUR)]).toEqual(['open', 'yes']);
  });

  it('names who made it', () => {
    expect(promisesOf({ transcript: [at(1, 1, 'agent', '我1小时内给您答复。')], handover: handover(), handovers: [], policy: undefined })).toMatchObject([{ by: 'agent', agentName: '周敏', dueAt: NOON + 61 * MINUTE }]);
  });

  it('is not made by what an article says', () => {
    const citations = [{ number: 1, articleId: 'refund-time', language: 'zh', title: '退款', headings: [] }];
    expect(promisesOf({ transcript: [at(1, 1, 'bot', '我们会在3个工作日内退款。', { citations })], handover: handover(), handovers: [], policy: undefined })).toEqual([]);
  });

  it('stays in the list until it is kept, however much was promised and kept since', () => {
    const far = at(1, 0, 'agent', '退款月底前给您打过去。');
    const late = at(2, 1, 'agent', '我1小时内给您答复。');
    const kept = Array.from({ length: 12 }, (_, i) => at(3 + i, 100 + i, 'agent', `第${i}件事，我10分钟内给您答复。`));
    const found = promisesOf({ transcript: [far, late, ...kept], handover: handover(), handovers: [], policy: undefined, now: NOON + 3 * HOUR });
    expect(found.slice(0, 2)).toMatchObject([{ text: '退款月底前给您打过去。', kept: 'open' }, { text: '我1小时内给您答复。', kept: 'no' }]);
    expect(found.slice(2).filter(({ kept: state }) => state === 'yes')).toHaveLength(8);
  });

  describe('of an earlier segment', () => {
    const before = handover({ id: 'h-0', openedAt: NOON - 48 * HOUR, endedAt: NOON - 47 * HOUR });
    const earlier = (seq: number, hours: number, text: string): UnderstoodMessage => ({ message: message({ seq, author: 'bot', text, at: NOON - hours * HOUR, segment: 1 }), understanding: undefined });
    const list = (...transcript: readonly UnderstoodMessage[]) => promisesOf({ transcript, handover: handover({ segment: 2 }), handovers: [before, handover({ segment: 2 })], policy: undefined, now: NOON }).map(({ text, kept }) => [text, kept]);

    it('is listed while its time was not up when that segment ended', () => {
      expect(list(earlier(1, 50, '已为您登记退款，3天内给您退回。'), earlier(2, 49, '已安排师傅，24小时内给您回电。'))).toEqual([
        ['已为您登记退款，3天内给您退回。', 'open'],
        ['已安排师傅，24小时内给您回电。', 'no'],
      ]);
    });

    it('is not listed when it was due before that segment ended, nor when it announced that handover', () => {
      expect(list(earlier(1, 50, '我们30分钟内给您答复。'), earlier(2, 48, '同事会在72小时内答复您。'), earlier(3, 47.5, '同事会在72小时内答复您。'))).toEqual([]);
    });
  });
});
