import type { ConversationSummary, Language } from '#core/protocol.ts';
import { CHANNELS, nameOf, REASONS, STATES, TIERS } from '#core/protocol.ts';
import { ACTIONS } from '../action-ids.ts';
import { type Content, button, context, header, linkButton, menu, section, type SlackBlock } from './content.ts';
import { sayLimit } from './countdown.ts';
import { escape, escapeName, inLine, slackDate, slackLink } from './mrkdwn.ts';
import { nameCustomer, namePriority } from './names.ts';
import type { Sight } from './sight.ts';

/** The first post of a thread, and when it will no longer be right (Unix ms) though nothing happens. */
export type Card = { readonly content: Content; readonly until: number | undefined };

/** The card of a handover: who, why, how pressing, since when, by when, who has it, and what can be done. */
export function renderCard(sight: Sight): Card {
  const { handover, summary, language, now, team, thread } = sight;
  const zh = language === 'zh';
  const isEnded = handover.endedAt !== undefined;
  const customer = customerName(sight);
  const [priority, reason, tier] = [namePriority(handover.priority, language), nameOf(REASONS, handover.reason, language), TIERS[sight.conversation.tier][language]];
  const limits = isEnded ? [] : (summary.limits ?? []).map((limit) => sayLimit(limit, language, now));
  const ends = limits.flatMap(({ until }) => (until === undefined ? [] : [until]));
  const place = [escapeName(team[language]), nameOf(CHANNELS, summary.channel, language), zh ? `转接于 ${slackDate(handover.openedAt, 'day')}` : `handed over ${slackDate(handover.openedAt, 'day')}`];
  const blocks: SlackBlock[] = [
    header(`${isEnded ? '✅' : priority} · ${reason} · ${customer}`),
    section([`*${escapeName(customer)}* · ${tier}`, sayState(sight), ...limits.map(({ line }) => line), ...sayCallback(summary, language)].join('\n')),
    context(place.join(' · ')),
    ...sayOthers(sight).map(context),
    ...(thread.talker && !isEnded ? [context(sayTalker(thread.talker.name, language))] : []),
    ...actions(sight, isEnded),
  ];
  const text = `${isEnded ? '' : `${priority} · `}${reason} · ${escapeName(customer)} (${tier}) · ${plainState(sight)}`;
  return { content: { text, blocks }, until: ends.length === 0 ? undefined : Math.min(...ends) };
}

/** What stays of a card whose thread goes on in another channel. */
export function renderMoved(sight: Sight, room: string): Content {
  const { language, handover } = sight;
  const there = language === 'zh' ? `📦 已转到 <#${escape(room)}>，请到那里处理` : `📦 Moved to <#${escape(room)}>; please go on there`;
  const customer = customerName(sight);
  return { text: `${escapeName(customer)} · ${there}`, blocks: [header(`📦 · ${nameOf(REASONS, handover.reason, language)} · ${customer}`), section(there)] };
}

/** What the thread is called in which the owner talks with the customer, in mrkdwn. */
export function sayTalker(name: string, language: Language): string {
  return language === 'zh'
    ? `🗣️ *${escapeName(name)} 在这里直接和客户说话*：${escapeName(name)} 在此串的回复会发给客户；其他人的回复仍是内部备注`
    : `🗣️ *${escapeName(name)} talks with the customer here*: what ${escapeName(name)} writes in this thread goes to the customer; everybody else still writes internal notes`;
}

/** What the customer is called. */
export function customerName({ conversation, language }: Pick<Sight, 'conversation' | 'language'>): string {
  return inLine(nameCustomer(conversation, language));
}

function plainState({ handover, summary, language }: Sight): string {
  if (handover.endedAt !== undefined) return STATES.closed[language];
  return summary.state === 'human' ? escapeName(summary.agentName ?? STATES.human[language]) : STATES[summary.state][language];
}

function sayState(sight: Sight): string {
  const { handover, summary, language } = sight;
  const zh = language === 'zh';
  if (handover.endedAt !== undefined) return zh ? `✅ ${handover.outcome === 'handed_back' ? '已交还助理' : '已结束'}（${slackDate(handover.endedAt, 'day')}）` : `✅ ${handover.outcome === 'handed_back' ? 'Handed back to the assistant' : 'Closed'} (${slackDate(handover.endedAt, 'day')})`;
  const offer = summary.offer && (zh ? `，正在请 *${escapeName(summary.offer.toName)}* 接手` : `, *${escapeName(summary.offer.toName)}* is asked to take over`);
  if (summary.state === 'human') {
    const who = `*${escapeName(summary.agentName ?? '')}*`;
    return `🙋 ${zh ? `${who} 正在处理` : `${who} has it`}${offer ?? ''}`;
  }
  const since = slackDate(summary.waitingSince ?? handover.openedAt, 'time');
  return `⌛ ${zh ? `*等待接手*，客户从 ${since} 等到现在` : `*Waiting for somebody*, since ${since}`}${offer ?? ''}`;
}

