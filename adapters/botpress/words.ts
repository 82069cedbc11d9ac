import type { Language } from '#core/language.ts';
import type { SystemNotice } from '#core/protocol.ts';

const time = (at: number, zh: boolean): string => new Date(at).toLocaleString(zh ? 'zh-CN' : 'en-GB', { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' });

/** A notice of the system in words for the customer; empty for what is said among colleagues only. */
export function noticeWords(notice: SystemNotice, language: Language): string {
  const zh = language === 'zh';
  switch (notice.kind) {
    case 'handed_over':
      if (!notice.open) return zh ? '已转给人工客服，上班后第一时间联系您。' : 'You have been passed to our people. They will write to you as soon as they are back.';
      return zh ? '已转人工，请稍候。' : 'You are being passed to a person. One moment, please.';
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
    case 'wait_longer':
      return zh ? '让您久等了，比我们说的要久，很抱歉。您可以继续等，也可以留个电话，我们打给您。' : 'This takes longer than we said, and we are sorry. You can go on waiting, or leave a number and we will call you.';
    case 'callback_done':
      return zh ? `${notice.agentName} 已经联系过您。` : `${notice.agentName} has been in touch with you.`;
    case 'callback_missed':
      if (notice.isLast) return zh ? '我们几次都没能联系上您。随时在这里留言，我们就接着处理。' : 'We could not reach you. Write here at any time, and we go on.';
      return zh ? `${notice.agentName} 刚才没能联系上您，会在 ${time(notice.from, zh)} 再联系。` : `${notice.agentName} could not reach you just now and will try again: ${time(notice.from, zh)}.`;
    case 'callback_moved':
      return zh ? `${notice.agentName} 把联系您的时间改到 ${time(notice.from, zh)}。` : `${notice.agentName} will get in touch at another time: ${time(notice.from, zh)}.`;
    case 'handed_back':
      return zh ? '智能助理继续为您服务。' : 'The assistant is back with you.';
    case 'closed':
      return zh ? '对话已结束。还有问题，随时在这里留言。' : 'The conversation has ended. Write here whenever you need us.';
    case 'reopened':
      return zh ? '对话继续。' : 'The conversation goes on.';
    case 'offered':
    case 'offer_ended':
    case 'routed':
    case 'limit_near':
    case 'limit_broken':
    case 'awaits_customer':
    case 'callback_due':
    case 'callback_late':
    case 'contact_seen':
      return '';
  }
}

/** What a thing that came without words is called. */
export function kindWords(kind: string, language: Language): string {
  const [zh, en] = KINDS[kind] ?? ['其他内容', 'something else'];
  return `[${language === 'zh' ? zh : en}]`;
}

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  image: ['图片', 'image'],
  audio: ['语音', 'voice message'],
  video: ['视频', 'video'],
  file: ['文件', 'file'],
  location: ['位置', 'location'],
};

/** What stands on the button that opens a source. */
export function openWords(language: Language): string {
  return language === 'zh' ? '查看原文' : 'Read more';
}

/** Asks to choose, above choices that cannot stand under the answer itself. */
export function chooseWords(language: Language): string {
  return language === 'zh' ? '您可以选：' : 'You can choose:';
}
