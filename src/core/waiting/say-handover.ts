import type { Bilingual, Language } from '../language.ts';
import { fill, WORDING } from '../wording.ts';
import type { Outlook } from './outlook.ts';
import { sayWait } from './say-wait.ts';

const WITH_WAIT: Bilingual = {
  zh: '已经为您转接{team}，并把我们的对话和您的情况一起交给同事，您不用再重复。{ahead}预计要等{wait}，最迟{limit}会有人在这里回复您。',
  en: "I've passed you to our {team} with our whole conversation, so you won't have to repeat anything. {ahead}It's likely to take {wait}; someone will answer you here {limit} at the latest.",
};
/** Said where nobody can honestly promise the time limit. */
const BUSY: Bilingual = {
  zh: '已经为您转接{team}，并把我们的对话和您的情况一起交给同事，您不用再重复。{ahead}预计要等{wait}；轮到您时，同事会马上在这里回复。不想等的话，留个电话和方便的时间，我们打给您。',
  en: "I've passed you to our {team} with our whole conversation, so you won't have to repeat anything. {ahead}It's likely to take {wait}; then a colleague will answer you here. If you'd rather not wait, leave a number and a time that suits you, and we'll call you.",
};
const MINUTE_MS = 60_000;

/**
 * What is said when somebody of the team is there. The time limit is named as long as what happened lately lets it be
 * kept; where the wait is likely to be longer, the longer wait is said instead.
 */
export function sayHandover({ language, team, limit, dueAt, now, outlook }: { readonly language: Language; readonly team: string; readonly limit: string; readonly dueAt: number; readonly now: number; readonly outlook: Outlook | undefined }): string {
  const expected = outlook?.expected;
  if (!outlook || !expected) return fill(WORDING.handoverOpen, language, { team, limit });
  const before = outlook.place - 1;
  const ahead = before === 0 ? '' : language === 'zh' ? `您前面还有 ${before} 位，` : before === 1 ? '1 person is before you. ' : `${before} people are before you. `;
  const isKept = expected.toMinutes !== undefined && now + expected.toMinutes * MINUTE_MS <= dueAt;
  const bare = limit.replace(/^最迟| at the latest$/, '');
  if (isKept) return fill(WITH_WAIT, language, { team, wait: sayWait(expected)[language], limit: bare, ahead });
  return fill(BUSY, language, { team, wait: sayWait(expected)[language], ahead });
}
