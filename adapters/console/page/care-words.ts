import type { Language } from '#core/protocol.ts';
import { fillText, type Pair } from './i18n.ts';

/** Texts of what comes after conversations. */
const TEXTS = {
  followUps: { zh: '回访', en: 'Follow-ups' },
  followUpsIntro: { zh: '给了差评的客户，请当天联系：先道歉，再问清楚，说好怎么办。', en: 'Customers who rated us badly: please contact them today. Apologise, find out, say what you will do.' },
  followUpsNone: { zh: '现在没有要回访的客户。', en: 'Nobody is to be called right now.' },
  open: { zh: '待回访', en: 'Open' },
  done: { zh: '已完成', en: 'Done' },
  due: { zh: '{at} 前联系', en: 'Contact by {at}' },
  late: { zh: '已超时', en: 'Late' },
  rating: { zh: '评分 {score} 分', en: 'Rated {score} of 5' },
  nps: { zh: '推荐意愿 {score} 分（满分 10）', en: 'Would recommend: {score} of 10' },
  visit: { zh: '{plan}：回答不理想', en: '{plan}: a bad answer' },
  ofMine: { zh: '由您负责', en: 'Yours' },
  of: { zh: '负责人：{name}', en: 'With {name}' },
  ofGone: { zh: '负责人 {name} 已下班，同事可以接手', en: '{name} has gone off shift: a colleague may take it' },
  ofTeam: { zh: '由{team}处理', en: 'For {team}' },
  forLeads: { zh: '涉及服务人员，由主管处理', en: 'About the person who served: for leads' },
  tries: { zh: '已联系 {count} 次没接通', en: 'Tried {count}×, not reached' },
  take: { zh: '我来回访', en: 'I will call' },
  finish: { zh: '已联系，填写结果', en: 'Contacted: write the result' },
  result: { zh: '客户怎么说，怎么处理的', en: 'What the customer said and what was done' },
  save: { zh: '完成回访', en: 'Done' },
  notReached: { zh: '没联系上', en: 'Not reached' },
  transcript: { zh: '看对话', en: 'See the conversation' },
  outcomeDone: { zh: '{name} 已联系：{result}', en: '{name} contacted them: {result}' },
  outcomeNotReached: { zh: '{name} 多次没联系上', en: '{name} did not reach them' },
  unnamed: { zh: '访客', en: 'A visitor' },
  loading: { zh: '正在打开…', en: 'Opening …' },
  report: { zh: '满意度', en: 'Satisfaction' },
  reportIntro: { zh: '最近 {days} 天。满意率是 4、5 分占全部评分的比例；净推荐值是 9、10 分的比例减去 0 到 6 分的比例。', en: 'The last {days} days. CSAT is the share of ratings of 4 and 5; NPS is the share of 9 and 10 less that of 0 to 6.' },
  who: { zh: '由谁服务', en: 'Served by' },
  everybody: { zh: '全部', en: 'All' },
  bot: { zh: '助理', en: 'The bot' },
  asked: { zh: '邀请', en: 'Asked' },
  answered: { zh: '评价', en: 'Answered' },
  csat: { zh: '满意率', en: 'CSAT' },
  npsShort: { zh: '净推荐值', en: 'NPS' },
  performance: { zh: '每位同事和团队的工作', en: 'The work of each person and team' },
  performanceIntro: {
    zh: '首次回复取中位数：个人从接手算起，团队从转人工算起。按时是在时限内首次回复、在时限内解决的比例，括号里是统计的次数。转出包括转给同事和放回队列。',
    en: 'First reply is the median: of a person since they took it, of a team since the handover. In time is the share of first replies and solutions within their limits, of so many. Passed on is to a colleague or back into the queue.',
  },
  performanceNone: { zh: '这段时间还没有人接手过对话。', en: 'Nobody has taken a conversation in this time.' },
  taken: { zh: '接手', en: 'Taken' },
  firstReply: { zh: '首次回复', en: 'First reply' },
  firstInTime: { zh: '首次回复按时', en: 'First reply in time' },
  solvedInTime: { zh: '解决按时', en: 'Solved in time' },
  passedOn: { zh: '转出', en: 'Passed on' },
  ratings: { zh: '评价', en: 'Ratings' },
  risks: { zh: '可能流失的客户', en: 'Customers who may be leaving' },
  risksNone: { zh: '没有需要特别留意的客户。', en: 'Nobody stands out.' },
  risksMore: { zh: '另有 {count} 位没有显示。', en: '{count} more are not shown.' },
  lastContact: { zh: '最近联系 {at}', en: 'last contact {at}' },
  lost: { zh: '已流失', en: 'lost' },
  churnRate: { zh: '每月新客户的流失率（{days} 天没有联系算流失）', en: 'Churn of each month’s new customers (lost: no contact for {days} days)' },
  month: { zh: '月份', en: 'Month' },
  newlyActive: { zh: '新客户', en: 'New' },
  lostCount: { zh: '流失', en: 'Lost' },
  rate: { zh: '流失率', en: 'Rate' },
  winBack: { zh: '回流率', en: 'Came back' },
  stillOpen: { zh: '（还在变化）', en: '(still open)' },
  close: { zh: '关闭', en: 'Close' },
} as const satisfies Record<string, Pair>;

/** Names one of these texts. */
export type CareTextKey = keyof typeof TEXTS;

/** The text for a key in a language. */
export function sayCare(key: CareTextKey, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  return fillText(TEXTS[key][language], values);
}

/** A share as a percentage without decimals; a dash where there is none. */
export function sayShare(share: number | undefined): string {
  return share === undefined ? '–' : `${Math.round(share * 100)} %`;
}
