import type { StaffMessage } from '#core/protocol.ts';
import { customerName } from './card.ts';
import { escapeName, slackDate } from './mrkdwn.ts';
import { nameMood } from './names.ts';
import { sayNotice } from './notices.ts';
import { belongs, type Sight } from './sight.ts';
import { cutText } from './split.ts';

/** Nobody looks into a thread that nobody answers: these are told to everybody in the channel. */
const LOUD: ReadonlySet<string> = new Set(['limit_broken', 'callback_late']);

/** A message as it shows in a thread. */
export type Line = {
  readonly message: StaffMessage;
  /** Who, to whom and when, with Slack's marks. */
  readonly head: string;
  /** What was said; empty where the head says it all. */
  readonly body: string;
  /** Is the body an answer in Markdown? Everything else shows letter by letter. */
  readonly isMarkdown: boolean;
  /** Under it, with Slack's marks; empty for nothing. */
  readonly foot: string;
  /** It has a post of its own, for it can be changed, or seen, or files come after it. */
  readonly isAlone: boolean;
  /** It is shown in the channel too, for somebody must do something now. */
  readonly isLoud: boolean;
};

/** The lines of a thread by `seq`; what never reached the customer or is said elsewhere has none. */
export function renderLines(sight: Sight): ReadonlyMap<number, Line> {
  const lines = new Map<number, Line>();
  let mood: string | undefined;
  for (const message of sight.messages) {
    const changed = message.understanding && message.understanding.mood !== mood ? { from: mood, to: message.understanding.mood } : undefined;
    mood = message.understanding?.mood ?? mood;
    if (!belongs(sight, message)) continue;
    const line = renderLine(message, sight, changed);
    if (line) lines.set(message.seq, line);
  }
  return lines;
}

type MoodChange = { readonly from: string | undefined; readonly to: string };

function renderLine(message: StaffMessage, sight: Sight, mood: MoodChange | undefined): Line | undefined {
  const { language } = sight;
  const zh = language === 'zh';
  const { author, visibility, notice, status, removedAt, editedAt, earlier = [], files = [] } = message;
  const time = slackDate(message.at, 'time');
  const line = (head: string, more: Partial<Line> = {}): Line => ({ message, head: `${head} · ${time}`, body: message.text, isMarkdown: false, foot: '', isAlone: false, isLoud: false, ...more });
  if (notice) {
    const words = sayNotice(notice, language);
    const isLoud = LOUD.has(notice.kind);
    return words === '' ? undefined : line(words, { body: '', isLoud, isAlone: isLoud });
  }
  if (author === 'bot' && status === 'withheld') return undefined;
  const who = sayWho(message, sight);
  const edited = editedAt === undefined || removedAt !== undefined ? '' : zh ? ' · 已编辑' : ' · edited';
  const failed = status === 'failed' ? (zh ? ' · ⚠️ *没能送到客户那里*' : ' · ⚠️ *could not be brought to the customer*') : '';
  const isReply = author === 'agent' && visibility === 'all';
  const isAlone = isReply || files.length > 0;
  if (removedAt !== undefined) {
    const before = earlier.at(-1)?.text ?? '';
    return line(`🗑️ ${zh ? `${who} *已撤回*（仅内部可见原文）` : `${who} *taken back* (only staff see what it said)`}`, { body: before, isAlone });
  }
  const feeling = author === 'customer' && mood && (mood.from !== undefined || mood.to !== 'neutral') ? ` · ${mood.from === undefined ? '' : `${nameMood(mood.from, language)} → `}${nameMood(mood.to, language)}` : '';
  const before = editedAt === undefined ? undefined : earlier.at(-1)?.text;
  const feet = [
    ...(before === undefined || before === '' ? [] : [zh ? `原来是：${escapeName(cutText(before, 300))}` : `before: ${escapeName(cutText(before, 300))}`]),
    ...files.map(({ name, size }) => `📎 ${escapeName(name)} (${saySize(size)})`),
    ...(message.citations ?? []).map(({ number, title }) => `[${number}] ${escapeName(title)}`),
  ];
  return line(`${who}${edited}${feeling}${failed}`, { isMarkdown: author === 'bot', foot: feet.join(' · '), isAlone });
}

function sayWho(message: StaffMessage, sight: Sight): string {
  const zh = sight.language === 'zh';
  const { author, visibility, agentName = '', asks } = message;
  const name = `*${escapeName(agentName === '' ? (zh ? '客服' : 'Agent') : agentName)}*`;
  switch (author) {
    case 'customer':
      return `👤 *${escapeName(customerName(sight))}*`;
    case 'bot':
      return zh ? '🤖 *助理* → 客户' : '🤖 *Assistant* → customer';
    case 'system':
      return visibility === 'all' ? (zh ? '⚙️ *系统* → 客户' : '⚙️ *Baton* → customer') : zh ? '⚙️ *系统*' : '⚙️ *Baton*';
    case 'agent':
      if (visibility === 'all') return zh ? `💬 ${name} → 客户` : `💬 ${name} → customer`;
      if (asks) return zh ? `💭 ${name} 请 *${escapeName(asks.name)}* 出主意（内部）` : `💭 ${name} asks *${escapeName(asks.name)}* for advice (internal)`;
      return zh ? `📝 ${name} 内部备注（客户看不到）` : `📝 ${name} internal note (the customer does not see it)`;
  }
}

/** A file's size as people say it. */
export function saySize(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${(bytes / (1024 * 1024)).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
