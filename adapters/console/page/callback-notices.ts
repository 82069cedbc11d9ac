import type { CallbackView, ContactWay, Language, SystemNotice } from '#core/protocol.ts';
import { sayClock, sayMoment } from './time.ts';

type CallbackNotice = Extract<SystemNotice, { kind: 'wait_longer' | 'callback_done' | 'callback_missed' | 'callback_moved' | 'callback_due' | 'callback_late' | 'contact_seen' }>;

/** What staff do to reach a customer, by way. */
export const CALL_WORDS: Readonly<Record<ContactWay, Readonly<Record<Language, string>>>> = {
  phone: { zh: '回电', en: 'Call back' },
  email: { zh: '回邮件', en: 'Write an e-mail' },
  chat: { zh: '在这里回复', en: 'Answer here' },
};

/** A promised window, in the reader's time: `14:00–14:30`, or by when. */
export function sayPromise({ from, until, isTimed }: Pick<CallbackView, 'from' | 'until' | 'isTimed'>, now: number, language: Language): string {
  if (!isTimed) return language === 'zh' ? `最迟 ${sayMoment(until, now, language)}` : `by ${sayMoment(until, now, language)}`;
  const isShort = until - from < 12 * 3600_000;
  return `${sayMoment(from, now, language)}–${isShort ? sayClock(until, language) : sayMoment(until, now, language)}`;
}

/** What a notice about waiting and callbacks says to staff. `at` is when it came, Unix ms. */
export function sayCallbackNotice(notice: CallbackNotice, language: Language, at: number): string {
  const zh = language === 'zh';
  switch (notice.kind) {
    case 'wait_longer':
      return zh ? '等待比告诉客户的要久，已向客户致歉' : 'The wait is longer than the customer was told; we said sorry';
    case 'callback_done':
      return zh ? `${notice.agentName} 已按约定联系客户` : `${notice.agentName} has reached the customer as agreed`;
    case 'callback_missed':
      if (notice.isLast) return zh ? `${notice.agentName} 最后一次也没联系上客户，已告知怎样再找我们` : `${notice.agentName} could not reach the customer the last time either; they were told how to go on`;
      return zh ? `${notice.agentName} 没联系上客户，改约 ${sayPromise(notice, at, language)}，已告知客户` : `${notice.agentName} could not reach the customer; next try ${sayPromise(notice, at, language)}, which they were told`;
    case 'callback_moved':
      return zh ? `${notice.agentName} 把约定时间改到 ${sayPromise(notice, at, language)}，已告知客户` : `${notice.agentName} has moved it to ${sayPromise(notice, at, language)}, which the customer was told`;
    case 'callback_due':
      return zh ? `约好的${CALL_WORDS[notice.way].zh}到时间了，最迟 ${sayMoment(notice.until, at, language)}（仅内部可见）` : `${CALL_WORDS[notice.way].en}: it is time, by ${sayMoment(notice.until, at, language)} (only staff see this)`;
    case 'callback_late':
      return zh ? `约好的${CALL_WORDS[notice.way].zh}超时了，已通知主管（仅内部可见）` : `${CALL_WORDS[notice.way].en}: promised and late; the leads were told (only staff see this)`;
    case 'contact_seen':
      return zh ? `${notice.agentName} 查看了客户的${notice.way === 'email' ? '邮箱' : '电话号码'}（仅内部可见）` : `${notice.agentName} has looked at the customer's ${notice.way === 'email' ? 'e-mail address' : 'number'} (only staff see this)`;
  }
}