function sayCallback({ callback }: ConversationSummary, language: Language): readonly string[] {
  if (!callback) return [];
  const [from, until] = [slackDate(callback.from, 'day'), slackDate(callback.until, 'day')];
  return [language === 'zh' ? `📞 约好联系客户：${callback.isTimed ? `${from} – ${until}` : `最迟 ${until}`}` : `📞 Callback agreed: ${callback.isTimed ? `${from} – ${until}` : `by ${until}`}`];
}

function sayOthers({ summary, thread, earlierLink, language }: Sight): readonly string[] {
  const zh = language === 'zh';
  const names = (people: readonly { readonly name: string }[]): string => people.map(({ name }) => escapeName(name)).join(zh ? '、' : ', ');
  return [
    ...(summary.joined ? [zh ? `➕ 一起回复：${names(summary.joined)}` : `➕ Writing as well: ${names(summary.joined)}`] : []),
    ...(summary.asked ? [zh ? `💭 等 ${names(summary.asked)} 的意见` : `💭 Advice awaited from ${names(summary.asked)}`] : []),
    ...(thread.movedFrom === undefined ? [] : [zh ? `📦 从 <#${escape(thread.movedFrom)}> 移到这里` : `📦 Moved here from <#${escape(thread.movedFrom)}>`]),
    ...(earlierLink === undefined ? [] : [zh ? `👋 客户又来了，${slackLink(earlierLink, '上一次的消息串')}` : `👋 The customer has come back, ${slackLink(earlierLink, 'earlier thread')}`]),
  ];
}

function actions({ conversation, summary, thread, consoleLink, language }: Sight, isEnded: boolean): readonly SlackBlock[] {
  const zh = language === 'zh';
  const value = { conversationId: conversation.id };
  const open = consoleLink === undefined ? [] : [linkButton(ACTIONS.open, zh ? '在控制台打开' : 'Open in console', consoleLink)];
  if (isEnded) return open.length === 0 ? [] : [{ type: 'actions', elements: open }];
  const label = (words: readonly [string, string]): string => words[zh ? 0 : 1];
  const offer = summary.offer ? [button(ACTIONS.accept, label(['接手这个请求', 'Accept']), value, { style: 'primary' }), button(ACTIONS.decline, label(['现在接不了', 'Decline']), value)] : [];
  const more = (options: readonly (readonly [keyof typeof ACTIONS, string, string])[]) =>
    menu(ACTIONS.more, options.map(([extra, ...words]) => ({ label: label(words), value: { ...value, extra } })));
  const called: readonly SlackBlock[] = summary.callback
    ? [{ type: 'actions', elements: [button(ACTIONS.callbackDone, label(['📞 已联系上客户', '📞 Customer reached']), value), button(ACTIONS.callbackMissed, label(['📞 没联系上，再约', '📞 Not reached, try again']), value)] }]
    : [];
  if (summary.state !== 'human') {
    const elements = [...(offer.length > 0 ? offer : [button(ACTIONS.claim, label(['接手', 'Claim']), value, { style: 'primary' })]), button(ACTIONS.assign, label(['分配…', 'Assign…']), value), ...open];
    return [{ type: 'actions', elements }, ...called];
  }
  const talk = thread.talker ? button(ACTIONS.untalk, label(['改回内部备注', 'Back to notes']), value) : button(ACTIONS.talk, label(['在此串和客户说话', 'Talk to the customer here']), value);
  return [
    {
      type: 'actions',
      elements: [
        ...offer,
        button(ACTIONS.reply, label(['回复客户…', 'Reply…']), value, { style: 'primary' }),
        talk,
        button(ACTIONS.assign, label(['转给…', 'Assign…']), value),
        button(ACTIONS.handBack, label(['交还助理…', 'Hand back…']), value),
        button(ACTIONS.close, label(['结束…', 'Close…']), value),
        ...open,
        more([
          ['consult', '请同事出主意…', 'Ask a colleague…'],
          ['awaitCustomer', '等客户回复', 'Wait for the customer'],
          ['release', '放回队列', 'Back into the queue'],
          ['takeOver', '主管接过来', 'Take over (leads)'],
          (summary.joined?.length ?? 0) > 0 ? ['leave', '主管退出', 'Leave (leads)'] : ['join', '主管加入', 'Join (leads)'],
        ]),
      ],
    },
    ...called,
  ];
}
