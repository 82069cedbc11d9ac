import type { ContactWay, Language, SystemNotice } from '#core/protocol.ts';
import { LIMITS } from '#core/protocol.ts';
import { escapeName, slackDate } from './mrkdwn.ts';
import { namePriority } from './names.ts';

/**
 * What a notice of the system says in a thread, as mrkdwn; empty for those that the card and the last line of the thread say
 * already.
 */
export function sayNotice(notice: SystemNotice, language: Language): string {
  const zh = language === 'zh';
  switch (notice.kind) {
    case 'handed_over':
    case 'closed':
    case 'handed_back':
      return '';
    case 'claimed':
      return zh ? `🙋 ${name(notice.agentName)} 接手了` : `🙋 ${name(notice.agentName)} has claimed it`;
    case 'transferred':
      return zh ? `🔁 ${name(notice.agentName)} 从 ${name(notice.from)} 手里接过来了` : `🔁 ${name(notice.agentName)} has taken it over from ${name(notice.from)}`;
    case 'released': {
      const team = notice.team?.[language];
      if (zh) return team ? `🔁 ${name(notice.agentName)} 转给了${escapeName(team)}` : `🔁 ${name(notice.agentName)} 放回了队列`;
      return team ? `🔁 ${name(notice.agentName)} has passed it to ${escapeName(team)}` : `🔁 ${name(notice.agentName)} has put it back into the queue`;
    }
    case 'joined':
      return zh ? `➕ ${name(notice.agentName)} 加入，一起回复客户` : `➕ ${name(notice.agentName)} has joined and writes to the customer as well`;
    case 'left':
      return zh ? `➖ ${name(notice.agentName)} 退出了` : `➖ ${name(notice.agentName)} has left`;
    case 'offered':
      return zh ? `🔁 ${name(notice.from)} 请 ${name(notice.agentName)} 接手` : `🔁 ${name(notice.from)} asks ${name(notice.agentName)} to take over`;
    case 'offer_ended':
      return sayOfferEnded(notice, zh);
    case 'routed':
      return sayRouted(notice, language);
    case 'limit_near': {
      const [limit, due] = [LIMITS[notice.clock][language], slackDate(notice.dueAt, 'time')];
      return zh ? `⏰ *时限快到了*：${limit}应在 ${due} 前` : `⏰ *Time limit near*: ${limit.toLowerCase()} due by ${due}`;
    }
    case 'limit_broken': {
      const [limit, due] = [LIMITS[notice.clock][language], slackDate(notice.dueAt, 'time')];
      const raised = notice.raisedTo && namePriority(notice.raisedTo, language);
      if (zh) return `🚨 *超时*，已通知主管：${limit}应在 ${due} 前${raised ? `；优先级升为 ${raised}` : ''}`;
      return `🚨 *Time limit broken*, the leads were told: ${limit.toLowerCase()} was due by ${due}${raised ? `; priority is now ${raised}` : ''}`;
    }
    case 'awaits_customer':
      return zh ? `⏸️ ${name(notice.agentName)} 在等客户回复，解决时限暂停` : `⏸️ ${name(notice.agentName)} needs an answer of the customer; the solution clock stands still`;
    case 'wait_longer':
      return zh ? '⏳ 等待比告诉客户的要久，已向客户致歉' : '⏳ The wait is longer than the customer was told; we said sorry';
    case 'callback_done':
    case 'callback_missed':
    case 'callback_moved':
    case 'callback_due':
    case 'callback_late':
    case 'contact_seen':
      return sayCallback(notice, zh);
    case 'not_sent': {
      const what = escapeName(notice.name[language]);
      if (notice.why === 'order-moved-on') return zh ? `🕰️ 没有发“${what}”：订单状态已经变了` : `🕰️ “${what}” was not sent: the order has moved on`;
      return zh ? `🕰️ 没有发“${what}”：等到能发的时候已经过时了` : `🕰️ “${what}” was not sent: by the time it could be, it was out of date`;
    }
    case 'case_words':
      return zh ? `💡 个案 ${notice.caseId} 该告诉客户进展了，系统不插话，请您来说，比如：“${escapeName(notice.words)}”` : `💡 Case ${notice.caseId}: the customer is due some news. Baton does not interrupt you; you could say: “${escapeName(notice.words)}”`;
    case 'reopened':
      return zh ? '👋 客户又来了' : '👋 The customer has come back';
  }
}

