import { describe, expect, it } from 'vitest';
import { composeBrief } from '#core/brief/compose-brief.ts';
import type { BriefSources } from '#core/brief/sources.ts';
import { EMPTY_MEMORY } from '#core/conversation.ts';
import { nextSteps } from '#core/brief/next-steps.ts';
import type { CustomerRecord } from '#core/ports/customer-directory.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import type { Understanding } from '#core/understanding.ts';
import { COMPANY, conversation, handover, INTENTS, message, MINUTE, NOON, staffArticle, understanding } from '../samples.ts';

const said = (seq: number, text: string, more: Partial<Understanding> = {}): UnderstoodMessage => ({
  message: message({ seq, text, at: NOON - (10 - seq) * MINUTE }),
  understanding: understanding(more),
});
const order = { kind: 'order', value: '20261103-0118', text: '20261103 0118', start: 0, end: 13 } as const;
const phone = { kind: 'phone', value: '13800001001', text: '138 0000 1001', start: 0, end: 13 } as const;
const PROMISE = '给您带来这样的体验，真的很抱歉。已经为您转接投诉处理组……2 小时内会有人在这里回复您。';

const TRANSCRIPT: readonly UnderstoodMessage[] = [
  said(1, '你好', { intents: [{ id: 'thanks', confidence: 0.99 }], sentiment: 0.2, mood: 'pleased' }),
  said(2, '订单 20261103-0118 的退款还没到', { entities: [order], sentiment: -0.2, mood: 'worried', intents: [{ id: 'refund-status', confidence: 0.7 }] }),
  { message: message({ seq: 3, author: 'bot', text: '支付宝1–3个工作日。', at: NOON - 6 * MINUTE }), understanding: undefined },
  said(4, '20261103 0118 等了十天了，电话138 0000 1001', { entities: [order, phone], sentiment: -0.6, mood: 'angry', intents: [{ id: 'refund-status', confidence: 0.9 }] }),
  { message: { ...said(5, '我要投诉').message, at: NOON }, understanding: understanding({ intents: [{ id: 'signal-complaint', confidence: 0.95 }], sentiment: -0.7, mood: 'angry' }) },
  { message: message({ seq: 6, author: 'bot', text: PROMISE, at: NOON }), understanding: undefined },
  { message: message({ seq: 7, author: 'system', text: '', at: NOON, extras: { notice: { kind: 'handed_over', reason: 'complaint', open: true } } }), understanding: undefined },
];
const LIN: CustomerRecord = {
  id: 'c-1001', name: '林晓岚', tier: 'vip', language: 'zh', since: '2021-03-18', manager: '周敏',
  orders: [{ number: '20261103-0118', product: '空气净化器 A3', status: 'delivered', date: '2026-11-03' }],
  notes: ['午后请先发消息。'],
};
const ZH_REPLY = '{customer}您好，我是{company}的{agent}，您的投诉由我负责。';
const STAFF = [
  staffArticle('complaint-order-of-work', 'zh', `先让客户说完。\n\n## 建议回复\n${ZH_REPLY}\n\n## 以后\n别处的话`),
  staffArticle('complaint-order-of-work', 'en', 'Let them finish.\n\n## Suggested reply\nHello {customer}, this is {agent} from {company}. I am responsible for your complaint.'),
];
const shown = [{ articleId: 'refund-time', language: 'zh', title: '退款多久到账', helped: 'no' }] as const;

const brief = (more: Partial<BriefSources> = {}) =>
  composeBrief({
    conversation: conversation({ state: 'waiting', tier: 'vip', customerId: 'c-1001', customerName: '林晓岚', memory: { ...EMPTY_MEMORY, shown } }),
    handover: handover(),
    handovers: [handover({ id: 'h-0', openedAt: NOON - 86_400_000 }), handover()],
    transcript: TRANSCRIPT,
    customer: LIN,
    staffArticles: STAFF,
    intents: INTENTS,
    company: COMPANY,
    reader: '陈晨',
    ...more,
  });

