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
    case 'handed_back':
      return zh ? '助理继续为您服务。' : 'The assistant is back with you.';
    case 'closed':
      return zh ? '对话已结束。' : 'The conversation has ended.';
    case 'reopened':
      return zh ? '对话已重新开始。' : 'The conversation goes on.';
  }
}
