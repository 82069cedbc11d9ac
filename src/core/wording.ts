import type { RuleReason } from './article.ts';
import type { Bilingual, Language } from './language.ts';
import type { QuickReply } from './message.ts';

/** What the bot itself says, outside of articles and the catalogue. */
export const WORDING = {
  aiDisclosure: {
    zh: '您好，我是{company}的 AI 助理，可以随时为您转接人工客服。',
    en: "Hello, I'm the AI assistant of {company}. I can pass you to a person at any time.",
  },
  clarify: { zh: '您想了解的是哪一个呢？', en: 'Which of these do you mean?' },
  notFound: {
    zh: '抱歉，这个问题我在服务资料里没有找到可靠的答案，不想随便猜给您。您可以换个说法再问我，或者让人工客服来帮您。',
    en: "I'm sorry, I haven't found a reliable answer to that, and I'd rather not guess. You could ask in other words, or I can bring in a person.",
  },
  missed: {
    zh: '关于{questions}，我在服务资料里没有找到可靠的答案，不想随便猜给您。您可以换个说法再问我，或者让人工客服来帮您。',
    en: "On {questions} I haven't found a reliable answer, and I'd rather not guess. You could ask that in other words, or I can bring in a person.",
  },
  missedWhileWaiting: {
    zh: '关于{questions}，我在服务资料里没有找到可靠的答案，接待您的同事会看到这个问题。',
    en: "On {questions} I haven't found a reliable answer; the colleague who takes over will see that you asked.",
  },
  didNotHelp: {
    zh: '抱歉，刚才没有帮上您。可以再具体说说您遇到的情况吗？也可以现在就转人工客服。',
    en: "I'm sorry that wasn't what you needed. Could you tell me a little more about it? Or I can bring in a person now.",
  },
  orderOnly: {
    zh: '收到，订单 {order}。您想了解它的哪方面呢？物流进度可以在 App“我的订单”里看到；要查询或处理这个订单，我可以请人工客服来办。',
    en: 'Thank you, order {order}. What would you like to know about it? You can follow the parcel under My orders in the app; to have the order looked up or changed I can bring in a person.',
  },
  noted: {
    zh: '谢谢，联系方式已经记下，同事上班后会用它联系您。',
    en: 'Thank you, I have noted that. Our colleagues will use it to reach you when they are back.',
  },
  passedOn: {
    zh: '这句话也记下了，会和您的情况一起交给同事，上班后优先处理。',
    en: 'I have added that to your case. Our colleagues will see all of it first thing when they are back.',
  },
  filesOnly: {
    zh: '收到您发来的文件，谢谢。我是 AI 助理，看不了图片和文件里的内容。请用文字说说遇到了什么情况，我来帮您；也可以现在就转人工，同事能看到您发的文件。',
    en: "Thank you, I've got your file. As an AI assistant I can't look into pictures or files. Tell me in words what it is about and I'll help, or I can bring in a person now, who will see what you sent.",
  },
  filesPassedOn: { zh: '您发来的文件，同事也会看到。', en: 'They will also see the file you sent.' },
  filesBeside: { zh: '您发来的文件我打不开，同事能看到。', en: "I can't open the file you sent, but our colleagues can see it." },
  meanwhile: { zh: '在同事到来之前，这些也许能帮到您：', en: 'Until then, this may help:' },
  askAgain: { zh: '您好，有什么可以帮您的吗？直接告诉我您的问题就好。', en: 'Hello, how can I help? Just tell me what you need.' },
  handoverOpen: {
    zh: '已经为您转接{team}，并把我们的对话和您的情况一起交给同事，您不用再重复。{limit}会有人在这里回复您。',
    en: "I've passed you to our {team} with our whole conversation, so you won't have to repeat anything. Someone will answer you here {limit}.",
  },
  handoverClosed: {
    zh: '已经把您的情况记录下来并转给{team}。现在是非服务时间，同事会在{opens}上班后第一时间联系您。如果方便，请留下您的手机号或邮箱。',
    en: "I've noted everything and passed it to our {team}. They are off duty now and back {opens}; you will hear from them first thing. If you like, leave your phone number or e-mail here.",
  },
} as const satisfies Record<string, Bilingual>;

