import { figureAskedIn } from './answer-figure.ts';

/** Something that questions ask for, and how a part that gives it is headed or begins. */
type Kind = { readonly asks: RegExp; readonly heading: RegExp; readonly opening?: RegExp };

const KINDS: readonly Kind[] = [
  {
    asks: /多少钱|几块|费用|收费|运费|邮费|贵不贵|什么价|价格|要钱|how much|\b(?:price|cost|costs|fee|fees|charges?|postage)\b/i,
    heading: /多少钱|费用|收费|价格|价钱|运费|贵|\b(?:prices?|costs?|fees?|charges?|pay)\b/i,
  },
  {
    asks: /几天|多久|多长时间|几个?(?:小时|月|年|工作日)|什么时候|啥时候|何时|几号|几点|how (?:long|soon|often|many (?:days|hours|weeks))|\bwhen\b|what time/i,
    heading: /多久|几天|几点|什么时候|时间|哪天|期|how (?:long|often)|\bwhen\b|\btimes?\b|\bhours\b/i,
  },
  {
    asks: /怎么(?!样|回事|这么|还|没|不)|如何|怎样|咋|在哪|哪里|哪儿|步骤|\bhow (?:do|can|to|should)\b|\bwhere\b|\bsteps?\b/i,
    heading: /怎么|怎样|如何|在哪|哪里|步骤|第一步|\bhow\b|\bwhere\b|\bstep|^[A-Z][a-z]+ing\b/i,
    opening: /^(?:1\.|打开|在[^，。]{0,8}App|登录|Open\b|In the app|Go to)/i,
  },
  {
    asks: /吗|能不能|可不可以|可以不|能否|行不行|行吗|是不是|有没有|会不会|要不要|^(?:can|could|do|does|did|is|are|may|will|would|should|am)\b/i,
    heading: /吗|能不能|可不可以|\?$/,
    opening: /^(?:可以|能|不能|不可以|不用|不会|会|是的|不是|有|没有|正常|支持|不支持|需要|要|都在|yes|no)(?![a-z])/i,
  },
];

/** How well the kind of a part fits what a question asks for: from 0 (the question asks for nothing special) to about 1. */
export type KindFit = (part: { readonly headings: readonly string[]; readonly text: string }) => number;

/** Tells which parts give what a question asks for: amounts, times, steps, or yes and no. Below 0 where the figure is missing. */
export function kindFitOf(question: string): KindFit {
  const kinds = KINDS.filter(({ asks }) => asks.test(question.trim()));
  const hasFigure = figureAskedIn(question);
  return ({ headings, text }) => {
    const heading = headings.at(-1) ?? '';
    const headed = kinds.some((kind) => heading !== '' && kind.heading.test(heading)) ? 0.5 : 0;
    const opened = kinds.some((kind) => kind.opening?.test(text) ?? false) ? 0.5 : 0;
    return headed + opened - (hasFigure === undefined || hasFigure(text) ? 0 : 1);
  };
}
