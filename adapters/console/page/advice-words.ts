/** Texts of the advice on replies; part of the page's texts, see `i18n.ts`. */
export const ADVICE_TEXTS = {
  advice: { zh: '表达建议，不影响发送', en: 'Advice on wording; you can send all the same' },
  adviceTake: { zh: '改成“{words}”', en: 'Use “{words}”' },
  adviceTakeHint: { zh: '放进回复框，发送前还可以修改', en: 'Puts it into the reply box; change it as you like' },
  adviceMore: { zh: '还有 {count} 条建议', en: '{count} more' },
} as const;
