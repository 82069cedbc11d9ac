import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import { BatonError } from '../errors.ts';
import type { Bilingual, Language } from '../language.ts';
import type { Policy } from '../policy.ts';
import type { ContactWay } from '../protocol.ts';
import { fill } from '../wording.ts';
import { type Callback, openCallback, veil, type Wish } from './callback.ts';
import { callBy, promiseFor, sayWindow } from './promise-time.ts';

/** What a customer wants instead of waiting. */
export type CallbackRequest = { readonly way: ContactWay; readonly contact: string; readonly wish?: Wish | undefined };

const AGREED: Readonly<Record<ContactWay, Bilingual>> = {
  phone: { zh: '好的，约好了：{when}给您打电话（尾号 {end}）。这个号码只用来联系您这件事。', en: "Agreed: we'll call you {when}, on the number ending in {end}. We use it for this only." },
  email: { zh: '好的，约好了：{when}给您发邮件（{end}）。这个邮箱只用来联系您这件事。', en: "Agreed: we'll e-mail you {when}, at {end}. We use the address for this only." },
  chat: { zh: '好的，约好了：{when}在这里回复您。', en: "Agreed: we'll answer you here {when}." },
};
const FREE: Bilingual = { zh: '您不用一直等着；想改时间或者取消，直接告诉我就行。', en: "You needn't wait here. To change the time or cancel, just tell me." };
const MOVED: Bilingual = { zh: '您说的那个时间同事不上班，我排在了离它最近的上班时间。', en: 'Nobody is on duty at the time you named, so I took the next time after it.' };
const CANCELLED: Bilingual = { zh: '好的，回电已经取消。您又回到排队中，会有同事在这里回复您。', en: "All right, the callback is cancelled. You're back in the queue, and a colleague will answer you here." };
const NEEDS: Readonly<Record<'phone' | 'email', Bilingual>> = {
  phone: { zh: '可以的。请告诉我您的电话号码，也可以说一下什么时候方便，比如“13800138000，明天上午10点”。', en: 'Of course. Please give me your phone number and, if you like, a time that suits you, such as “+44 20 7946 0018, tomorrow at 10”.' },
  email: { zh: '可以的。请告诉我您的邮箱地址，也可以说一下希望什么时候收到回复。', en: "Of course. Please give me your e-mail address and, if you like, say when you'd like our answer." },
};
const TOO_FAR: Bilingual = {
  zh: '现在只能约两周以内的时间。请再告诉我一次联系方式和一个近一点的时间，比如“13800138000，下周三上午10点”。',
  en: 'I can only arrange times within the next two weeks. Please give me your number or address once more with a nearer day, such as “+44 20 7946 0018, Wednesday at 10”.',
};
const LATE: Bilingual = {
  zh: '约好的时间已经过了，我们没能按时联系您，很抱歉。您可以再约一个时间，或者取消后在这里继续排队。',
  en: "The time we agreed on has passed without our reaching you, and I'm sorry. You can name another time, or cancel and go on waiting here.",
};
const MAY_LEAVE: Bilingual = {
  zh: '您可以先忙，排队的位置会一直保留，同事的回复会留在这里，回来就能看到。如果想接电话，告诉我您的号码和方便的时间就行。',
  en: 'Please feel free to leave: you keep your place, and our answer will be here when you come back. If you would rather be called, give me your number and a time that suits you.',
};

/** The promise that is made for a request, with the words that tell it; both say the same. */
export function agree(request: CallbackRequest, { team, by, language, policy, now }: { readonly team: string; /** See `callBy`. */ readonly by: number | undefined; readonly language: Language; readonly policy: Policy; readonly now: number }): { readonly callback: Callback; readonly text: string } {
  const { way, contact, wish } = request;
  const { from, until, isMoved } = promiseFor(policy, team, wish, now, by);
  const callback: Callback = { way, contact, from, until, isTimed: wish !== undefined, askedAt: now, consentAt: now, tries: [] };
  const join = language === 'en' ? ' ' : '';
  const agreed = fill(AGREED[way], language, { when: sayWindow(callback, now, policy.timeZone)[language], end: endOf(callback) });
  return { callback, text: [agreed, ...(isMoved ? [MOVED[language]] : []), FREE[language]].join(join) };
}