const name = (text: string): string => `*${escapeName(text)}*`;

function sayOfferEnded({ agentName, why }: Extract<SystemNotice, { kind: 'offer_ended' }>, zh: boolean): string {
  switch (why) {
    case 'declined':
      return zh ? `↩️ ${name(agentName)} 现在接不了` : `↩️ ${name(agentName)} cannot take it now`;
    case 'late':
      return zh ? `↩️ ${name(agentName)} 没有及时回应` : `↩️ ${name(agentName)} has not answered in time`;
    case 'withdrawn':
      return zh ? `↩️ 不再请 ${name(agentName)} 接手` : `↩️ ${name(agentName)} is no longer asked to take over`;
  }
}

function sayRouted({ what, agentName, because }: Extract<SystemNotice, { kind: 'routed' }>, language: Language): string {
  const who = name(agentName);
  const words: Readonly<Record<typeof what, readonly [string, string]>> = {
    assigned: [`📌 分给了 ${who}`, `📌 Given to ${who}`],
    offered: [`📌 请 ${who} 接手`, `📌 Offered to ${who}`],
    declined: [`📌 ${who} 现在接不了，找下一位同事`, `📌 ${who} cannot take it now; somebody else is asked`],
    late: [`📌 ${who} 没有及时回应，找下一位同事`, `📌 ${who} has not responded in time; somebody else is asked`],
    away: [`📌 ${who} 不在，找下一位同事`, `📌 ${who} is not there; somebody else is asked`],
    silent: [`📌 ${who} 不在，客户久等，放回了队列`, `📌 ${who} is not there and the customer waited too long; back in the queue`],
  };
  const [zh, en] = words[what];
  const reason = because ? escapeName(because[language]) : '';
  if (language === 'zh') return `${zh}${reason === '' ? '' : `：${reason}`}`;
  return `${en}${reason === '' ? '' : `: ${reason}`}`;
}

const CALLS: Readonly<Record<ContactWay, Readonly<Record<Language, string>>>> = {
  phone: { zh: '回电', en: 'callback' },
  email: { zh: '回邮件', en: 'e-mail' },
  chat: { zh: '回复', en: 'answer in the chat' },
};

type CallbackNotice = Extract<SystemNotice, { kind: 'callback_done' | 'callback_missed' | 'callback_moved' | 'callback_due' | 'callback_late' | 'contact_seen' }>;

function sayCallback(notice: CallbackNotice, zh: boolean): string {
  switch (notice.kind) {
    case 'callback_done':
      return zh ? `📞 ${name(notice.agentName)} 已按约定联系客户` : `📞 ${name(notice.agentName)} has reached the customer as agreed`;
    case 'callback_missed':
      if (notice.isLast) return zh ? `📞 ${name(notice.agentName)} 最后一次也没联系上客户` : `📞 ${name(notice.agentName)} could not reach the customer the last time either`;
      return zh ? `📞 ${name(notice.agentName)} 没联系上客户，改约 ${slackDate(notice.from, 'day')}` : `📞 ${name(notice.agentName)} could not reach the customer; next try ${slackDate(notice.from, 'day')}`;
    case 'callback_moved':
      return zh ? `📞 ${name(notice.agentName)} 把约定改到 ${slackDate(notice.from, 'day')}` : `📞 ${name(notice.agentName)} has moved it to ${slackDate(notice.from, 'day')}`;
    case 'callback_due':
      return zh ? `📞 约好的${CALLS[notice.way].zh}到时间了，最迟 ${slackDate(notice.until, 'day')}` : `📞 Time for the ${CALLS[notice.way].en} that was agreed, by ${slackDate(notice.until, 'day')}`;
    case 'callback_late':
      return zh ? `🚨 约好的${CALLS[notice.way].zh}超时了，已通知主管` : `🚨 The ${CALLS[notice.way].en} that was promised is late; the leads were told`;
    case 'contact_seen':
      return zh ? `👁️ ${name(notice.agentName)} 查看了客户的联系方式` : `👁️ ${name(notice.agentName)} has looked at how to reach the customer`;
  }
}
