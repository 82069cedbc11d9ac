import type { Bilingual, Language } from '../language.ts';
import type { CloseReason, ConversationState, LimitName, Priority, Tier } from './desk.ts';

/** Names of the customer tiers. */
export const TIERS: Readonly<Record<Tier, Bilingual>> = {
  vip: { zh: 'VIP 贵宾', en: 'VIP' },
  key: { zh: '主要客户', en: 'Key customer' },
  regular: { zh: '普通客户', en: 'Regular' },
  small: { zh: '小客户', en: 'Small' },
};

/** Whom nobody has named: there is no customer id. */
export const VISITOR: Bilingual = { zh: '访客', en: 'Visitor' };

/** Names of the priorities. */
export const PRIORITIES: Readonly<Record<Priority, Bilingual>> = {
  urgent: { zh: '紧急', en: 'Urgent' },
  high: { zh: '优先', en: 'High' },
  normal: { zh: '普通', en: 'Normal' },
  low: { zh: '不急', en: 'Low' },
};

/** Names of the states. */
export const STATES: Readonly<Record<ConversationState, Bilingual>> = {
  bot: { zh: '助理接待中', en: 'With the assistant' },
  waiting: { zh: '等待接手', en: 'Waiting' },
  human: { zh: '人工处理中', en: 'With a person' },
  closed: { zh: '已结束', en: 'Closed' },
};

/** Names of the closing reasons. */
export const CLOSE_WORDS: Readonly<Record<CloseReason, Bilingual>> = {
  resolved: { zh: '已解决', en: 'Resolved' },
  no_answer: { zh: '客户没有回应', en: 'No answer from the customer' },
  duplicate: { zh: '重复的对话', en: 'Duplicate' },
  spam: { zh: '骚扰或广告', en: 'Spam' },
  other: { zh: '其他原因', en: 'Another reason' },
};

/** Names of the handover reasons that Baton knows. */
export const REASONS: Readonly<Record<string, Bilingual>> = {
  asked: { zh: '客户要求人工', en: 'Asked for a person' },
  danger: { zh: '人身或财产危险', en: 'Danger' },
  law: { zh: '涉及法律、媒体或监管', en: 'Law, press or regulator' },
  complaint: { zh: '投诉', en: 'Complaint' },
  vip: { zh: '贵宾客户', en: 'VIP customer' },
  mood: { zh: '情绪激动', en: 'Strong feelings' },
  unhelpful: { zh: '两次回答没帮上', en: 'Two answers did not help' },
  'not-understood': { zh: '没能答上来', en: 'Could not be answered' },
  'model-failed': { zh: '助理出错', en: 'The assistant failed' },
  leaving: { zh: '客户想离开', en: 'Wants to leave' },
  'taken-over': { zh: '同事主动接手', en: 'A colleague stepped in' },
};

/** Names of the time limits. */
export const LIMITS: Readonly<Record<LimitName, Bilingual>> = {
  firstReply: { zh: '首次回复', en: 'First reply' },
  nextReply: { zh: '下次回复', en: 'Next reply' },
  solution: { zh: '解决', en: 'Solution' },
};

/** Names of the moods. */
export const MOODS: Readonly<Record<string, Bilingual>> = {
  angry: { zh: '生气', en: 'angry' },
  worried: { zh: '担心', en: 'worried' },
  disappointed: { zh: '失望', en: 'disappointed' },
  confused: { zh: '困惑', en: 'confused' },
  urgent: { zh: '着急', en: 'pressed' },
  pleased: { zh: '满意', en: 'pleased' },
  neutral: { zh: '平静', en: 'calm' },
};

/** Names of the kinds of facts. */
export const FACTS: Readonly<Record<string, Bilingual>> = {
  order: { zh: '订单号', en: 'Order' },
  phone: { zh: '电话', en: 'Phone' },
  email: { zh: '邮箱', en: 'E-mail' },
  amount: { zh: '金额', en: 'Amount' },
  date: { zh: '日期', en: 'Date' },
  time: { zh: '时间', en: 'Time' },
  product: { zh: '产品', en: 'Product' },
  'id-card': { zh: '身份证号', en: 'Resident ID' },
  'bank-card': { zh: '银行卡号', en: 'Bank card' },
  address: { zh: '地址', en: 'Address' },
  name: { zh: '姓名', en: 'Name' },
};

/** How far an order has got. */
export const ORDER_STATUSES: Readonly<Record<string, Bilingual>> = {
  paid: { zh: '已付款', en: 'paid' },
  shipped: { zh: '已发货', en: 'shipped' },
  delivered: { zh: '已签收', en: 'delivered' },
  returning: { zh: '退货中', en: 'being returned' },
  refunded: { zh: '已退款', en: 'refunded' },
};

/** Names of the channels. */
export const CHANNELS: Readonly<Record<string, Bilingual>> = {
  web: { zh: '网页', en: 'Web' },
  terminal: { zh: '终端', en: 'Terminal' },
  botpress: { zh: 'Botpress', en: 'Botpress' },
  slack: { zh: 'Slack', en: 'Slack' },
};

/** Names of risks. */
export const RISKS: Readonly<Record<string, Bilingual>> = {
  danger: { zh: '危险', en: 'Danger' },
  law: { zh: '法律', en: 'Law' },
  public: { zh: '公开', en: 'Public' },
  late: { zh: '超时', en: 'Overdue' },
  leaving: { zh: '流失', en: 'Leaving' },
  vip: { zh: '贵宾', en: 'VIP' },
  repeated: { zh: '反复', en: 'Repeated' },
};

/** The name of a code in a language; a code that the table does not know shows as it is. */
export function nameOf(table: Readonly<Record<string, Bilingual>>, code: string, language: Language): string {
  return Object.hasOwn(table, code) ? (table[code]?.[language] ?? code) : code;
}
