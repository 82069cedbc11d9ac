import type { Language } from '#core/language.ts';
import type { SystemNotice } from '#core/protocol.ts';

/** A notice of the system as one line for a customer, where the channel has no page that words it; empty for what goes on among colleagues. */
export function sayNotice(notice: SystemNotice, language: Language): string {
  const zh = language === 'zh';
  switch (notice.kind) {
    case 'handed_over':
      if (!notice.open) return zh ? '已转给人工客服，上班后第一时间联系您。' : 'Passed to our people. They will write to you as soon as they are back.';
      return zh ? '已转人工，请稍候。' : 'Passed to a person. One moment, please.';
    case 'claimed':
      return zh ? `${notice.agentName} 来为您服务了。` : `${notice.agentName} is with you now.`;
    case 'transferred':
      return zh ? `${notice.agentName} 接着 ${notice.from} 为您服务。` : `${notice.agentName} goes on where ${notice.from} was.`;
    case 'released':
      return zh ? `${notice.agentName} 已把您的情况转给${notice.team?.zh ?? '其他同事'}，请稍候。` : `${notice.agentName} has passed you on to ${notice.team?.en ?? 'another colleague'}. One moment, please.`;
    case 'joined':
      return zh ? `${notice.agentName} 加入了对话。` : `${notice.agentName} has joined.`;
    case 'left':
      return zh ? `${notice.agentName} 离开了对话。` : `${notice.agentName} has left.`;
    case 'offered':
    case 'offer_ended':
    case 'routed':
    case 'limit_near':
    case 'limit_broken':
    case 'awaits_customer':
    case 'callback_due':
    case 'callback_late':
    case 'contact_seen':
    case 'not_sent':
    case 'case_words':
      // Among colleagues; no channel gets it.
      return '';
    case 'wait_longer':
      return zh ? '让您久等了，比我们说的要久，很抱歉。您可以继续等，也可以留个电话，我们打给您。' : 'This takes longer than we said, and we are sorry. You can go on waiting, or leave a number and we will call you.';
    case 'callback_done':
      return zh ? `${notice.agentName} 已经联系过您。` : `${notice.agentName} has been in touch with you.`;
    case 'callback_missed':
    case 'callback_moved':
      return sayCallback(notice, zh);
    case 'handed_back':
      return zh ? '智能助理继续为您服务。' : 'The assistant is back with you.';
    case 'closed':
      return zh ? '对话已结束。还有问题，随时在这里留言。' : 'The conversation has ended. Write here whenever you need us.';
    case 'reopened':
      return zh ? '对话继续。' : 'The conversation goes on.';
  }
}

function sayCallback({ kind, agentName, way, from, isLast }: Extract<SystemNotice, { kind: 'callback_missed' | 'callback_moved' }>, zh: boolean): string {
  const when = new Date(from).toLocaleString(zh ? 'zh-CN' : 'en-GB', { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  if (isLast) return zh ? '我们几次都没能联系上您。随时在这里留言，我们就接着处理。' : 'We could not reach you. Write here at any time, and we go on.';
  if (kind === 'callback_moved') return zh ? `${agentName} 把联系您的时间改到 ${when}。` : `${agentName} will get in touch at another time: ${when}.`;
  if (zh) return `${agentName} 刚才没能${way === 'phone' ? '打通您的电话' : '联系上您'}，会在 ${when} 再联系。`;
  return `${agentName} could not reach you just now and will try again: ${when}.`;
}
