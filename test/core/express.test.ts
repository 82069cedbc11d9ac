import { beforeAll, describe, expect, it } from 'vitest';
import { HANDOVER_REASONS } from '#core/article.ts';
import type { Decision } from '#core/decision.ts';
import { express, type Expression } from '#core/express.ts';
import { LANGUAGES } from '#core/language.ts';
import type { Policy, PolicyRule } from '#core/policy.ts';
import { calendarSchema } from '#core/time-limits/calendar.ts';
import { fill, HANDOVER_OPENING } from '#core/wording.ts';
import { COMPANY, conversation, INTENTS, MINUTE, NIGHT, NOON, passage, realPolicy } from './samples.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await realPolicy();
});

const ANSWER = { text: '支付宝1–3个工作日。[1]', citations: [{ number: 1, articleId: 'refund-time', language: 'zh', title: '退款多久到账', headings: [] }] } as const;
const found: Decision = { kind: 'answer', reason: 'found', passages: [passage()] };
const say = (decision: Decision, more: Partial<Expression> = {}) =>
  express({ conversation: conversation({ epoch: 4 }), decision, language: 'zh', answer: undefined, intent: undefined, policy, introduceAs: undefined, safetyPhone: '400-000-5219', order: undefined, now: NOON, ...more });
const handOver = (rule: PolicyRule | undefined, passages = [passage()]): Decision => {
  if (!rule) throw new Error('no such rule');
  return { kind: 'hand_over', reason: rule.reason, rule, words: ['词'], passages };
};
const byReason = (reason: string) => policy.rules.find((rule) => rule.reason === reason);
const byId = (id: string) => policy.rules.find((rule) => rule.id === id);

describe('an answer', () => {
  it('is the composed text with its sources, a way to say that it did not help, and a way to a person', () => {
    expect(say(found, { answer: ANSWER })).toEqual({
      messages: [
        {
          author: 'bot',
          visibility: 'all',
          text: ANSWER.text,
          extras: { citations: ANSWER.citations, quickReplies: [{ label: '没有解决我的问题', text: '没有解决我的问题' }, { label: '转人工', text: '转人工' }] },
        },
      ],
    });
  });

  it('is honest when nothing could be composed', () => {
    const [only] = say(found, { language: 'en' }).messages ?? [];
    expect(only?.text).toContain("I haven't found a reliable answer");
    expect(only?.extras?.quickReplies).toEqual([{ label: 'Talk to a person', text: 'Talk to a person' }]);
  });

  it.each([
    ['not_found', '没有找到可靠的答案', 1],
    ['did_not_help', '没有帮上您', 1],
    ['ask_again', '有什么可以帮您', 0],
    ['order_only', '收到，订单 20261103-0118。', 1],
    ['noted', '联系方式已经记下', 0],
  ] as const)('"%s" is said kindly', (reason, words, choices) => {
    const [only, ...more] = say({ kind: 'answer', reason }, { order: '20261103-0118' }).messages ?? [];
    expect(only?.text).toContain(words);
    expect(only?.extras?.quickReplies ?? []).toHaveLength(choices);
    expect(more).toEqual([]);
  });

  it('to an order number names it, and offers a person who looks it up', () => {
    const [only] = say({ kind: 'answer', reason: 'order_only' }, { language: 'en', order: '20261103-0118' }).messages ?? [];
    expect(only?.text).toMatch(/^Thank you, order 20261103-0118\. What would you like to know about it\?/);
    expect(only?.extras?.quickReplies).toEqual([{ label: 'Talk to a person', text: 'Talk to a person' }]);
  });

  it.each(['found', 'noted'] as const)('while the customer waits for a person ("%s") comes without choices, and the desk hears of it', (reason) => {
    const decision: Decision = reason === 'found' ? found : { kind: 'answer', reason };
    const change = say(decision, { answer: ANSWER, conversation: conversation({ state: 'waiting' }) });
    expect(change.messages).toHaveLength(1);
    expect(change.messages?.[0]?.extras?.quickReplies ?? []).toEqual([]);
    expect(change).toMatchObject({ news: ['customer_message'] });
    expect(change).not.toHaveProperty('ownership');
  });

  it('to small talk is the reply of the catalogue, in the language of the customer', () => {
    const talk: Decision = { kind: 'answer', reason: 'talk', intentId: 'thanks' };
    expect(say(talk, { intent: INTENTS.get('thanks'), language: 'en' }).messages?.[0]?.text).toBe("You're welcome.");
    expect(say(talk, { intent: INTENTS.get('thanks') }).messages?.[0]?.text).toBe('不客气。');
  });

  it('that asks which topic is meant offers each, and a person', () => {
    const topics = [{ articleId: 'refund-time', title: '退款多久到账' }, { articleId: 'return-fee', title: '退货运费' }];
    const [only] = say({ kind: 'clarify', reason: 'topics_compete', topics }).messages ?? [];
    expect(only?.extras?.quickReplies?.map(({ text }) => text)).toEqual(['退款多久到账', '退货运费', '转人工']);
  });
});

