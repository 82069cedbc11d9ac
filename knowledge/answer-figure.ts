/** What kinds of figures questions ask for, and what a passage that has one looks like, in both languages. */
const KINDS = [
  {
    asks: /几天|多久|多长时间|几个?(?:小时|月|年|工作日)|什么时候|啥时候|何时|how (?:long|many (?:days|hours|weeks|months|years)|often|soon)|\bwhen\b/i,
    has: /\d[\d–~-]*\s*(?:个?(?:工作日|小时|分钟|月|星期|周|年)|天|日)|\d[\d–-]*\s*(?:working |business )?(?:days?|hours?|minutes?|weeks?|months?|years?)|\d{1,2}:\d{2}/i,
  },
  {
    asks: /多少钱|几块|费用|收费|运费|邮费|贵不贵|什么价|价格|要钱|how much|\b(?:price|cost|costs|fee|fees|charge|pay for|postage)\b/i,
    has: /[¥￥]\s*\d|\d\s*元|免费|包邮|\bfree\b/i,
  },
  {
    asks: /几点|营业时间|上班时间|what time|opening hours/i,
    has: /\d{1,2}:\d{2}|24\s*(?:小时|hours)/i,
  },
] as const;

/**
 * Tells the passages that have the kind of figure a question asks for: a time for "how long", an amount for "how much".
 * `undefined` when the question asks for none.
 */
export function figureAskedIn(question: string): ((text: string) => boolean) | undefined {
  const kinds = KINDS.filter(({ asks }) => asks.test(question));
  return kinds.length === 0 ? undefined : (text) => kinds.some(({ has }) => has.test(text));
}