describe('the brief', () => {
  it('is complete', () => {
    expect(brief()).toEqual({
      customer: {
        name: '林晓岚', tier: 'vip', language: 'zh', id: 'c-1001', since: '2021-03-18', manager: '周敏',
        orders: [{ number: '20261103-0118', product: '空气净化器 A3', status: 'delivered', date: '2026-11-03' }], notes: ['午后请先发消息。'], earlierHandovers: 1,
        earlier: [{ at: NOON - 86_400_000, reason: 'complaint', outcome: 'open', by: [] }],
      },
      reason: 'complaint',
      rule: { id: 'complaint', words: ['投诉'] },
      priority: 'high',
      team: 'complaints',
      intents: [
        { id: 'signal-complaint', name: INTENTS.get('signal-complaint')?.name, confidence: 0.95 },
        { id: 'refund-status', name: INTENTS.get('refund-status')?.name, confidence: 0.9 },
      ],
      request: '20261103 0118 等了十天了，电话138 0000 1001\n我要投诉',
      moods: [
        { seq: 1, text: '你好', sentiment: 0.2, mood: 'pleased' },
        { seq: 2, text: '订单 20261103-0118 的退款还没到', sentiment: -0.2, mood: 'worried' },
        { seq: 4, text: '20261103 0118 等了十天了，电话138 0000 1001', sentiment: -0.6, mood: 'angry' },
        { seq: 5, text: '我要投诉', sentiment: -0.7, mood: 'angry' },
      ],
      moodTurn: { seq: 2, text: '订单 20261103-0118 的退款还没到', to: 'worse' },
      facts: [{ kind: 'order', value: '20261103-0118', seq: 2 }, { kind: 'phone', value: '13800001001', seq: 4 }],
      articlesShown: shown,
      promises: [{ text: PROMISE, by: 'bot', dueAt: NOON + 120 * MINUTE, kept: 'open' }],
      risks: [
        { risk: 'vip', why: { zh: '贵宾客户，流失代价高', en: 'a VIP: losing them costs most' } },
        { risk: 'repeated', why: { zh: '7 天内第 2 次转人工', en: 'handed over 2 times within 7 days' } },
      ],
      suggestedReply: { text: '林晓岚您好，我是栗屋的陈晨，您的投诉由我负责。', articleId: 'complaint-order-of-work', title: 'title of complaint-order-of-work' },
      nextSteps: nextSteps('complaint'),
      openedAt: NOON,
      dueAt: NOON + 120 * MINUTE,
    });
  });

  it('holds of a visitor what is known, and no more', () => {
    const visitor = brief({ conversation: conversation({ state: 'waiting' }), customer: undefined, handovers: [handover()] });
    expect(visitor.customer).toEqual({ name: '', tier: 'regular', language: 'zh', orders: [], notes: [], earlierHandovers: 0 });
  });

  it('keeps the name that was known before the directory went down', () => {
    expect(brief({ customer: undefined }).customer).toMatchObject({ name: '林晓岚', tier: 'vip', orders: [] });
  });

  it('says why somebody has a tier and who wants no care, and how old that is where the directory cannot be asked', () => {
    const because = { zh: '近 12 个月消费 ¥38,600', en: 'spent ¥38,600 in 12 months' };
    const record = { id: 'c-1001', name: '林晓岚', tier: 'key', tierBecause: because, noCare: true, language: 'zh', orders: [], notes: [], asOf: NOON } as const;
    expect(brief({ customer: record }).customer).toMatchObject({ tier: 'key', tierBecause: because, noCare: true, stale: NOON });
    expect(brief({ customer: undefined, isDirectoryDown: true }).customer).toMatchObject({ tier: 'vip', stale: 'unknown' });
  });

  it('tells of this segment only', () => {
    const earlier = { message: message({ seq: 1, segment: 0, text: '上次的事' }), understanding: understanding() };
    expect(brief({ transcript: [earlier, ...TRANSCRIPT] }).moods.map(({ text }) => text)).not.toContain('上次的事');
  });

  it('takes as the request, and as its intents, what was said since the last answer before the handover', () => {
    const answer = (seq: number): UnderstoodMessage => ({ message: message({ seq, author: 'bot', text: '答案', at: NOON - (10 - seq) * MINUTE }), understanding: undefined });
    const transcript = [
      said(1, '发票怎么开', { intents: [{ id: 'invoice', confidence: 0.99 }] }),
      answer(2),
      said(3, '退款还没到'),
      said(4, '谢谢', { intents: [{ id: 'thanks', confidence: 0.9 }] }),
      said(5, '我要投诉', { intents: [{ id: 'signal-complaint', confidence: 0.8 }] }),
      { message: message({ seq: 6, author: 'bot', text: PROMISE, at: NOON }), understanding: undefined },
    ];
    expect(brief({ transcript })).toMatchObject({ request: '退款还没到\n我要投诉', intents: [{ id: 'refund-status' }, { id: 'signal-complaint' }] });
  });

  it.each([
    ['a person was asked for', '转人工', 'signal-person'],
    ['the customer said thanks', '谢谢', 'thanks'],
  ])('takes the matter before as the request where only %s since then', (_, text, id) => {
    const transcript = [...TRANSCRIPT.slice(0, 3), said(4, text, { intents: [{ id, confidence: 0.9 }] })];
    expect(brief({ transcript })).toMatchObject({ request: '订单 20261103-0118 的退款还没到', intents: [{ id: 'refund-status', confidence: 0.7 }] });
  });

  it('gives the words of the customer as the request also where only a person was asked for', () => {
    const only = [{ message: message({ text: '转人工' }), understanding: understanding({ intents: [{ id: 'signal-person', confidence: 1 }] }) }];
    expect(brief({ transcript: only }).request).toBe('转人工');
  });

  it('counts what was out of scope as a matter, and leaves later words out of the request', () => {
    const transcript = [said(1, '火星门店在哪', { isOutOfScope: true, intents: [] }), { ...said(2, '还在吗'), message: message({ seq: 2, text: '还在吗', at: NOON + 1 }) }];
    expect(brief({ transcript }).request).toBe('火星门店在哪');
  });

  it('shortens what is long', () => {
    const { request, moods } = brief({ transcript: [said(1, '长'.repeat(3_000))] });
    expect([request.length, moods[0]?.text.length]).toEqual([400, 120]);
  });

  it('names a product once, in the words of the customer, however often and however it was named', () => {
    const product = (text: string) => ({ kind: 'product', value: 'purifier-a3', text, start: 0, end: text.length }) as const;
    const transcript = [said(1, '空气净化器', { entities: [product('空气净化器')] }), said(2, 'A3', { entities: [product('A3')] })];
    expect(brief({ transcript }).facts).toEqual([{ kind: 'product', value: '空气净化器', seq: 1 }]);
  });

  it('names as the promise the words that handed over, not the answer that came with them nor what was said before', () => {
    const meanwhile = { message: message({ seq: 8, author: 'bot', text: '在同事到来之前，这些也许能帮到您：……', at: NOON }), understanding: undefined };
    expect(brief({ transcript: [...TRANSCRIPT.slice(0, 6), meanwhile, ...TRANSCRIPT.slice(6)] }).promises).toMatchObject([{ text: PROMISE, dueAt: NOON + 120 * MINUTE }]);
  });

  it('names no promise when none was made', () => {
    expect(brief({ transcript: TRANSCRIPT.slice(0, 5) }).promises).toEqual([]);
  });

  it('reads nothing of the bot, of agents or of notes as words of the customer', () => {
    const note = { message: message({ seq: 8, author: 'agent', visibility: 'staff', text: '难缠' }), understanding: undefined };
    expect(JSON.stringify(brief({ transcript: [...TRANSCRIPT, note] }))).not.toContain('难缠');
  });
});

