import type { CloseReason, ConversationState, Language, LimitName, Priority, StaffMessage, StaffRole, SystemNotice, Tier } from '#core/protocol.ts';
import { sayCallbackNotice } from './callback-notices.ts';
import type { Pair } from './i18n.ts';
import { sayRouted } from './presence-words.ts';
import { sayMoment } from './time.ts';

/** Names of the customer tiers. */
export const TIERS: Readonly<Record<Tier, Pair>> = {
  vip: { zh: 'VIP 贵宾', en: 'VIP' },
  key: { zh: '主要客户', en: 'Key customer' },
  regular: { zh: '普通客户', en: 'Regular' },
  small: { zh: '小客户', en: 'Small' },
};

/** Whom nobody has named: there is no customer id. */
export const VISITOR: Pair = { zh: '访客', en: 'Visitor' };

/** Names of the priorities. */
export const PRIORITIES: Readonly<Record<Priority, Pair>> = {
  urgent: { zh: '紧急', en: 'Urgent' },
  high: { zh: '优先', en: 'High' },
  normal: { zh: '普通', en: 'Normal' },
  low: { zh: '不急', en: 'Low' },
};

/** Names of the states. */
export const STATES: Readonly<Record<ConversationState, Pair>> = {
  bot: { zh: '助理接待中', en: 'With the assistant' },
  waiting: { zh: '等待接手', en: 'Waiting' },
  human: { zh: '人工处理中', en: 'With a person' },
  closed: { zh: '已结束', en: 'Closed' },
};

/** Names of the signals that call for a person. */
export const SIGNAL_WORDS: Readonly<Record<string, Pair>> = {
  person: { zh: '要找人工', en: 'Asks for a person' },
  complaint: { zh: '投诉', en: 'Complaint' },
  danger: { zh: '人身安全', en: 'Danger to people' },
  law: { zh: '法律、媒体或监管', en: 'Law, press or regulator' },
  leaving: { zh: '要离开', en: 'Threat to leave' },
};

/** Names of the closing reasons. */
export const CLOSE_WORDS: Readonly<Record<CloseReason, Pair>> = {
  resolved: { zh: '已解决', en: 'Resolved' },
  no_answer: { zh: '客户没有回应', en: 'No answer from the customer' },
  duplicate: { zh: '重复的对话', en: 'Duplicate' },
  spam: { zh: '骚扰或广告', en: 'Spam' },
  other: { zh: '其他原因', en: 'Another reason' },
};

/** Names of the roles. */
export const ROLES: Readonly<Record<StaffRole, Pair>> = { agent: { zh: '客服', en: 'Agent' }, lead: { zh: '主管', en: 'Lead' } };

/** Names of the handover reasons that Baton knows. */
export const REASONS: Readonly<Record<string, Pair>> = {
  asked: { zh: '客户要求人工', en: 'Asked for a person' },
  danger: { zh: '人身或财产危险', en: 'Danger' },
  law: { zh: '涉及法律、媒体或监管', en: 'Law, press or regulator' },
  complaint: { zh: '投诉', en: 'Complaint' },
  vip: { zh: '贵宾客户', en: 'VIP customer' },
  mood: { zh: '情绪激动', en: 'Strong feelings' },
  unhelpful: { zh: '两次回答没帮上', en: 'Two answers did not help' },
  'not-understood': { zh: '两次没听懂', en: 'Not understood twice' },
  'model-failed': { zh: '助理出错', en: 'The assistant failed' },
  leaving: { zh: '客户想离开', en: 'Wants to leave' },
  'taken-over': { zh: '同事主动接手', en: 'A colleague stepped in' },
};

/** Names of the teams of the sample policy; a team of one's own shows by its key. */
export const TEAMS: Readonly<Record<string, Pair>> = {
  service: { zh: '客服组', en: 'Customer service' },
  complaints: { zh: '投诉处理组', en: 'Complaints team' },
  vip: { zh: '贵宾服务', en: 'VIP service' },
};

/** Names of the time limits. */
export const LIMITS: Readonly<Record<LimitName, Pair>> = {
  firstReply: { zh: '首次回复', en: 'First reply' },
  nextReply: { zh: '下次回复', en: 'Next reply' },
  solution: { zh: '解决', en: 'Solution' },
};

/** Names of the moods. */
export const MOODS: Readonly<Record<string, Pair>> = {
  angry: { zh: '生气', en: 'angry' },
  worried: { zh: '担心', en: 'worried' },
  disappointed: { zh: '失望', en: 'disappointed' },
  confused: { zh: '困惑', en: 'confused' },
  urgent: { zh: '着急', en: 'pressed' },
  pleased: { zh: '满意', en: 'pleased' },
  neutral: { zh: '平静', en: 'calm' },
};

