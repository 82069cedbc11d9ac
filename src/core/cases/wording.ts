import type { Bilingual, Language } from '../language.ts';
import type { QuickReply } from '../message.ts';
import type { Case } from './case.ts';

/** Stands for the case's number until the store has given it. */
export const NUMBER = '{case-number}';

/** What customers are told of their case. */
export const CASE_WORDING = {
  opened: {
    zh: '您反映的问题已经单独建档，编号 {case}。接手的同事会负责到底，有进展会主动告诉您，您不用来催。',
    en: 'I have opened a case for this, number {case}. The colleague who takes it stays responsible to the end, and you will hear from us as it moves on, without having to ask.',
  },
  reopened: {
    zh: '已为您重新打开个案 {case}，之前的情况都在，您不用再说一遍。{owner}继续负责。',
    en: 'Your case {case} is open again. Everything from before is there, so you will not have to repeat it. {owner} remains responsible.',
  },
  continued: {
    zh: '这件事已经在个案 {case} 里，之前的情况都在，您不用再说一遍。{owner}在负责。',
    en: 'This is already in your case {case}. Everything from before is there, so you will not have to repeat it. {owner} is responsible.',
  },
  taskDone: {
    zh: '个案 {case} 有进展：{department}已经完成这一步，我们接着处理。',
    en: 'News on your case {case}: our {department} has finished this step, and we go on from here.',
  },
  decided: { zh: '个案 {case} 有结果了：\n\n{text}', en: 'There is a decision on your case {case}:\n\n{text}' },
  compensation: { zh: '补偿金额：{amount}', en: 'Compensation: {amount}' },
  ask: { zh: '想和您确认一下：个案 {case} 的问题解决了吗？', en: 'May I check with you: is the matter of case {case} settled for you?' },
  askAgain: { zh: '再和您确认一次：个案 {case} 的问题解决了吗？您直接回复就好。', en: 'May I ask once more: is the matter of case {case} settled for you? Just answer here.' },
  settled: {
    zh: '谢谢您的确认，个案 {case} 就此办结。{days} 天内如果又有问题，直接在这里说，还是由{owner}负责。',
    en: 'Thank you for confirming. Case {case} is closed. If anything comes up again within {days} days, just write here; {owner} remains responsible.',
  },
  notSettled: { zh: '明白了，个案 {case} 我们接着处理，有进展马上告诉您。', en: 'I understand. We carry on with case {case} and will tell you as soon as there is news.' },
  gaveUp: {
    zh: '我们问过您 {count} 次，没有收到回复，个案 {case} 先办结。{days} 天内直接在这里回复，就会重新打开，还是由{owner}负责。',
    en: 'We have asked you {count} times without an answer, so case {case} is closed for now. Write here within {days} days and it opens again; {owner} remains responsible.',
  },
  newsTasks: { zh: '个案 {case} 的最新情况：{departments}正在处理。最迟{moment}再告诉您进展。', en: 'News on your case {case}: it is with {departments} now. You will hear again {moment} at the latest.' },
  newsOpen: { zh: '个案 {case} 的最新情况：我们还在核实，没有忘记您。最迟{moment}再告诉您进展。', en: 'News on your case {case}: we are still looking into it and have not forgotten you. You will hear again {moment} at the latest.' },
  newsDecided: { zh: '个案 {case} 的最新情况：决定正在落实。最迟{moment}再告诉您进展。', en: 'News on your case {case}: what was decided is being carried out. You will hear again {moment} at the latest.' },
} as const satisfies Record<string, Bilingual>;

/** Who is responsible where nobody has taken it yet. */
export const OUR_TEAM: Bilingual = { zh: '我们的同事', en: 'our team' };

/** The answers to the question whether it is settled, as buttons. */
export const SETTLED: Readonly<Record<'yes' | 'no', Bilingual>> = {
  yes: { zh: '已经解决', en: 'Yes, it is settled' },
  no: { zh: '还没有解决', en: 'No, not yet' },
};

/** The buttons below the question. */
export function settledReplies(language: Language): readonly QuickReply[] {
  return [SETTLED.yes, SETTLED.no].map((words) => ({ label: words[language], text: words[language] }));
}

/** A case's number, or what stands for it until there is one. */
export function numberOf({ id }: Pick<Case, 'id'>): string {
  return id === '' ? NUMBER : id;
}

/** An amount in hundredths, as it is written: ¥200, ¥19.90. */
export function sayAmount(hundredths: number, currency: string): string {
  return `${currency}${hundredths % 100 === 0 ? hundredths / 100 : (hundredths / 100).toFixed(2)}`;
}