describe('who is speaking', () => {
  it.each([
    ['zh', '您好，我是栗屋的 AI 助理'],
    ['en', "Hello, I'm the AI assistant of Liwu Home"],
  ] as const)('is said before the first words in %s, where the channel has not said it', (language, words) => {
    expect(say(found, { answer: ANSWER, introduceAs: COMPANY, language }).messages?.[0]?.text).toMatch(new RegExp(`^${words}[^]*\n\n${ANSWER.text.replace('[1]', '\\[1\\]')}$`));
  });

  it('is said once where an answer and a handover go together', () => {
    const { messages } = say(handOver(byReason('vip')), { answer: ANSWER, introduceAs: COMPANY });
    expect(messages?.filter(({ text }) => text.includes('AI 助理'))).toHaveLength(1);
    expect(messages?.[0]?.text).toContain('AI 助理');
    expect(say(handOver(byReason('asked')), { introduceAs: COMPANY }).messages?.[0]?.text).toContain('AI 助理');
  });

  it('is not said where the channel says it', () => {
    expect(say(found, { answer: ANSWER }).messages?.[0]?.text).not.toContain('AI');
  });
});

describe('a handover', () => {
  it('is stored, owned by the queue, told to the customer and to the desk, all in one change', () => {
    const change = say(handOver(byId('complaint')));
    expect(change.ownership).toEqual(expect.objectContaining({ state: 'waiting', epoch: 5, agentId: undefined }));
    expect(change.openHandover).toEqual({ reason: 'complaint', ruleId: 'complaint', words: ['词'], priority: 'high', team: 'complaints', dueAt: NOON + 120 * MINUTE });
    expect(change.news).toEqual(['handover']);
    expect(change.messages?.map(({ author }) => author)).toEqual(['bot', 'system']);
    expect(change.messages?.[0]?.text).toBe('给您带来这样的体验，真的很抱歉。已经为您转接投诉处理组，并把我们的对话和您的情况一起交给同事，您不用再重复。2 小时内会有人在这里回复您。');
    expect(change.messages?.[1]?.extras?.notice).toEqual({ kind: 'handed_over', reason: 'complaint', open: true });
  });

  it('names the moment instead of a span that the end of the day would break, the same that is stored', () => {
    // Five minutes before nine in the evening, ten minutes of working time end at five past nine on the next day.
    const late = NOON + 8 * 60 * MINUTE + 55 * MINUTE;
    const zh = say(handOver(byReason('asked')), { now: late });
    expect(zh.openHandover?.dueAt).toBe(NOON + 24 * 60 * MINUTE - 3 * 60 * MINUTE + 5 * MINUTE);
    expect(zh.messages?.[0]?.text).toContain('您不用再重复。最迟明天 09:05（中国时间）会有人在这里回复您。');
    expect(say(handOver(byReason('asked')), { now: late, language: 'en' }).messages?.[0]?.text).toContain('Someone will answer you here tomorrow at 09:05 (China Time) at the latest.');
  });

  it('counts working time for a business action too, whose rule does not stand in the policy', () => {
    const rule = { ...(byReason('asked') as PolicyRule), id: 'action-cancel-order', reason: 'unhelpful', firstReplyMinutes: 30 } as const;
    // A quarter of an hour before nine in the evening: a quarter of an hour is left for the next morning.
    const late = NOON + 8 * 60 * MINUTE + 45 * MINUTE;
    const { openHandover, messages } = say(handOver(rule), { now: late });
    expect(openHandover?.dueAt).toBe(NOON + 21 * 60 * MINUTE + 15 * MINUTE);
    expect(messages?.[0]?.text).toContain('最迟明天 09:15');
  });

  it('names the day on which a team is back after a holiday', () => {
    const calendar = calendarSchema.parse({ ...policy.calendar, teams: { service: { holidays: 'rest', days: ['mon', 'tue', 'wed', 'thu', 'fri'] } } });
    // Thursday, 4 February 2027, 22:00 in Shanghai: New Year's Eve and the three days after it are off.
    const eve = Date.UTC(2027, 1, 4, 14);
    const { openHandover, messages } = say(handOver(byReason('asked')), { now: eve, policy: { ...policy, calendar } });
    expect(openHandover?.dueAt).toBe(Date.UTC(2027, 1, 9, 1, 10));
    expect(messages?.[0]?.text).toContain('同事会在2月9日周二 09:00（中国时间）上班后第一时间联系您');
    expect(messages?.at(-1)?.extras?.notice).toMatchObject({ open: false, opensAt: Date.UTC(2027, 1, 9, 1) });
  });

  it('names team and time limit in English too', () => {
    expect(say(handOver(byReason('asked')), { language: 'en' }).messages?.[0]?.text).toBe(
      "Of course. I've passed you to our customer service with our whole conversation, so you won't have to repeat anything. Someone will answer you here within 10 minutes.",
    );
  });

  it.each([
    ['complaint', 'our complaints team'],
    ['vip-complaint', 'our senior service team'],
    ['customer-asks-for-person', 'our customer service'],
  ])('writes the name of a team inside an English sentence as one does there (%s)', (id, name) => {
    for (const now of [NOON, NIGHT]) expect(say(handOver(byId(id)), { language: 'en', now }).messages?.[0]?.text).toMatch(new RegExp(`passed (?:you|it) to ${name}(?: |\\.)`));
  });

  it.each([
    ['zh', '感谢您一直以来的支持。', '在同事到来之前，这些也许能帮到您：'],
    ['en', 'Thank you for being with us.', 'Until then, this may help:'],
  ] as const)('in %s is said first, then comes the answer where there is one, with its sources and without choices, then the notice', (language, opening, until) => {
    const [words, answer, notice, ...more] = say(handOver(byReason('vip')), { answer: ANSWER, language }).messages ?? [];
    expect(words).toMatchObject({ author: 'bot', text: expect.stringMatching(new RegExp(`^${opening}`)), extras: {} });
    expect(answer).toEqual({ author: 'bot', visibility: 'all', text: `${until}\n\n${ANSWER.text}`, extras: { citations: ANSWER.citations } });
    expect(notice).toMatchObject({ author: 'system', text: '', extras: { notice: { kind: 'handed_over' } } });
    expect(more).toEqual([]);
  });

  it.each([
    ['zh', 'on duty', NOON, /^您和家人的安全最重要.*24 小时安全专线 400-000-5219 随时有人接听，请现在就打。已经为您转接投诉处理组/],
    ['zh', 'off duty', NIGHT, /^您和家人的安全最重要.*24 小时安全专线 400-000-5219 随时有人接听，请现在就打。已经把您的情况记录下来/],
    ['en', 'on duty', NOON, /^Safety comes first.*safety line 400-000-5219 is answered 24 hours a day; please call it now\. I've passed you to our complaints team/],
    ['en', 'off duty', NIGHT, /^Safety comes first.*safety line 400-000-5219 is answered 24 hours a day; please call it now\. I've noted everything/],
  ] as const)('for a danger names the safety line before all else (%s, %s)', (language, _, now, words) => {
    expect(say(handOver(byReason('danger')), { language, now, answer: ANSWER }).messages?.[0]?.text).toMatch(words);
  });

  it('off hours says so, says when people are back, asks for contact details, and counts from the opening', () => {
    const opens = Date.UTC(2027, 2, 11, 1, 0);
    const zh = say(handOver(byReason('asked')), { now: NIGHT });
    expect(zh.messages?.[0]?.text).toContain('现在是非服务时间，同事会在今天 09:00（中国时间）上班后第一时间联系您。如果方便，请留下您的手机号或邮箱。');
    expect(zh.messages?.[1]?.extras?.notice).toEqual({ kind: 'handed_over', reason: 'asked', open: false, opensAt: opens });
    expect(zh.openHandover?.dueAt).toBe(opens + 10 * MINUTE);
    const evening = Date.UTC(2027, 2, 10, 13, 30);
    const en = say(handOver(byReason('asked')), { now: evening, language: 'en' });
    expect(en.messages?.[0]?.text).toContain('off duty now and back tomorrow at 09:00 (China Time); you will hear from them first thing');
    expect(en.messages?.[0]?.text).toContain('leave your phone number or e-mail');
    expect(en.messages?.[0]?.text).not.toContain('within');
  });

  it.each(HANDOVER_REASONS)('for "%s" begins with a sentence that shows the customer was heard', (reason) => {
    const rule = policy.rules.find((each) => each.reason === reason);
    for (const language of LANGUAGES) {
      const opening = fill(HANDOVER_OPENING[reason], language, { safetyPhone: '400-000-5219' });
      expect(opening).not.toMatch(/[{}]/);
      expect(say(handOver(rule), { language }).messages?.[0]?.text.startsWith(opening)).toBe(true);
    }
  });
});

describe('a promise of a person', () => {
  const PROMISE = /转接|转给|passed (?:you|it) to/;

  it('is in no change that does not store a handover', () => {
    const decisions: readonly Decision[] = [
      found,
      { ...found, reason: 'chosen' },
      { kind: 'answer', reason: 'talk', intentId: 'thanks' },
      { kind: 'answer', reason: 'not_found' },
      { kind: 'answer', reason: 'did_not_help' },
      { kind: 'answer', reason: 'ask_again' },
      { kind: 'answer', reason: 'order_only' },
      { kind: 'answer', reason: 'noted' },
      { kind: 'clarify', reason: 'topics_compete', topics: [{ articleId: 'a', title: 'a' }, { articleId: 'b', title: 'b' }] },
      { kind: 'stay_silent', reason: 'person_owns' },
      ...policy.rules.map((rule) => handOver(rule)),
    ];
    let promised = 0;
    for (const decision of decisions) {
      for (const language of LANGUAGES) {
        for (const now of [NOON, NIGHT]) {
          const change = say(decision, { language, now, answer: ANSWER });
          const promises = (change.messages ?? []).some(({ text }) => PROMISE.test(text));
          const notices = (change.messages ?? []).some(({ extras }) => extras?.notice?.kind === 'handed_over');
          expect([promises, notices, change.ownership?.state === 'waiting']).toEqual(Array(3).fill(change.openHandover !== undefined));
          if (promises) promised++;
        }
      }
    }
    expect(promised).toBe(policy.rules.length * 4);
  });

  it('is not made for a team that is not there', () => {
    const rule = byReason('asked');
    expect(say(handOver(rule), { policy: { ...policy, teams: {} } })).toEqual({});
  });

  it('cannot be made while a person owns the conversation', () => {
    expect(() => say(handOver(byReason('asked')), { conversation: conversation({ state: 'human', agentId: 'chen' }) })).toThrow(expect.objectContaining({ code: 'not_allowed_now' }));
  });
});

describe('silence', () => {
  it('says nothing to the customer and tells the desk that there is something to read', () => {
    expect(say({ kind: 'stay_silent', reason: 'person_owns' })).toEqual({ news: ['customer_message'] });
  });
});
