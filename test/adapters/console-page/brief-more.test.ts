import { describe, expect, it } from 'vitest';
import type { BriefView } from '#core/protocol.ts';
import { moreLines } from '#adapters/console/page/brief-more.ts';
import { sayFigure } from '#adapters/console/page/figure-words.ts';
import { CUSTOMER_KINDS } from '#core/brief/brief-rules.ts';
import { KINDS } from '#adapters/console/page/brief-words.ts';

const NOW = Date.UTC(2027, 2, 10, 4, 0);
const BRIEF: BriefView = {
  customer: {
    name: '林晓岚', tier: 'vip', language: 'zh', orders: [], notes: [], earlierHandovers: 1,
    history: { conversations: 3, last: { at: NOW - 3_600_000, state: 'closed', closeReason: 'resolved', rating: 2, agentName: '周敏' } },
    earlier: [{ at: NOW - 7_200_000, reason: 'complaint', outcome: 'handed_back', by: ['周敏'] }],
    cases: [{ id: 'C-1', title: '水壶漏水', state: 'open' }],
    handedBack: { by: '周敏', at: NOW - 7_200_000 },
    kind: { kind: 'hot-tempered', signs: ['叫你们老板'], how: { zh: '冷静', en: 'Calm' } },
  },
  reason: 'complaint', rule: { id: 'complaint', words: [], because: { zh: '客户在投诉', en: 'the customer complains' } }, priority: 'high', team: 'complaints',
  intents: [], request: '退款', moods: [], moodTurn: { seq: 4, text: '等了十天', to: 'worse' },
  facts: [], missing: [{ zh: '订单号', en: 'order number' }], articlesShown: [],
  actions: [{ name: { zh: '查退款', en: 'Refund status' }, at: NOW, result: '处理中' }],
  promises: [], risks: [{ risk: 'law', why: { zh: '提到律师', en: 'a lawyer was mentioned' } }, { risk: 'vip', why: { zh: '贵宾', en: 'a VIP' } }],
  checked: { isRight: true, at: NOW }, suggestedReply: { text: '林女士您好' }, nextSteps: [], openedAt: NOW, dueAt: NOW,
};

describe('the further parts of a brief', () => {
  it('are told in Chinese', () => {
    expect(moreLines(BRIEF, 'zh', NOW)).toMatchObject({
      because: '客户在投诉',
      history: [expect.stringMatching(/^以前联系过 3 次，最近 .+（已解决），周敏接待，评 2 分$/) as string, expect.stringContaining('周敏 曾交还给助理') as string],
      earlier: [expect.stringMatching(/投诉 · 交还助理 · 周敏$/) as string],
      cases: ['C-1 · 水壶漏水'],
      kind: { name: '暴躁型', signs: '“叫你们老板”' },
      turn: { seq: 4, text: '变差：等了十天' },
      missing: ['订单号'],
      risks: [{ name: '法律', tone: 'grave' }, { name: '贵宾', tone: 'notable' }],
      actions: [{ name: '查退款', result: '处理中' }],
      isRight: true,
    });
  });

  it('are told in English', () => {
    const lines = moreLines(BRIEF, 'en', NOW);
    expect(lines.history[0]).toMatch(/^3 earlier conversations, last .+ \(Resolved\), with 周敏, rated 2$/);
    expect([lines.kind?.name, lines.turn?.text, lines.missing]).toEqual(['Hot-tempered', 'worse: 等了十天', ['order number']]);
  });

  it('are left out where there is nothing', () => {
    const { history: _, earlier: _e, cases: _c, handedBack: _h, kind: _k, ...customer } = BRIEF.customer;
    const { moodTurn: _t, missing: _m, risks: _r, actions: _a, checked: _x, ...bare } = BRIEF;
    expect(moreLines({ ...bare, customer, rule: { id: 'x', words: [] } }, 'zh', NOW)).toEqual({ because: undefined, history: [], earlier: [], cases: [], kind: undefined, turn: undefined, missing: [], risks: [], actions: [], isRight: false, corrected: [], files: [] });
  });

  it('say that somebody writes for the first time', () => {
    expect(moreLines({ ...BRIEF, customer: { ...BRIEF.customer, history: { conversations: 0 } } }, 'en', NOW).history[0]).toBe('first contact');
  });

  it('have a name for every kind of customer', () => {
    expect(Object.keys(KINDS).toSorted()).toEqual([...CUSTOMER_KINDS].toSorted());
  });
});

describe('the headline for leads', () => {
  it('is the share, with what it is made of', () => {
    const days = { since: 0, from: Date.UTC(2026, 9, 24, 12), to: Date.UTC(2026, 10, 23, 12), isCut: false };
    expect(sayFigure({ ...days, answered: 40, repeated: 3, rate: 0.075, kinds: {} }, 'zh')).toEqual({ text: '重复询问 7.5%', title: '10月24日至11月23日结束的 40 次接待里，3 次一开始又问了简报里已有的内容' });
    expect(sayFigure({ ...days, isCut: true, answered: 40, repeated: 3, rate: 0.075, kinds: {} }, 'en')?.title).toBe('In 3 of 40 handovers that ended from 24 Oct to 23 Nov the agent first asked for what the brief already had; earlier ones are not counted');
    expect(sayFigure({ since: 0, from: null, to: null, isCut: false, answered: 0, repeated: 0, rate: null, kinds: {} }, 'en')).toBeUndefined();
  });
});
