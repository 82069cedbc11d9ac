import type { Language } from '#core/protocol.ts';

const WORDS = {
  zh: {
    title: '稍后联系我',
    way: '怎样联系您',
    ways: { phone: '打电话', email: '发邮件', chat: '在这里回复' },
    phone: '电话号码',
    email: '邮箱地址',
    when: '什么时候方便',
    soon: '尽快',
    at: '选一个时间',
    time: '日期和时间',
    consent: '同意用它联系我这件事，不作他用',
    send: '约好',
    back: '继续等',
    agreedTitle: '约好了',
    agreed: { phone: (when: string, end: string) => `${when}给您打电话（尾号 ${end}）`, email: (when: string, end: string) => `${when}给您发邮件（${end}）`, chat: (when: string) => `${when}在这里回复您` },
    late: '约好的时间已经过了，我们没能按时联系您，很抱歉。您可以改个时间，或者继续排队。',
    agreedText: '您不用一直等着。有新情况可以继续写在这里。',
    change: '改时间',
    cancel: '取消，继续排队',
    failed: '没有成功，请稍后再试。',
  },
  en: {
    title: 'Get back to me later',
    way: 'How shall we reach you?',
    ways: { phone: 'Phone', email: 'E-mail', chat: 'In this chat' },
    phone: 'Phone number',
    email: 'E-mail address',
    when: 'When suits you?',
    soon: 'As soon as possible',
    at: 'At a time I choose',
    time: 'Day and time',
    consent: 'You may use it to reach me about this, and for nothing else',
    send: 'Agree',
    back: 'Keep waiting',
    agreedTitle: 'Agreed',
    agreed: { phone: (when: string, end: string) => `We'll call you ${when}, on the number ending in ${end}`, email: (when: string, end: string) => `We'll e-mail you ${when}, at ${end}`, chat: (when: string) => `We'll answer you here ${when}` },
    late: "The time we agreed on has passed without our reaching you, and we're sorry. You can choose another time, or keep waiting.",
    agreedText: "You needn't wait here. If anything changes, just add it below.",
    change: 'Change the time',
    cancel: 'Cancel and keep waiting',
    failed: "That didn't work. Please try again in a moment.",
  },
} as const;

/** What is said about reaching somebody later; apart from the other wordings, because few open it. */
export function formWords(language: Language): (typeof WORDS)[Language] {
  return WORDS[language];
}
