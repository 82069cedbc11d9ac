import { fillText, type Pair } from './i18n.ts';
import type { CaseEntry, CaseLine, CaseStateName, CaseTask, ClaimKind, Language, Outcome, Urgency } from '#core/protocol.ts';

/** Names of where a case stands. */
export const CASE_STATE_NAMES: Readonly<Record<CaseStateName, Pair>> = {
  open: { zh: '新建', en: 'New' },
  investigating: { zh: '调查中', en: 'Investigating' },
  decided: { zh: '已决定', en: 'Decided' },
  awaiting: { zh: '待客户确认', en: 'Awaiting confirmation' },
  closed: { zh: '已办结', en: 'Closed' },
};

/** Names of what customers claim and of what is done. */
export const CLAIMS: Readonly<Record<ClaimKind, Pair>> = {
  unclear: { zh: '待了解', en: 'Not known yet' },
  damages: { zh: '赔偿损失', en: 'Damages' },
  repair: { zh: '修理', en: 'Repair' },
  replace: { zh: '更换', en: 'Replacement' },
  redo: { zh: '重做', en: 'Redo' },
  other: { zh: '其他方式', en: 'Other redress' },
};

/** Names of findings. */
export const OUTCOME_NAMES: Readonly<Record<Outcome, Pair>> = {
  justified: { zh: '投诉成立', en: 'Justified' },
  partly: { zh: '部分成立', en: 'Partly justified' },
  unjustified: { zh: '不成立', en: 'Not justified' },
};

/** Names of urgencies. */
export const URGENCY_NAMES: Readonly<Record<Urgency, Pair>> = {
  urgent: { zh: '紧急', en: 'Urgent' },
  soon: { zh: '尽快', en: 'Soon' },
  normal: { zh: '一般', en: 'Normal' },
};

/** Names of where a task stands. */
export const TASK_STATES: Readonly<Record<CaseTask['state'], Pair>> = {
  open: { zh: '待处理', en: 'Open' },
  started: { zh: '处理中', en: 'Started' },
  done: { zh: '已完成', en: 'Done' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

/** Names of kinds of evidence. */
export const EVIDENCE_NAMES: Readonly<Record<'message' | 'order' | 'link' | 'file' | 'note', Pair>> = {
  message: { zh: '对话消息', en: 'Message' },
  order: { zh: '订单', en: 'Order' },
  link: { zh: '链接', en: 'Link' },
  file: { zh: '文件', en: 'File' },
  note: { zh: '说明', en: 'Note' },
};

const EVENTS: Readonly<Record<string, Pair>> = {
  open: { zh: '建立个案', en: 'opened the case' },
  reopen: { zh: '重新打开', en: 'opened it again' },
  continue: { zh: '在另一个对话里又说起这件事', en: 'spoke of it in another conversation' },
  assign: { zh: '负责人：{words}', en: 'made {words} responsible' },
  unassign: { zh: '有同事离开了团队，他的责任和任务要由别人接手', en: 'a colleague has left the team; somebody else takes over from them' },
  describe: { zh: '修改了内容', en: 'described it better' },
  add_evidence: { zh: '补充证据', en: 'added evidence' },
  add_task: { zh: '派任务：{words}', en: 'added a task: {words}' },
  give_task: { zh: '把任务交给：{words}', en: 'gave a task to: {words}' },
  start_task: { zh: '开始处理任务', en: 'started a task' },
  finish_task: { zh: '完成任务：{words}', en: 'finished a task: {words}' },
  cancel_task: { zh: '取消任务：{words}', en: 'cancelled a task: {words}' },
  decide: { zh: '决定：{words}', en: 'decided: {words}' },
  earlier_decision: { zh: '之前的决定：{words}', en: 'the decision before: {words}' },
  approve: { zh: '批准', en: 'approved' },
  decline: { zh: '退回：{words}', en: 'declined: {words}' },
  ask: { zh: '请客户确认', en: 'asked the customer to confirm' },
  confirm: { zh: '确认已解决', en: 'confirmed that it is settled' },
  refuse: { zh: '说还没有解决', en: 'said that it is not settled' },
  give_up: { zh: '多次询问没有回复，办结', en: 'closed it after the last attempt' },
  warn: { zh: '时限快到了', en: 'a limit is near' },
  be_late: { zh: '超过时限', en: 'a limit is broken' },
  owe_news: { zh: '提醒接待的同事告诉客户进展', en: 'left the news to the colleague who has the conversation' },
  give_news: { zh: '向客户通报进展', en: 'told the customer the news' },
};

/** The same where nobody is named. */
const EVENTS_WITHOUT_WORDS: Readonly<Record<string, Pair>> = { give_task: { zh: '把任务放回部门', en: 'put a task back for its department' } };

const ACTORS: Readonly<Record<string, Pair>> = { customer: { zh: '客户', en: 'The customer' }, system: { zh: '系统', en: 'Baton' } };

/** A line of the history, in the reader's language. */
export function sayEntry({ by, what, words }: CaseEntry, language: Language): string {
  const who = ACTORS[by]?.[language] ?? by;
  const did = (words === undefined ? EVENTS_WITHOUT_WORDS[what] : undefined)?.[language] ?? EVENTS[what]?.[language] ?? what;
  return `${who} ${fillText(did, { words: words ?? '' })}`;
}

/** An amount in hundredths, as it is written. */
export function sayMoney(hundredths: number, currency: string): string {
  return `${currency}${hundredths % 100 === 0 ? hundredths / 100 : (hundredths / 100).toFixed(2)}`;
}

/** What was typed as an amount, in hundredths; `undefined` where it is none. */
export function readMoney(typed: string): number | undefined {
  const found = /^\s*[¥￥$€]?\s*(\d{1,7})(?:[.](\d{1,2}))?\s*(?:元)?\s*$/.exec(typed);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0') || 0) : undefined;
}

/** Does a line belong to those that need somebody now? */
export function isPressing({ isLate, awaitsApproval, state }: Pick<CaseLine, 'isLate' | 'awaitsApproval' | 'state'>): boolean {
  return state !== 'closed' && (isLate || awaitsApproval);
}
