import type { ColleaguesView, Language, OwnPresence, Presence, QueueRank, SystemNotice } from '#core/protocol.ts';
import type { Pair } from './i18n.ts';

/** Texts of who is there; part of the page's texts, see `i18n.ts`. */
export const PRESENCE_TEXTS = {
  presence: { zh: '我的状态', en: 'My status' },
  people: { zh: '谁在', en: 'Who is there' },
  peopleTitle: { zh: '同事状态', en: 'Who is there' },
  peopleHint: { zh: '只有“空闲”的同事会分到新对话。', en: 'Only colleagues who are available get new conversations.' },
  peopleLoad: { zh: '{load}/{capacity} 个对话', en: '{load} of {capacity} conversations' },
  peopleNone: { zh: '还没有同事设置过状态；大家照常自己接手。', en: 'Nobody has set a status yet; everybody takes conversations as before.' },
  presenceLost: { zh: '状态没有改成，请再试一次。', en: 'Your status has not been changed. Please try again.' },
  assignedToMe: { zh: '这个对话分给了您：{because}', en: 'This conversation was given to you: {because}' },
  offeredByQueue: { zh: '请您接手：{because}', en: 'Please take this conversation: {because}' },
  rowOfferedByQueue: { zh: '请您接手', en: 'offered to you' },
  toastLetPass: { zh: '{name} 没有及时接，已转给同事；您的状态改成了“离开”', en: '{name} was not taken in time and goes to a colleague; your status is now “Away”' },
  toastAssigned: { zh: '{name} 分给了您，请打开对话', en: '{name} was given to you; please open the conversation' },
} as const;

/** Names of how somebody is there. */
export const PRESENCES: Readonly<Record<Presence, Pair>> = {
  available: { zh: '空闲', en: 'Available' },
  busy: { zh: '忙碌', en: 'Busy' },
  away: { zh: '离开', en: 'Away' },
  off_shift: { zh: '不在班', en: 'Off shift' },
};

const WHAT_IT_DOES: Readonly<Record<OwnPresence['assign'], Pair>> = {
  auto: { zh: '空闲时，排队的对话会分给您', en: 'While you are available, waiting conversations are given to you' },
  offer: { zh: '空闲时，排队的对话会先问您', en: 'While you are available, waiting conversations are offered to you' },
  pull: { zh: '对话由大家自己接手；状态只给同事看', en: 'Everybody takes conversations themselves; your status is for colleagues to see' },
};

/** What one's own status means now, in one line. */
export function sayOwnPresence({ presence, chosen, because, assign }: OwnPresence, language: Language): string {
  if (chosen === undefined) return { zh: '还没有设置状态：不会分到对话', en: 'No status yet: nothing is given to you' }[language];
  if (because === 'off_shift') return { zh: '现在不在您的班次内；选“空闲”可以加班', en: 'Outside of your hours now; choose “Available” to work on' }[language];
  if (presence === 'away') return { zh: '离开时不会分到对话；客户久等会转给同事', en: 'Nothing is given to you; customers who wait too long go to colleagues' }[language];
  if (presence === 'busy') return { zh: '在岗，但不接新对话', en: 'Here, but nothing new is given to you' }[language];
  return WHAT_IT_DOES[assign][language];
}

const BECAUSE: Readonly<Record<QueueRank['because'][number], Pair>> = {
  urgent: { zh: '紧急', en: 'urgent' },
  high: { zh: '优先', en: 'high priority' },
  vip: { zh: 'VIP', en: 'VIP' },
  key: { zh: '主要客户', en: 'key customer' },
  mood: { zh: '情绪不好', en: 'upset' },
  low: { zh: '不急', en: 'can wait' },
  small: { zh: '小客户', en: 'small customer' },
};

const LONG_WAIT_MS = 15 * 60_000;

/** Why a waiting customer stands where they stand; `now` is Unix ms. */
export function sayRank(rank: QueueRank, now: number, language: Language): string {
  const reasons = rank.because.map((each) => BECAUSE[each][language]);
  if (now - rank.since >= LONG_WAIT_MS) reasons.push({ zh: '等得久', en: 'has waited long' }[language]);
  if (reasons.length === 0) return { zh: '按等待时间排队', en: 'in order of waiting' }[language];
  return language === 'zh' ? `排序：${reasons.join('、')}` : `in this place: ${reasons.join(', ')}`;
}

/** How Baton brought a conversation to somebody, or took it back, in a line for staff. */
export function sayRouted({ what, agentName, because }: Extract<SystemNotice, { kind: 'routed' }>, language: Language): string {
  const [zh, en] = {
    assigned: [`分给了 ${agentName}`, `Given to ${agentName}`],
    offered: [`请 ${agentName} 接手`, `Offered to ${agentName}`],
    declined: [`${agentName} 现在接不了，找下一位同事`, `${agentName} cannot take it now; somebody else is asked`],
    late: [`${agentName} 没有及时回应，找下一位同事`, `${agentName} has not responded in time; somebody else is asked`],
    away: [`${agentName} 不在，找下一位同事`, `${agentName} is not there; somebody else is asked`],
    silent: [`${agentName} 不在，客户久等，对话放回了队列`, `${agentName} is not there and the customer waited too long; back in the queue`],
  }[what] ?? ['', ''];
  const reason = because?.[language];
  if (language === 'zh') return `${zh ?? ''}${reason ? `：${reason}` : ''}（仅内部可见）`;
  return `${en ?? ''}${reason ? `: ${reason}` : ''} (only staff see this)`;
}

const ORDER: readonly Presence[] = ['available', 'busy', 'away', 'off_shift'];

/** Colleagues by how they are there, available ones first, then by name. */
export function sortPeople(people: ColleaguesView['people']): ColleaguesView['people'] {
  const place = ({ presence }: ColleaguesView['people'][number]): number => (presence ? ORDER.indexOf(presence) : ORDER.length);
  return people.toSorted((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));
}
