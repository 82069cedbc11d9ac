import { sayTime } from '../hours.ts';
import type { Bilingual, Language } from '../language.ts';
import type { NewMessage, QuickReply } from '../message.ts';
import type { SystemNotice } from '../protocol.ts';
import type { CareRules, VisitQuestion } from './rules.ts';

type NotSent = Extract<SystemNotice, { kind: 'not_sent' }>;

const says = (text: string, quickReplies?: readonly QuickReply[]): NewMessage => ({ author: 'bot', visibility: 'all', text, ...(quickReplies ? { extras: { quickReplies } } : {}) });
const scale = (from: number, to: number, unit: string): readonly QuickReply[] => Array.from({ length: to - from + 1 }, (_, i) => ({ label: `${from + i}`, text: `${from + i}${unit}` }));

/** Asks for a rating in words, for channels without a form. */
export function askRating(language: Language, isReminder: boolean): NewMessage {
  const opening: Bilingual = isReminder ? { zh: '您好，上次的服务您还满意吗？', en: 'Hello, how was our service last time?' } : { zh: '这次的服务您还满意吗？', en: 'How did we do this time?' };
  const how: Bilingual = { zh: '请回复 1 到 5 分（5 分最满意），不方便也没关系。', en: 'Please reply with 1 to 5 (5 is best) – only if you like.' };
  return says(language === 'zh' ? `${opening.zh}${how.zh}` : `${opening.en} ${how.en}`, scale(1, 5, language === 'zh' ? '分' : ''));
}

/** Asks whether the customer would recommend the company. */
export function askNps(language: Language): NewMessage {
  const text: Bilingual = {
    zh: '想请您帮个忙：您有多大可能把我们推荐给朋友或家人？请回复 0 到 10（10 表示一定会）。',
    en: 'May we ask you one thing: how likely are you to recommend us to a friend or relative? Please reply with 0 to 10 (10: certainly).',
  };
  return says(text[language], scale(0, 10, language === 'zh' ? '分' : ''));
}

/** A question of a return visit, after an opening where it is the first. */
export function askVisit(question: VisitQuestion, language: Language, opening?: string): NewMessage {
  const yesNo: readonly QuickReply[] = language === 'zh' ? [{ label: '是', text: '是' }, { label: '否', text: '否' }] : [{ label: 'Yes', text: 'Yes' }, { label: 'No', text: 'No' }];
  const choices = question.kind === 'score' ? scale(1, 5, language === 'zh' ? '分' : '') : question.kind === 'yes-no' ? yesNo : undefined;
  return says(opening === undefined ? question.text[language] : `${opening}\n\n${question.text[language]}`, choices);
}

/** What is said to an answer; after a bad one by when a colleague calls, which must be stored with it. */
export function thank(language: Language, call?: { readonly dueAt: number; readonly now: number; readonly timeZone: string }): NewMessage {
  if (!call) return says({ zh: '谢谢您的回复，我们记下了。', en: 'Thank you for your answer; we have noted it.' }[language]);
  const by = sayTime(call.dueAt, call.now, call.timeZone);
  return says({ zh: `谢谢您告诉我们。很抱歉没让您满意，同事会在${by.zh}之前联系您。`, en: `Thank you for telling us. We are sorry that we let you down: a colleague will contact you by ${by.en}.` }[language]);
}

/** Tells whoever was promised a call, and was not reached the last time either, how to go on. */
export function sayNotReached(language: Language): NewMessage {
  const person = language === 'zh' ? '转人工' : 'Talk to a person';
  const text: Bilingual = {
    zh: '我们几次联系您都没能联系上，很抱歉。您方便的时候回复“转人工”，同事会接着处理；不需要的话就不用回复了。',
    en: 'We have tried to reach you several times without success, and we are sorry. Whenever it suits you, reply “Talk to a person” and a colleague will go on with it; otherwise there is nothing you need to do.',
  };
  return says(text[language], [{ label: person, text: person }]);
}

/** Asks whether care messages are welcome; nothing is chosen beforehand. */
export function askConsent({ wording, startWords }: CareRules['consent'], language: Language): NewMessage {
  const yes = startWords.find((word) => /\p{Script=Han}/u.test(word) === (language === 'zh')) ?? startWords[0] ?? '';
  return says(wording[language], [
    { label: language === 'zh' ? '同意' : 'I agree', text: yes },
    { label: language === 'zh' ? '不用了' : 'No, thanks', text: language === 'zh' ? '不用了' : 'No, thanks' },
  ]);
}

/** Confirms what the customer wishes about care messages. */
export function confirmWish(wish: 'stop' | 'start' | 'birthday' | 'declined', language: Language): NewMessage {
  const texts: Readonly<Record<typeof wish, Bilingual>> = {
    stop: { zh: '已经为您退订，不会再主动给您发消息。您自己的咨询和订单不受影响；想恢复时回复“同意接收”就行。', en: 'Done: we will not message you unasked any more. Your questions and orders are not affected; reply “start messages” to take this back.' },
    start: { zh: '好的，记下了。随时回复“退订”就能停止。', en: 'Noted, thank you. Reply “stop messages” at any time to end them.' },
    birthday: { zh: '好的，记下了，生日那天给您送上祝福。随时回复“退订”就能停止。', en: 'Noted: we will send you our wishes on your birthday. Reply “stop messages” at any time to end them.' },
    declined: { zh: '好的，不会打扰您。', en: 'All right, we will not bother you.' },
  };
  return says(texts[wish][language]);
}

/** A care message as it is sent, with how to end them. */
export function careText(text: Bilingual, language: Language, name: string): NewMessage {
  return says(`${fillName(text[language], name)}\n\n${{ zh: '（回复“退订”不再接收）', en: '(Reply “stop messages” to end these.)' }[language]}`);
}

/** A text with the customer's name, or without it where it is not known. */
export function fillName(text: string, name: string): string {
  return name === '' ? text.replaceAll(/[,，、 ]?\{name\}[,，、]?/g, '') : text.replaceAll('{name}', name);
}

/** Tells the agent who has the conversation what the customer has just wished about care messages. */
export function noteForAgent(wish: 'stop' | 'start' | 'birthday', language: Language): NewMessage {
  const texts: Readonly<Record<typeof wish, Bilingual>> = {
    stop: { zh: '客户要求不再接收关怀消息，已经生效，请顺便向客户确认一声。', en: 'The customer wants no more care messages. This is in force; please confirm it to them.' },
    start: { zh: '客户同意接收关怀消息，已经记下，请顺便向客户确认一声。', en: 'The customer agrees to care messages. This is noted; please confirm it to them.' },
    birthday: { zh: '客户同意接收关怀消息和生日祝福，已经记下，请顺便向客户确认一声。', en: 'The customer agrees to care messages and birthday wishes. This is noted; please confirm it to them.' },
  };
  return { author: 'system', visibility: 'staff', text: texts[wish][language] };
}

/** Tells staff what was to be sent to the customer and was not, because its time is over. */
export function notSent(name: Bilingual, why: NotSent['why']): NewMessage {
  return { author: 'system', visibility: 'staff', text: '', extras: { notice: { kind: 'not_sent', name, why } } };
}
