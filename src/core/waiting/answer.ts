import type { Change } from '../change.ts';
import type { Conversation, Handover, Memory } from '../conversation.ts';
import { sayTime } from '../hours.ts';
import type { Bilingual, Language } from '../language.ts';
import type { NewMessage } from '../message.ts';
import type { Policy } from '../policy.ts';
import { isTeamThere, teamBackAt } from '../time-limits/team-time.ts';
import { fill } from '../wording.ts';
import { agree, askForContact, askForNearer, callByOf, cancelCallback, mayLeave, sayPromised } from './agree.ts';
import type { WaitingAsk } from './ask.ts';
import { openCallback } from './callback.ts';
import type { Outlook } from './outlook.ts';
import { sayWait } from './say-wait.ts';

const AHEAD: Bilingual = { zh: '您前面还有 {ahead} 位，', en: '{ahead} before you. ' };
const NOBODY_AHEAD: Bilingual = { zh: '您前面没有其他人，', en: "You're next. " };
const WAIT: Bilingual = { zh: '预计还要{wait}。', en: "It's likely to take {wait}." };
const UNKNOWN: Bilingual = { zh: '现在还说不准要等多久', en: "I can't say yet how long it will take" };
const BY: Bilingual = { zh: '；按我们的约定，最迟{due}会有人在这里回复您。', en: '; as we told you, someone will answer here {due} at the latest.' };
const OVERDUE: Bilingual = { zh: '，比我们说的时间晚了，很抱歉。', en: ". We are later than we said, and I'm sorry." };
const ESCALATED: Bilingual = { zh: '，比我们说的时间晚了，很抱歉；您的情况已经升级处理。', en: ". We are later than we said, and I'm sorry; your case has been escalated." };
const PAST_CLOSING: Bilingual = { zh: '今天下班前不一定轮得到您。', en: 'We may not get to you before we close today.' };
const CLOSED: Bilingual = { zh: '同事现在不上班，{back}回来，会先看您的情况。在那之前有问题可以继续问我。', en: 'Our colleagues are off duty and back {back}; yours is among the first they will see. Until then you can go on asking me.' };
const OR_CALL: Bilingual = { zh: '不想等的话，留个电话和方便的时间，我们打给您。', en: "If you'd rather not wait, leave a number and a time that suits you, and we'll call you." };
const CALL_REPLY: Bilingual = { zh: '请给我回电', en: 'Please call me back' };

/** What an answer about waiting is made of. */
export type WaitingAnswer = {
  readonly ask: WaitingAsk;
  readonly conversation: Conversation;
  readonly handover: Handover;
  readonly language: Language;
  readonly outlook: Outlook | undefined;
  readonly policy: Policy;
  readonly now: number;
};

/** How long it takes, as far as it is known, in whole sentences. */
export function sayOutlook({ handover, language, outlook, policy, now }: Omit<WaitingAnswer, 'ask' | 'conversation'>): string {
  const join = language === 'en' ? ' ' : '';
  const orCall = handover.reason === 'danger' ? [] : [OR_CALL[language]];
  if (!isTeamThere(policy, handover.team, now)) return [fill(CLOSED, language, { back: sayTime(teamBackAt(policy, handover.team, now), now, policy.timeZone)[language] }), ...orCall].join(join);
  const ahead = (outlook?.place ?? 1) - 1;
  const place = outlook === undefined ? '' : ahead === 0 ? NOBODY_AHEAD[language] : fill(AHEAD, language, { ahead: language === 'en' ? (ahead === 1 ? 'There is 1 person' : `There are ${ahead} people`) : String(ahead) });
  const due = sayDue(handover, language, policy, now);
  const expected = outlook?.expected;
  const wait = expected ? fill(WAIT, language, { wait: sayWait(expected)[language] }) : `${UNKNOWN[language]}${due}`;
  return [`${place}${wait}`, ...(expected?.isPastClosing ? [PAST_CLOSING[language]] : []), ...orCall].join(join);
}

/** By when somebody answers, to end a sentence: as the time limit stands, which a cancelled call has moved. */
function sayDue({ firstReplyAt, dueAt, escalatedAt, clocks }: Handover, language: Language, policy: Policy, now: number): string {
  if (firstReplyAt !== undefined) return language === 'zh' ? '。' : '.';
  const due = clocks?.firstReply?.dueAt ?? dueAt;
  if (due > now) return fill(BY, language, { due: sayTime(due, now, policy.timeZone)[language] });
  return (escalatedAt === undefined ? OVERDUE : ESCALATED)[language];
}

/** What is said and stored when a customer who waits asks about it. */
export function answerWaiting(answer: WaitingAnswer): Pick<Change, 'messages' | 'touchHandover' | 'news'> {
  const { ask, conversation, handover, language, policy, now } = answer;
  const say = (text: string, extras: NonNullable<NewMessage['extras']> = {}): NewMessage[] => [{ author: 'bot', visibility: 'all', text, extras }];
  const callReply = { quickReplies: [{ label: CALL_REPLY[language], text: CALL_REPLY[language] }] };
  switch (ask.kind) {
    case 'how_long': {
      const agreed = openCallback(handover);
      return { messages: agreed ? say(sayPromised(agreed, language, policy.timeZone, now)) : say(sayOutlook(answer), handover.reason === 'danger' ? {} : callReply), news: ['customer_message'] };
    }
    case 'may_leave':
      return { messages: say(mayLeave(language), callReply), news: ['customer_message'] };
    case 'needs_contact':
      return { messages: say(askForContact(ask.way, language)), news: ['customer_message'] };
    case 'too_far':
      return { messages: say(askForNearer(language)), news: ['customer_message'] };
    case 'cancel':
      return cancelCallback(conversation, handover, language, now) ?? {};
    case 'callback': {
      const { callback, text } = agree(ask, { team: handover.team, by: callByOf(conversation, handover), language, policy, now });
      return { touchHandover: { callback }, messages: say(text), news: ['customer_message'] };
    }
  }
}

/** What the bot keeps in mind of it: that a number was asked for, and the time that was named with the wish. */
export function rememberAsk(memory: Memory, ask: WaitingAsk | undefined, now: number): Memory {
  if (ask?.kind === 'needs_contact') return { ...memory, callbackAsked: { at: now, way: ask.way, ...(ask.wish ? { wish: ask.wish } : {}) } };
  if (ask?.kind === 'too_far') return { ...memory, callbackAsked: { at: now, way: ask.way } };
  const { callbackAsked: _, ...rest } = memory;
  return ask?.kind === 'callback' || ask?.kind === 'cancel' ? rest : memory;
}
