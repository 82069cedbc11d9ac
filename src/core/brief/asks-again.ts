import { fold } from '../model-answer/fold.ts';

/** What an agent may ask a customer for that a brief can have. */
export const ASKED_KINDS = ['order', 'product', 'phone', 'email', 'address', 'name', 'amount', 'date', 'since', 'problem'] as const;

/** What is asked for. */
export type AskedKind = (typeof ASKED_KINDS)[number];

/** A wish to be told, in a sentence. */
const ASKS = /[?？]|请问|(?:请|麻烦|劳烦|烦请|需要?|能否|可否|方便|可以|能).{0,16}(?:提供|发|告诉|告知|报|留|说|给|填|补充|描述|讲|输入|回复|核对)|(?:发|报|给|告诉)(?:我|一下)|多少|是什么|哪|吗$|呢$|\b(?:please|kindly|could (?:you|i|we)|can (?:you|i|we)|may (?:i|we)|would you|i(?:'ll| will|'d|) need|we(?:'ll| will|) need|send (?:me|us|over)|give (?:me|us)|tell (?:me|us)|share|provide|let me know|what(?:'s| is| was| are)?|which|when|where|how)\b/;
/** Whoever says so asks for nothing of it. */
const HAS_IT = /(?:不|无)需要?您?(?:再|重复|提供)|不用(?:您)?(?:再|重复|提供|发)|(?:已经?|都)(?:有|看到|收到|记下|查到|拿到|记录)|(?:我|这边)(?:能|可以)?看到|(?:不要|别|切勿|请勿)(?:把|将|告诉|提供)|\bno need\b|\b(?:don't|do not|won't|needn't) (?:need|have) to\b|\b(?:never|don't|do not) (?:share|send|give|tell)\b|(?<!\b(?:could|may|can|might|do|should) )\bi(?:'ve| have)?(?: already)? (?:have|got|see|can see|found)\b|\b(?:already|i can see)\b/;
/** Numbers that are told, and told again to be confirmed. */
const TELLS = /\d{4,}|\d\*{2,}|[¥$€£]\s?\d/;
/** Not about what happened: the question at the end of a conversation. */
const CLOSING = /还有(?:什么|其他|别的)|其他(?:问题|需要)|\b(?:anything else|something else|other questions?)\b/;

type Sign = { readonly kind: AskedKind; readonly zh: RegExp; readonly en: RegExp; readonly unless?: RegExp };

const SIGNS: readonly Sign[] = [
  {
    kind: 'amount',
    zh: /(?:付|花|支付|扣|收)了?(?:您)?多少(?:钱)?|多少钱|金额(?:是|为)?(?:多少)|(?:提供|告诉|告知|说|核对).{0,10}(?:金额|价格|实付)/,
    en: /\bhow much (?:did|was|were|have)\b|\b(?:order total|total amount|amount (?:paid|charged|you paid)|what (?:was|is) the (?:amount|total|price))\b/,
  },
  {
    kind: 'date',
    zh: /(?:什么时候|哪一?天|何时|几号|什么时间|几月)(?:您)?.{0,6}(?:买|购|下的?单|订的|收到|签收|付|拍)|(?:购买|下单|订购|签收|收货)(?:的)?(?:日期|时间)/,
    en: /\bwhen did you (?:buy|purchase|order|place|receive|get|pay)\b|\b(?:purchase|order|delivery) date\b|\b(?:date of (?:purchase|order))\b|\bhow long ago did you (?:buy|order|purchase)\b/,
  },
  {
    kind: 'since',
    zh: /(?:什么时候|何时|哪一?天|从几号|几时).{0,6}(?:开始|出现|发生|坏|有的|这样)|(?:持续|出现|发生|坏|这样)了?(?:多久|多长时间|几天)|(?:多久|多长时间)了/,
    en: /\bsince when\b|\bhow long has (?:it|this|that|the)\b|\bhow long have you (?:been|had)\b|\bwhen did (?:it|this|that|the (?:problem|issue|fault|noise|leak|trouble))\b|\bwhen (?:did|has) .{0,24}(?:start|begin|happen|occur)/,
  },
  { kind: 'order', zh: /订单(?:编?号码?|信息)|单号/, en: /\border (?:number|no\b|id|#|reference|details)|\bdo you have an order\b|\bwhich order\b/ },
  {
    kind: 'product',
    zh: /(?:什么|哪一?(?:款|个|种|台|件|样))(?:型号|产品|商品|机器|东西|宝贝|款)|(?:型号|产品名称?|机型)(?:是|呢|吗|叫|$)|(?:购买|买|用)的(?:产品|商品|机器)?是(?:什么|哪)|(?:提供|告诉|告知|报|发|说).{0,14}(?:型号|机型|产品名)|是什么(?:产品|商品|型号)|是哪(?:一?款|个型号)/,
    en: /\b(?:what|which) (?:product|model|item|device|appliance|machine)\b|\b(?:product|model|item) (?:name|number)\b|\bwhat did you (?:buy|order|purchase)\b|\bwhat (?:are you|were you) using\b|\bthe model\b.{0,12}\?/,
  },
  { kind: 'email', zh: /邮箱|电子邮件|邮件地址/, en: /\be-?mail\b/ },
  {
    kind: 'phone',
    zh: /手机号?码?|电话(?:号码?)?|联系方式|联系号码/,
    en: /\b(?:phone|mobile|telephone|cell|contact)(?: number)?\b.{0,24}|\bnumber (?:to|we can|i can|where|on which) (?:call|reach|get)\b/,
    unless: /接听|接电话|打.{0,6}给您|给您打|致电|回电给|尾号|\b(?:call|reach) you on (?:the|your)\b|\bcustomer service phone\b/,
  },
  {
    kind: 'address',
    zh: /地址|(?:住在|送到|寄到|安装在)哪/,
    en: /\baddress\b|\bwhere (?:should|shall|do|can|would) (?:we|i|you).{0,24}(?:deliver|send|ship|pick|collect|live)/,
    unless: /邮箱地址|邮件地址|\be-?mail address\b/,
  },
  { kind: 'name', zh: /怎么称呼|如何称呼|怎样称呼|贵姓|尊姓|您的(?:姓名|名字)|您叫什么/, en: /\b(?:your (?:full |first |last )?name|who (?:i am|i'm|am i) speaking|who am i talking)\b/ },
  {
    kind: 'problem',
    zh: /(?:什么|哪些|啥|哪方面的?)(?:样的?)?(?:问题|情况|事情?|故障|状况|麻烦)|有(?:什么|啥)(?:可以|能够?|需要)?(?:为您|帮)|(?:怎么|是怎么)(?:回事|了)|发生了?(?:什么|啥)|(?:描述|详细说|具体说|说说|讲讲|介绍|说明?一下|讲一下|先说).{0,10}(?:问题|情况|经过|事情|怎么|$)/,
    en: /\b(?:how|what) (?:can|may|could) i (?:help|assist|do for)\b|\bwhat (?:happened|went wrong|is wrong|is going on)\b|\bwhat(?:'s| is| seems to be| appears to be)? (?:the |your |this )?(?:exact |main )?(?:problem|issue|matter|trouble|wrong|it about)\b|\bwhat (?:problem|issue|trouble|seems)\b|\b(?:describe|explain|tell (?:me|us)) .{0,30}(?:problem|issue|happened|happening|went wrong|situation|matter)\b|\bmore about what\b/,
    unless: CLOSING,
  },
];

/** What a message to a customer asks for, each once; nothing where it only tells, confirms or has it already. Pure. */
export function askedIn(message: string): readonly AskedKind[] {
  const kinds = new Set<AskedKind>();
  for (const sentence of fold(message).split(/(?<=[。！？!?\n])|(?<=\.)\s+/)) {
    // What is told in the same breath is confirmed, not asked.
    if (!ASKS.test(sentence.trim()) || HAS_IT.test(sentence) || TELLS.test(sentence)) continue;
    for (const { kind, zh, en, unless } of SIGNS) {
      if (!(zh.test(sentence) || en.test(sentence)) || unless?.test(sentence)) continue;
      kinds.add(kind);
    }
  }
  return ASKED_KINDS.filter((kind) => kinds.has(kind));
}

/** What a message asks for though it is known: the customer would have to say it again. */
export function asksAgain(message: string, known: ReadonlySet<string>): readonly AskedKind[] {
  return askedIn(message).filter((kind) => known.has(kind));
}
