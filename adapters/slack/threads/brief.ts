import type { BriefView, Language } from '#core/protocol.ts';
import { FACTS, nameOf, ORDER_STATUSES, RISKS, TIERS } from '#core/protocol.ts';
import { ACTIONS } from '../action-ids.ts';
import { type Content, button, context, plainSection, section, type SlackBlock } from './content.ts';
import { escape, escapeName, slackDate } from './mrkdwn.ts';
import { nameMood } from './names.ts';
import { cutText } from './split.ts';

/** At most so many of a list; what is beyond stands in the console. */
const MOST = 8;
const SHORT = 200;
const SUGGESTION_LENGTH = 1_500;
/** Five parts and the suggestion stay well under what Slack takes altogether. */
const PART_LENGTH = 1_900;

/** The brief as the second post of a thread: who, what, mood, facts, what was tried and promised, next steps, a first reply. */
export function renderBrief(brief: BriefView, conversationId: string, language: Language, isOpen: boolean): Content {
  const zh = language === 'zh';
  const { suggestedReply } = brief;
  const parts = [sayWho(brief, language), sayWhat(brief, language), sayFacts(brief, language), sayDone(brief, language), sayNext(brief, language)].filter((part) => part.length > 0);
  const blocks: SlackBlock[] = parts.map((lines) => section(fit(lines)));
  const from = suggestedReply.title === undefined ? '' : aside(`${zh ? '依据：' : 'from: '}${escapeName(suggestedReply.title)}`, language);
  blocks.push(context(`💡 *${zh ? '建议的第一句回复' : 'Suggested first reply'}*${from}`));
  blocks.push(plainSection(cutText(suggestedReply.text, SUGGESTION_LENGTH)));
  if (isOpen) blocks.push({ type: 'actions', elements: [button(ACTIONS.draft, zh ? '用这个回复…' : 'Use this reply…', { conversationId, extra: '0' })] });
  return { text: cutText(`${zh ? '📋 交接摘要：' : '📋 Brief: '}${escapeName(brief.request)}`, 300), blocks };
}

/** Whole lines as far as they fit. */
function fit(lines: readonly string[]): string {
  let length = 0;
  return lines.filter((line) => (length += line.length + 1) <= PART_LENGTH).join('\n');
}