describe('the suggested reply', () => {
  const replyTo = (more: Partial<BriefSources>) => brief(more).suggestedReply;
  const visitor = conversation({ state: 'waiting' });

  it('is in the language of the customer', () => {
    expect(replyTo({ conversation: { ...visitor, language: 'en' }, customer: { ...LIN, name: 'Sophie' } }).text).toBe(
      'Hello Sophie, this is 陈晨 from Liwu Home. I am responsible for your complaint.',
    );
  });

  it.each([
    ['zh', '您好，我是栗屋的陈晨，您的投诉由我负责。'],
    ['en', 'Hello, this is 陈晨 from Liwu Home. I am responsible for your complaint.'],
  ] as const)('greets a visitor without a name in %s', (language, text) => {
    expect(replyTo({ conversation: { ...visitor, language }, customer: undefined }).text).toBe(text);
  });

  it('begins with a capital where the name stood first', () => {
    const staffArticles = [staffArticle('danger', 'en', '## Suggested reply\n{customer}, please switch it off.')];
    expect(replyTo({ conversation: { ...visitor, language: 'en' }, customer: undefined, staffArticles }).text).toBe('Please switch it off.');
  });

  it('takes names as they are', () => {
    expect(replyTo({ customer: { ...LIN, name: '$&$1' }, reader: '$$' }).text).toBe('$&$1您好，我是栗屋的$$，您的投诉由我负责。');
  });

  it('comes from the article that names the reason first', () => {
    const general = staffArticle('a-general', 'zh', '## 建议回复\n一般的话', ['mood', 'complaint']);
    expect(replyTo({ staffArticles: [general, ...STAFF] }).articleId).toBe('complaint-order-of-work');
    expect(replyTo({ staffArticles: [general, ...STAFF], handover: handover({ reason: 'mood' }) }).articleId).toBe('a-general');
  });

  it('is in our own words where no staff article has one', () => {
    const forCustomers = { ...staffArticle('complaint-how', 'zh', '## 建议回复\n不该出现'), audience: 'customer' as const };
    const reply = replyTo({ staffArticles: [forCustomers, staffArticle('no-reply', 'zh', '只有说明')] });
    expect(reply.articleId).toBeUndefined();
    expect(reply.text).toMatch(/^林晓岚您好，我是栗屋的陈晨。/);
    expect(replyTo({ handover: handover({ reason: 'leaving' }) }).text).toContain('让您失望');
  });
});
