import { CLOSE_WORDS } from '#core/protocol.ts';
import { sayTalker } from './card.ts';
import { type Content, context, plainSection, section } from './content.ts';
import { escapeName } from './mrkdwn.ts';
import type { Sight } from './sight.ts';
import { cutText } from './split.ts';

const COMMENT_LENGTH = 1_000;

/** That a colleague talks with the customer in this thread from now on, or no longer does. */
export function saySwitched({ thread, language }: Sight): Content {
  const text = thread.talker ? sayTalker(thread.talker.name, language) : language === 'zh' ? '📝 *改回内部备注*：此串的回复客户都看不到' : '📝 *Back to notes*: the customer sees nothing of what is written in this thread';
  return { text, blocks: [section(text)] };
}

/** How a handover ended; `undefined` while it has not. */
export function sayEnd({ handover, conversation, summary, messages, language }: Sight): Content | undefined {
  if (handover.endedAt === undefined) return undefined;
  const zh = language === 'zh';
  const notice = messages.findLast(({ notice: each, at, segment }) => each?.kind === (handover.outcome === 'closed' ? 'closed' : 'handed_back') && segment === handover.segment && at <= (handover.endedAt ?? 0))?.notice;
  const by = notice && 'agentName' in notice && notice.agentName !== undefined ? notice.agentName : summary.agentName;
  const who = by === undefined ? '' : `*${escapeName(by)}* `;
  const text = ((): string => {
    if (handover.outcome !== 'closed') return zh ? `🤖 ${who}已交还给助理，助理继续接待` : `🤖 ${who}handed it back; the assistant goes on`;
    if (notice?.kind === 'closed' && notice.by === 'customer') return zh ? '🚪 *客户结束了对话*' : '🚪 *The customer ended the conversation*';
    const reason = conversation.segment === handover.segment && conversation.closeReason ? CLOSE_WORDS[conversation.closeReason][language] : '';
    return zh ? `✅ ${who}结束了对话${reason === '' ? '' : `：${reason}`}` : `✅ ${who}closed the conversation${reason === '' ? '' : `: ${reason}`}`;
  })();
  return { text, blocks: [section(text)] };
}

/** What the customer thought of it; `undefined` until they have said so. */
export function sayRating({ handover, conversation, language }: Sight): Content | undefined {
  const { rating, ratingComment = '' } = conversation;
  if (handover.outcome !== 'closed' || rating === undefined || conversation.segment !== handover.segment) return undefined;
  const stars = `${'★'.repeat(rating)}${'☆'.repeat(Math.max(0, 5 - rating))}`;
  const text = language === 'zh' ? `⭐ *客户评价 ${stars}*（${rating}/5）` : `⭐ *Rated by the customer: ${stars}* (${rating}/5)`;
  return { text: ratingComment === '' ? text : `${text}\n${escapeName(cutText(ratingComment, COMMENT_LENGTH))}`, blocks: [section(text), ...(ratingComment === '' ? [] : [plainSection(cutText(ratingComment, COMMENT_LENGTH))])] };
}

/** That the customer has come back after the end. */
export function sayReopened({ handover, conversation, language }: Sight): Content | undefined {
  if (handover.outcome !== 'closed' || conversation.segment === handover.segment) return undefined;
  const text = language === 'zh' ? '👋 客户又来了，助理先接待；要转人工时会另开一个消息串' : '👋 The customer has come back and is with the assistant; another handover gets a thread of its own';
  return { text, blocks: [context(text)] };
}
