import type { Language } from '#core/protocol.ts';

/** What the card says that shows a waiting customer what was passed on. */
export const PASSED_ON_WORDS = {
  zh: {
    title: '我已转达给同事',
    question: '这样对吗？',
    yes: '对，没错',
    correct: '需要更正',
    was: '原来是',
    thanks: '谢谢确认，同事接手时会直接看到。',
    hint: '改不对的地方就好，其他不用动。',
    more: '还有哪里不对？（可不填）',
    send: '提交更正',
    cancel: '不改了',
    sent: '已更正，谢谢您。',
    failed: '没有成功，请稍后再试。',
  },
  en: {
    title: 'This is what I passed on',
    question: 'Is this right?',
    yes: "Yes, that's right",
    correct: 'Correct it',
    was: 'before:',
    thanks: 'Thank you. My colleague will see this at once.',
    hint: 'Change only what is wrong.',
    more: 'Is anything else wrong? (optional)',
    send: 'Send the correction',
    cancel: 'Leave it',
    sent: 'Corrected, thank you.',
    failed: "That didn't work. Please try again later.",
  },
} as const satisfies Record<Language, Record<string, string>>;