/** Names of the kinds of facts. */
export const FACTS: Readonly<Record<string, Pair>> = {
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
export const ORDER_STATUSES: Readonly<Record<string, Pair>> = {
  paid: { zh: '已付款', en: 'paid' },
  shipped: { zh: '已发货', en: 'shipped' },
  delivered: { zh: '已签收', en: 'delivered' },
  returning: { zh: '退货中', en: 'being returned' },
  refunded: { zh: '已退款', en: 'refunded' },
};

/** Names of the channels. */
export const CHANNELS: Readonly<Record<string, Pair>> = {
  web: { zh: '网页', en: 'Web' },
  terminal: { zh: '终端', en: 'Terminal' },
  botpress: { zh: 'Botpress', en: 'Botpress' },
  slack: { zh: 'Slack', en: 'Slack' },
};

/** The name of a code in a language; a code that the table does not know shows as it is. */
export function nameOf(table: Readonly<Record<string, Pair>>, code: string, language: Language): string {
  return Object.hasOwn(table, code) ? (table[code]?.[language] ?? code) : code;
}

/** What a system notice says to staff, in their language. `at` is when it came, Unix ms. */
export function sayNotice(notice: SystemNotice, language: Language, at: number): string {
  const zh = language === 'zh';
  switch (notice.kind) {
    case 'handed_over': {
      const reason = nameOf(REASONS, notice.reason, language);
      if (notice.open || notice.opensAt === undefined) return zh ? `已转人工：${reason}` : `Handed over to staff: ${reason}`;
      const opens = sayMoment(notice.opensAt, at, language);
      return zh ? `已转人工：${reason}。当时不在服务时间，已告知客户 ${opens} 上班` : `Handed over to staff: ${reason}. Off hours; the customer was told ${opens}`;
    }
    case 'claimed':
      return zh ? `${notice.agentName} 接手了对话` : `${notice.agentName} claimed the conversation`;
    case 'transferred':
      return zh ? `${notice.agentName} 从 ${notice.from} 手里接过了对话` : `${notice.agentName} has taken the conversation over from ${notice.from}`;
    case 'released': {
      const team = notice.team?.[language];
      if (zh) return team ? `${notice.agentName} 把对话转给了${team}` : `${notice.agentName} 把对话放回了队列`;
      return team ? `${notice.agentName} has passed the conversation to ${team}` : `${notice.agentName} has put the conversation back into the queue`;
    }
    case 'joined':
      return zh ? `${notice.agentName} 加入了对话` : `${notice.agentName} has joined`;
    case 'left':
      return zh ? `${notice.agentName} 离开了对话` : `${notice.agentName} has left`;
    case 'offered':
      return zh ? `${notice.from} 请 ${notice.agentName} 接手（仅内部可见）` : `${notice.from} asks ${notice.agentName} to take over (only staff see this)`;
    case 'offer_ended':
      return sayOfferEnded(notice, zh);
    case 'routed':
      return sayRouted(notice, language);
    case 'limit_near': {
      const [name, due] = [LIMITS[notice.clock][language], sayMoment(notice.dueAt, at, language)];
      return zh ? `时限快到了：${name}应在 ${due} 前（仅内部可见）` : `Time limit near: ${name.toLowerCase()} due by ${due} (only staff see this)`;
    }
    case 'limit_broken': {
      const [name, due] = [LIMITS[notice.clock][language], sayMoment(notice.dueAt, at, language)];
      const raised = notice.raisedTo && nameOf(PRIORITIES, notice.raisedTo, language);
      if (zh) return `超时，已通知主管：${name}应在 ${due} 前${raised ? `；优先级升为“${raised}”` : ''}（仅内部可见）`;
      return `Time limit broken and escalated: ${name.toLowerCase()} was due by ${due}${raised ? `; priority is now ${raised.toLowerCase()}` : ''} (only staff see this)`;
    }
    case 'awaits_customer':
      return zh ? `${notice.agentName} 在等客户回复，解决时限暂停（仅内部可见）` : `${notice.agentName} needs an answer of the customer; the solution clock stands still (only staff see this)`;
    case 'wait_longer':
    case 'callback_done':
    case 'callback_missed':
    case 'callback_moved':
    case 'callback_due':
    case 'callback_late':
    case 'contact_seen':
      return sayCallbackNotice(notice, language, at);
    case 'handed_back':
      return zh ? `${notice.agentName} 把对话交还给了助理` : `${notice.agentName} has handed the conversation back to the assistant`;
    case 'closed':
      if (notice.by === 'customer') return zh ? '客户结束了对话' : 'The customer ended the conversation';
      return zh ? `${notice.agentName ?? '客服'} 结束了对话` : `${notice.agentName ?? 'An agent'} closed the conversation`;
    case 'reopened':
      return zh ? '客户又来了，对话重新开始' : 'The customer came back; the conversation is open again';
  }
}

function sayOfferEnded({ agentName, why }: Extract<SystemNotice, { kind: 'offer_ended' }>, zh: boolean): string {
  switch (why) {
    case 'declined':
      return zh ? `${agentName} 现在接不了，对话仍由原来的同事处理（仅内部可见）` : `${agentName} cannot take it now; its owner goes on (only staff see this)`;
    case 'late':
      return zh ? `${agentName} 没有及时回应，对话仍由原来的同事处理（仅内部可见）` : `${agentName} has not answered in time; its owner goes on (only staff see this)`;
    case 'withdrawn':
      return zh ? `请 ${agentName} 接手的请求已收回（仅内部可见）` : `${agentName} is no longer asked to take over (only staff see this)`;
  }
}

/** How a sentiment in [-1, 1] reads at a glance; a calm message is not coloured for a small dip. */
export function moodTone(sentiment: number, mood: string): 'bad' | 'low' | 'even' | 'good' {
  if (sentiment <= -0.5) return 'bad';
  if (mood === 'neutral') return 'even';
  if (sentiment <= -0.15) return 'low';
  return sentiment >= 0.25 ? 'good' : 'even';
}

/** What a message's understanding says when one points at it; `undefined` when it was not understood at all. */
export function sayUnderstanding(
  understanding: NonNullable<StaffMessage['understanding']>,
  language: Language,
): { readonly mood: string; readonly intent: string | undefined; readonly confidence: number | undefined; readonly sentiment: string } {
  const { intentName, intent, confidence, sentiment, mood } = understanding;
  return {
    mood: nameOf(MOODS, mood, language),
    intent: intentName?.[language] ?? intent,
    confidence: confidence === undefined ? undefined : Math.round(confidence * 100),
    sentiment: `${sentiment > 0 ? '+' : ''}${sentiment.toFixed(1)}`,
  };
}