/** The end of a number without dots, which the sentence around it makes clear; an address as it is veiled. */
function endOf(callback: Callback): string {
  return callback.way === 'phone' ? veil(callback).replace('…', '') : veil(callback);
}

/** Asks for what is missing to call or write. */
export function askForContact(way: 'phone' | 'email', language: Language): string {
  return NEEDS[way][language];
}

/** Asks for a day that can be promised. */
export function askForNearer(language: Language): string {
  return TOO_FAR[language];
}

/** Says that nobody has to sit and wait. */
export function mayLeave(language: Language): string {
  return MAY_LEAVE[language];
}

/** What is said of a promise to whoever asks: what was agreed, or that it was not kept in time. */
export function sayPromised(callback: Callback, language: Language, timeZone: string, now: number): string {
  return now >= callback.until ? LATE[language] : sayAgreed(callback, language, timeZone, now);
}

/** What is said of a promise that stands. */
export function sayAgreed(callback: Callback, language: Language, timeZone: string, now: number): string {
  const said = fill(AGREED[callback.way], language, { when: sayWindow(callback, now, timeZone)[language], end: endOf(callback) });
  return said.replace(/^好的，约好了|^Agreed/, language === 'zh' ? '我们约好了' : 'We have agreed');
}

/**
 * A customer who waits is called back instead: the conversation leaves the queue, and what is stored is what they read.
 * `undefined` where the same is agreed already: a page that has not heard the answer asks again. Throws `not_allowed_now`.
 */
export function askedByForm(conversation: Conversation, handover: Handover | undefined, request: CallbackRequest, language: Language, policy: Policy, now: number): Change | undefined {
  if (conversation.state !== 'waiting' || !handover) {
    throw new BatonError('not_allowed_now', conversation.state === 'human' ? '同事已经在这里为您服务了，直接告诉他就好。 · A colleague is here with you already; please tell them.' : '请先点“转人工”，再约回电。 · Please ask for a person first, then for a call.');
  }
  if (handover.reason === 'danger') throw new BatonError('not_allowed_now', '这关系到安全，同事会最先在这里联系您，不用另约时间。号码可以直接写在这里。 · This is about safety: a colleague will be with you here first of all, so there is no need to arrange a call. You can write your number here.');
  const { callback, text } = agree(request, { team: handover.team, by: callByOf(conversation, handover), language, policy, now });
  const stands = openCallback(handover);
  const isSame = stands?.way === callback.way && stands.contact === callback.contact && stands.isTimed === callback.isTimed && (!callback.isTimed || stands.from === callback.from) && stands.lateAt === undefined;
  if (isSame) return undefined;
  return { touchHandover: { callback }, messages: [{ author: 'bot', visibility: 'all', text }], news: ['owner_changed'] };
}

/** By when a customer who waits must be called, see `callBy`. */
export function callByOf({ tier }: Conversation, { priority, clocks, dueAt }: Handover): number | undefined {
  return callBy({ tier, priority, dueAt: clocks?.firstReply?.dueAt ?? dueAt });
}

/** The customer would rather wait. `undefined` where nothing is promised. */
export function cancelCallback(conversation: Conversation, handover: Handover | undefined, language: Language, now: number): Pick<Change, 'touchHandover' | 'messages' | 'news'> | undefined {
  const callback = openCallback(handover);
  if (!callback) return undefined;
  return {
    touchHandover: { callback: { ...callback, ended: { how: 'cancelled', at: now, by: 'customer' } } },
    messages: conversation.state === 'waiting' ? [{ author: 'bot', visibility: 'all', text: CANCELLED[language] }] : [],
    news: [conversation.state === 'waiting' ? 'handover' : 'customer_message'],
  };
}
