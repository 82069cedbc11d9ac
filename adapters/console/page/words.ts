import type { Language, StaffMessage, StaffRole, SystemNotice } from '#core/protocol.ts';
import { LIMITS, MOODS, nameOf, PRIORITIES, REASONS } from '#core/protocol.ts';
import { sayCallbackNotice } from './callback-notices.ts';
import type { Pair } from './i18n.ts';
import { sayRouted } from './presence-words.ts';
import { sayMoment } from './time.ts';

/** Names of the signals that call for a person. */
export const SIGNAL_WORDS: Readonly<Record<string, Pair>> = {
  person: { zh: '要找人工', en: 'Asks for a person' },
  complaint: { zh: '投诉', en: 'Complaint' },
  danger: { zh: '人身安全', en: 'Danger to people' },
  law: { zh: '法律、媒体或监管', en: 'Law, press or regulator' },
  leaving: { zh: '要离开', en: 'Threat to leave' },
};

/** Names of the roles. */
export const ROLES: Readonly<Record<StaffRole, Pair>> = { agent: { zh: '客服', en: 'Agent' }, lead: { zh: '主管', en: 'Lead' } };

/** Names of the teams of the sample policy; a team of one's own shows by its key. */
export const TEAMS: Readonly<Record<string, Pair>> = {
  service: { zh: '客服组', en: 'Customer service' },
  complaints: { zh: '投诉处理组', en: 'Complaints team' },
  vip: { zh: '贵宾服务', en: 'VIP service' },
};

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
    case 'not_sent': {
      const what = notice.name[language];
      if (notice.why === 'order-moved-on') return zh ? `没有发“${what}”：订单状态已经变了（仅内部可见）` : `“${what}” was not sent: the order has moved on (only staff see this)`;
      return zh ? `没有发“${what}”：等到能发的时候已经过时了（仅内部可见）` : `“${what}” was not sent: by the time it could be, it was out of date (only staff see this)`;
    }
    case 'handed_back':
      return zh ? `${notice.agentName} 把对话交还给了助理` : `${notice.agentName} has handed the conversation back to the assistant`;
    case 'closed':
      if (notice.by === 'customer') return zh ? '客户结束了对话' : 'The customer ended the conversation';
      return zh ? `${notice.agentName ?? '客服'} 结束了对话` : `${notice.agentName ?? 'An agent'} closed the conversation`;
    case 'case_words':
      return zh ? `个案 ${notice.caseId} 该告诉客户进展了，系统不插话，请您来说，比如：“${notice.words}”（仅内部可见）` : `Case ${notice.caseId}: the customer is due some news. Baton does not interrupt you; you could say: “${notice.words}” (only staff see this)`;
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