/** What is said first when a person takes over, by reason: one sentence that shows the customer was heard. */
export const HANDOVER_OPENING: Readonly<Record<RuleReason, Bilingual>> = {
  asked: { zh: '好的。', en: 'Of course.' },
  danger: {
    zh: '您和家人的安全最重要：请先断开电源、离开现场，不要再碰故障产品；起火请拨打 119，有人受伤或误食请拨打 120。我们的 24 小时安全专线 {safetyPhone} 随时有人接听，请现在就打。',
    en: 'Safety comes first: cut the power, keep everyone away and do not touch the product again. Call 119 for fire, 120 if anyone is hurt or has swallowed something. Our safety line {safetyPhone} is answered 24 hours a day; please call it now.',
  },
  law: { zh: '我明白这件事对您很重要，会由专人处理。', en: 'I understand how serious this is for you; a specialist will handle it.' },
  complaint: { zh: '给您带来这样的体验，真的很抱歉。', en: "I'm truly sorry about this experience." },
  vip: { zh: '感谢您一直以来的支持。', en: 'Thank you for being with us.' },
  mood: { zh: '我能明白您为什么着急，这件事请同事直接帮您处理。', en: 'I understand why you feel this way; a colleague will take care of it directly.' },
  unhelpful: { zh: '抱歉，我没能帮您解决。', en: "I'm sorry I couldn't solve this for you." },
  'not-understood': { zh: '抱歉，我没能理解您的问题，请同事来帮您。', en: "I'm sorry I couldn't understand this; a colleague will help." },
  'model-failed': { zh: '抱歉，我暂时答不上来。', en: "I'm sorry, I can't answer just now." },
  leaving: { zh: '听到您这么说我们很遗憾，想请同事和您好好聊聊。', en: "We'd be sorry to see you go, and a colleague would like to talk with you." },
};

const PERSON: QuickReply & { readonly language: Language } = { language: 'zh', label: '转人工', text: '转人工' };
const DID_NOT_HELP: Bilingual = { zh: '没有解决我的问题', en: "That didn't solve it" };

/** The choice "talk to a person". */
export function personReply(language: Language): QuickReply {
  return language === 'zh' ? { label: PERSON.label, text: PERSON.text } : { label: 'Talk to a person', text: 'Talk to a person' };
}

/** The choice "that did not help". */
export function didNotHelpReply(language: Language): QuickReply {
  return { label: DID_NOT_HELP[language], text: DID_NOT_HELP[language] };
}

/** Is this the choice "that did not help", or words that say just that about the last answer? */
export function isComplaintAboutAnswer(text: string): boolean {
  if (text.length > 200) return false;
  const said = text.trim().toLowerCase().replaceAll('’', "'").replace(/[。.!！~\s]+$/u, '');
  return Object.values(DID_NOT_HELP).some((own) => own.toLowerCase() === said) || ANSWER_COMPLAINT.test(said);
}

const ANSWER_COMPLAINT =
  /^(?:答非所问|不是这个(?:意思|问题)?|我问的不是这个|没有?用|没有?帮助|这没用|还是不(?:懂|明白|行)|(?:that|this) (?:didn't|doesn't|does not|did not) help(?: me)?|not helpful|that's not what i (?:asked|meant)|still (?:doesn't|does not) (?:help|work))$/;

/** A wording with its blanks filled. */
export function fill(wording: Bilingual, language: Language, values: Readonly<Record<string, string>> = {}): string {
  return wording[language].replace(/\{(\w+)\}/g, (blank, name: string) => values[name] ?? blank);
}
