import type { Language } from '#core/language.ts';
import type { Message } from '#core/message.ts';
import type { SystemNotice } from '#core/protocol.ts';

/** A message as plain lines: sources are written out, and choices as a numbered list, since nothing can be pressed. */
export function renderPlain(message: Message, language: Language): string {
  const { citations = [], quickReplies = [], notice, agentName } = message.extras;
  if (notice) return `— ${renderNotice(notice, language)}`;
  const who = message.author === 'agent' ? (agentName ?? 'Agent') : 'Baton';
  return [
    `${who}: ${message.text.replaceAll('**', '').replaceAll(/^#+ /gm, '')}`,
    ...citations.map(({ number, title, headings }) => `  [${number}] ${[title, ...headings].join(' › ')}`),
    ...quickReplies.map(({ label }, i) => `  ${i + 1}) ${label}`),
  ].join('\n');
}

function renderNotice(notice: SystemNotice, language: Language): string {
  const zh = language === 'zh';
  switch (notice.kind) {
    case 'handed_over':
      return zh ? '已转人工，请稍候。' : 'Passed to a person. One moment, please.';
    case 'claimed':
      return zh ? `${notice.agentName} 正在为您服务。` : `${notice.agentName} is with you now.`;
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
    case 'limit_near':
    case 'limit_broken':
    case 'awaits_customer':
      // Among colleagues; no channel gets it.
      return '';
    case 'handed_back':
      return zh ? '助理继续为您服务。' : 'The assistant is back with you.';
    case 'closed':
      return zh ? '对话已结束。' : 'The conversation has ended.';
    case 'reopened':
      return zh ? '对话已重新开始。' : 'The conversation goes on.';
  }
}
