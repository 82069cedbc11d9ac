import type { BriefView, Language } from '#core/protocol.ts';

type Pair = Readonly<Record<Language, string>>;

/** Headings and short words of the brief. */
export const BRIEF_WORDS = {
  files: { zh: '客户发来的文件', en: 'Files from the customer' },
  missing: { zh: '还缺', en: 'Still missing' },
  risks: { zh: '风险', en: 'Risks' },
  actions: { zh: '系统已办', en: 'Already done' },
  earlier: { zh: '以前的转接', en: 'Earlier handovers' },
  cases: { zh: '未结工单', en: 'Open cases' },
  kind: { zh: '客户类型', en: 'Kind of customer' },
  signs: { zh: '依据', en: 'signs' },
  summary: { zh: '摘要', en: 'Summary' },
  summaryHint: { zh: '由模型写成，每句都在对话里核对过', en: 'Written by a model; every statement was found in the conversation' },
  turn: { zh: '转折', en: 'Turned' },
  worse: { zh: '变差', en: 'worse' },
  better: { zh: '好转', en: 'better' },
  corrected: { zh: '客户已更正', en: 'corrected by the customer' },
  right: { zh: '客户已确认无误', en: 'The customer has confirmed this' },
  kept: { zh: '已兑现', en: 'kept' },
  broken: { zh: '已超时', en: 'overdue' },
  open: { zh: '进行中', en: 'open' },
  because: { zh: '原因', en: 'Why' },
} as const satisfies Record<string, Pair>;

/** Names of the kinds of customers. */
export const KINDS: Readonly<Record<NonNullable<BriefView['customer']['kind']>['kind'], Pair>> = {
  rational: { zh: '理智型', en: 'Rational' },
  compliant: { zh: '顺从型', en: 'Compliant' },
  outgoing: { zh: '外向型', en: 'Outgoing' },
  reserved: { zh: '内向型', en: 'Reserved' },
  suspicious: { zh: '敏感型', en: 'Suspicious' },
  independent: { zh: '独立型', en: 'Independent' },
  childish: { zh: '幼稚型', en: 'Childish' },
  'hot-tempered': { zh: '暴躁型', en: 'Hot-tempered' },
};

const OUTCOMES: Readonly<Record<string, Pair>> = {
  handed_back: { zh: '交还助理', en: 'handed back' },
  closed: { zh: '已结束', en: 'closed' },
  open: { zh: '未结束', en: 'open' },
};

/** How an earlier handover ended. */
export function sayOutcome(outcome: string, language: Language): string {
  return OUTCOMES[outcome]?.[language] ?? outcome;
}

/** The customer's other conversations in one line. */
export function sayHistory(history: NonNullable<BriefView['customer']['history']>, moment: string, reason: string, language: Language): string {
  const { conversations, last } = history;
  if (conversations === 0 || !last) return language === 'zh' ? '第一次联系' : 'first contact';
  const rated = last.rating === undefined ? '' : language === 'zh' ? `，评 ${last.rating} 分` : `, rated ${last.rating}`;
  const by = last.agentName === undefined ? '' : language === 'zh' ? `，${last.agentName}接待` : `, with ${last.agentName}`;
  return language === 'zh' ? `以前联系过 ${conversations} 次，最近 ${moment}${reason === '' ? '' : `（${reason}）`}${by}${rated}` : `${conversations} earlier ${conversations === 1 ? 'conversation' : 'conversations'}, last ${moment}${reason === '' ? '' : ` (${reason})`}${by}${rated}`;
}

/** Who gave the conversation back to the assistant. */
export function sayHandedBack(by: string, moment: string, language: Language): string {
  return language === 'zh' ? `${moment} ${by} 曾交还给助理` : `${by} handed it back to the assistant ${moment}`;
}
