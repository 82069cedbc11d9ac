import { describe, expect, it } from 'vitest';
import type { BriefView } from '#core/protocol.ts';
import { briefLines, sparkline } from '#adapters/console/page/brief-model.ts';

const NOW = new Date(2027, 2, 5, 12, 0).getTime();

const BRIEF: BriefView = {
  customer: { name: '林晓岚', tier: 'vip', language: 'zh', id: 'c-1001', since: '2019-03-01', manager: '陈立', orders: [{ number: '20261103-0118', product: '空气净化器 A3', status: 'shipped', date: '2026-11-03' }], notes: ['喜欢电话'], earlierHandovers: 2 },
  reason: 'complaint',
  rule: { id: 'complaint', words: ['投诉', '投诉', '12315'] },
  priority: 'high',
  team: 'complaints',
  intents: [{ id: 'quality-fault', name: { zh: '质量问题', en: 'Quality fault' }, confidence: 0.812 }],
  request: '充电座坏了，给我退款',
  moods: [
    { seq: 1, text: '你好', sentiment: 0.1, mood: 'neutral' },
    { seq: 3, text: '怎么还没好', sentiment: -0.4, mood: 'worried' },
    { seq: 5, text: '太差了', sentiment: -0.9, mood: 'angry' },
    { seq: 7, text: '投诉', sentiment: -1.4, mood: 'angry' },
  ],
  facts: [
    { kind: 'order', value: 'LW1', seq: 1 },
    { kind: 'order', value: 'LW1', seq: 5 },
    { kind: 'serial', value: 'SN-9', seq: 5 },
    { kind: 'amount', value: '1299 CNY', seq: 5 },
    { kind: 'date', value: '3 days ago', seq: 7 },
  ],
  articlesShown: [{ articleId: 'quality-fault', language: 'zh', title: '质量问题', helped: 'no' }],
  promises: [{ text: '2 小时内回复', by: 'bot', dueAt: NOW + 3_600_000, kept: 'open' }, { text: '寄备用机', by: 'agent', agentName: '周敏' }],
  suggestedReply: { text: '林女士您好', articleId: 'clear-method', title: 'CLEAR' },
  nextSteps: [{ zh: '先道歉', en: 'Apologise first' }],
  openedAt: NOW - 60_000,
  dueAt: NOW + 3_600_000,
};

describe('the brief', () => {
  const zh = briefLines(BRIEF, '访客 1001', 'zh', NOW);
  const en = briefLines(BRIEF, 'Visitor 1001', 'en', NOW);

  it('says who it is', () => {
    expect([zh.name, zh.tier]).toEqual(['林晓岚', 'VIP 贵宾']);
    expect(zh.about).toEqual(['2019年3月1日 起的客户', '客户经理：陈立', '之前转过 2 次人工']);
    expect(en.about).toEqual(['Customer since 1 Mar 2019', 'Account manager: 陈立', 'Handed over before: 2×']);
  });

  it('says why somebody has a tier, who wants no care, and that the directory is down', () => {
    const about = (more: Partial<BriefView['customer']>, language: 'zh' | 'en') => briefLines({ ...BRIEF, customer: { ...BRIEF.customer, ...more } }, '', language, NOW).about;
    const known = { tierBecause: { zh: '近 12 个月消费 ¥38,600', en: 'spent ¥38,600 in 12 months' }, noCare: true, stale: NOW - 3_600_000 };
    expect(about(known, 'zh')).toEqual(expect.arrayContaining(['VIP 贵宾，依据：近 12 个月消费 ¥38,600', '不接收关怀消息', '客户系统暂时连不上，以上是 11:00 的资料']));
    expect(about({ stale: 'unknown' }, 'en')).toContain('The customer directory cannot be reached; tier and orders may be missing');
  });

  it('says why, with the rule and the words that fired it, each once', () => {
    expect([zh.reason, zh.priority, zh.team, zh.ruleId]).toEqual(['投诉', '优先', '投诉处理组', 'complaint']);
    expect([en.reason, en.priority, en.team]).toEqual(['Complaint', 'High', 'Complaints team']);
    expect(zh.words).toEqual(['投诉', '12315']);
  });

  it('leaves the customer’s words as they are in either language', () => {
    expect(en.request).toBe('充电座坏了，给我退款');
    expect(en.intents).toEqual(['Quality fault 81%']);
  });

  it('tells the mood in words, once for each change', () => {
    expect(zh.moodPath).toBe('平静 → 担心 → 生气');
    expect(en.moodPath).toBe('calm → worried → angry');
    expect(zh.moods.map(({ tone }) => tone)).toEqual(['even', 'low', 'bad', 'bad']);
  });

  it('tells each fact once, also of a kind that has no name', () => {
    expect(zh.facts.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['订单号 LW1', 'serial SN-9', '金额 ¥1,299', '日期 3 天前']);
    expect(en.facts.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['Order LW1', 'serial SN-9', 'Amount ¥1,299', 'Date 3 days ago']);
    expect(zh.orders).toEqual(['20261103-0118 · 空气净化器 A3 · 已发货 · 2026年11月3日']);
  });

  it('tells what was shown and whether it helped, what was promised and by when, and what to do', () => {
    expect(zh.articles).toEqual([{ title: '质量问题', href: '/help/quality-fault?lang=zh', helped: 'no', helpedWords: '没帮上' }]);
    expect(zh.promises).toEqual([{ text: '2 小时内回复', by: '13:00 前', who: '', kept: 'open' }, { text: '寄备用机', by: undefined, who: '周敏', kept: undefined }]);
    expect([zh.nextSteps, en.nextSteps]).toEqual([['先道歉'], ['Apologise first']]);
    expect(zh.due).toBe('13:00');
  });

  it('calls somebody unknown what the list calls them', () => {
    const customer = { name: '', tier: 'regular', language: 'en', orders: [], notes: [], earlierHandovers: 0 } as const;
    const lines = briefLines({ ...BRIEF, customer }, 'Visitor 9f3a', 'en', NOW);
    expect([lines.name, lines.tier, ...lines.about]).toEqual(['Visitor 9f3a', 'Visitor', 'First handover']);
    expect(briefLines({ ...BRIEF, customer }, '访客 9f3a', 'zh', NOW).tier).toBe('访客');
  });
});

describe('the mood curve', () => {
  it('runs from left to right, good on top, bad at the bottom, inside its box', () => {
    expect(sparkline([1, 0, -1], 100, 40, 5)).toEqual([
      { x: 5, y: 5 },
      { x: 50, y: 20 },
      { x: 95, y: 35 },
    ]);
  });

  it('puts a single message in the middle', () => {
    expect(sparkline([0], 100, 40, 5)).toEqual([{ x: 50, y: 20 }]);
  });

  it('stays in its box for a sentiment out of range', () => {
    const [, , , last] = briefLines(BRIEF, '', 'zh', NOW).moods;
    expect(last?.sentiment).toBe(-1);
  });
});