const short = (text: string): string => escapeName(cutText(text, SHORT));
/** Something beside: in the brackets and after the colon of the language. */
const aside = (text: string, language: Language): string => (language === 'zh' ? `（${text}）` : ` (${text})`);
const colon: Readonly<Record<Language, string>> = { zh: '：', en: ': ' };
/** Words of an answer without its Markdown. */
const plainWords = (text: string): string => text.replaceAll(/!?\[([^\]\n]*)\]\([^)\s]*\)/g, '$1').replaceAll(/(^|\s)[-*#>]+\s/g, '$1').replaceAll('**', '');
const few = <T>(list: readonly T[]): readonly T[] => list.slice(0, MOST);

function sayWho({ customer, risks = [] }: BriefView, language: Language): readonly string[] {
  const zh = language === 'zh';
  const { history, handedBack, kind } = customer;
  const because = customer.tierBecause ? aside(short(customer.tierBecause[language]), language) : '';
  return [
    `👤 *${zh ? '客户' : 'Customer'}* ${[short(customer.name), `${TIERS[customer.tier][language]}${because}`, ...(customer.since ? [zh ? `${escapeName(customer.since)} 起` : `since ${escapeName(customer.since)}`] : []), ...(customer.manager ? [zh ? `客户经理 ${short(customer.manager)}` : `account manager ${short(customer.manager)}`] : [])].filter((part) => part !== '').join(' · ')}`,
    ...few(customer.orders).map(({ number, product, status, date }) => `• ${[number, product, nameOf(ORDER_STATUSES, status, language), date].map(short).join(' · ')}`),
    ...few(customer.notes).map((note) => `• ${short(note)}`),
    ...(history && history.conversations > 0 ? [zh ? `• 以前联系过 ${history.conversations} 次` : `• ${history.conversations} earlier ${history.conversations === 1 ? 'conversation' : 'conversations'}`] : []),
    ...(handedBack ? [zh ? `• ${short(handedBack.by)} 曾交还给助理（${slackDate(handedBack.at, 'day')}）` : `• ${short(handedBack.by)} handed it back to the assistant (${slackDate(handedBack.at, 'day')})`] : []),
    ...few(customer.cases ?? []).map(({ id, title }) => `• ${zh ? '未结工单' : 'Open case'} ${short(id)} ${short(title)}`),
    ...(kind ? [`• ${short(kind.how[language])}`] : []),
    ...few(risks).map(({ risk, why }) => `⚠️ *${nameOf(RISKS, risk, language)}* ${short(why[language])}`),
  ];
}

function sayWhat({ request, requestWas, summary, rule, moods, moodTurn }: BriefView, language: Language): readonly string[] {
  const zh = language === 'zh';
  const summarised = summary?.[language] ?? summary?.zh ?? summary?.en;
  const path = moods.map(({ mood }) => nameMood(mood, language)).filter((mood, i, all) => mood !== all[i - 1]);
  const turn = moodTurn && (zh ? `；转折：“${short(moodTurn.text)}”` : `; turned at “${short(moodTurn.text)}”`);
  return [
    ...(request.trim() === '' ? [] : [`🎯 *${zh ? '诉求' : 'Wants'}* ${escapeName(cutText(request, 800))}`]),
    ...(requestWas === undefined ? [] : [zh ? `• 客户更正过，原来是：${short(requestWas)}` : `• corrected by the customer; before: ${short(requestWas)}`]),
    ...(summarised === undefined ? [] : [`• ${escapeName(cutText(summarised, 800))}`]),
    ...(rule.because ? [`• ${short(rule.because[language])}${rule.words.length > 0 ? `${colon[language]}${[...new Set(rule.words)].map((word) => `“${short(word)}”`).join(' ')}` : ''}`] : []),
    ...(path.length > 0 ? [`🌡️ *${zh ? '情绪' : 'Mood'}* ${path.join(' → ')}${turn ?? ''}`] : []),
  ];
}

function sayFacts({ facts, missing = [], checked, corrected = [] }: BriefView, language: Language): readonly string[] {
  const zh = language === 'zh';
  const unique = [...new Map(facts.map((fact) => [`${fact.kind}\n${fact.value}`, fact])).values()];
  return [
    ...few(unique).map(({ kind, value, was }) => `• ${nameOf(FACTS, kind, language)} \`${short(value)}\`${was === undefined ? '' : zh ? `（客户更正，原为 ${short(was)}）` : ` (corrected by the customer, was ${short(was)})`}`),
    ...few(corrected).map((text) => `• ${zh ? '客户补充' : 'The customer adds'} ${short(text)}`),
    ...(missing.length > 0 ? [`❓ *${zh ? '还缺' : 'Still missing'}* ${missing.map((name) => short(name[language])).join(zh ? '、' : ', ')}`] : []),
    ...(checked?.isRight ? [zh ? '☑️ 客户已确认无误' : '☑️ The customer has confirmed this'] : []),
  ].flatMap((line, i) => (i === 0 ? [`🔎 *${zh ? '事实' : 'Facts'}*`, line] : [line]));
}

function sayDone({ articlesShown, actions = [], promises }: BriefView, language: Language): readonly string[] {
  const zh = language === 'zh';
  const helped = { yes: zh ? '有帮助' : 'helped', no: zh ? '没帮上' : 'did not help', unknown: zh ? '不清楚是否有用' : 'not known whether it helped' };
  const kept = { yes: zh ? '已兑现' : 'kept', no: zh ? '*已超时*' : '*overdue*', open: zh ? '进行中' : 'open' };
  return [
    ...few(articlesShown).map((article) => `🧪 ${zh ? '给看过' : 'Shown'} ${short(article.title)}${aside(helped[article.helped], language)}`),
    ...few(actions).map(({ name, result }) => `⚙️ ${short(name[language])}${result === undefined ? '' : `${colon[language]}${short(result)}`}`),
    ...few(promises).map(({ text, agentName, dueAt, kept: how }) => `🤝 *${zh ? '答应过' : 'Promised'}* ${short(plainWords(text))}${agentName ? aside(short(agentName), language) : ''}${dueAt === undefined ? '' : ` ${zh ? '最迟' : 'by'} ${slackDate(dueAt, 'day')}`}${how === undefined ? '' : ` · ${kept[how]}`}`),
  ];
}

function sayNext({ nextSteps }: BriefView, language: Language): readonly string[] {
  if (nextSteps.length === 0) return [];
  return [`➡️ *${language === 'zh' ? '下一步' : 'Next steps'}*`, ...few(nextSteps).map((step, i) => `${i + 1}. ${escape(cutText(step[language], SHORT))}`)];
}
