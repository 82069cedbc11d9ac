import type { ContactWay } from '../protocol.ts';
import type { Entity } from '../understanding.ts';

/** Questions about the queue that can only mean the queue. */
const HOW_LONG_SURE =
  /(?:还|大概|大约|预计)?(?:要|得|需要)?(?:再)?(?:等|排)(?:队|到|待)?(?:多久|多长时间|多少时间|几分钟|到什么时候|到几点)|排(?:队)?(?:到)?(?:第几|几号|哪(?:儿|里)?了)|前面(?:还)?(?:有|排着)?(?:多少|几)(?:个|位)?(?:人)?|(?:什么时候|啥时候|何时|多久)(?:才|能|会|可以)*(?:轮到|排到|到)我|(?:什么时候|啥时候|何时|多久|几点)(?:才|能|会)*有人(?:工|来|接|回|处理|理)|快到我了(?:吗|没)|(?:人工|客服|同事)(?:还要|还得|要|得)?多久|how long (?:is the (?:wait|queue|line)|(?:do|must|will|would|should) i (?:have to |need to )?(?:be )?wait(?:ing)?|(?:until|till|before) (?:someone|somebody|a person|an agent|i get|it's my turn)|(?:is|will) (?:this|it) (?:going to )?take (?:to get|for|until|before) (?:someone|a person|an agent|somebody))|how many (?:people|customers|others)?\s*(?:are )?(?:ahead|before|in front)|(?:what(?:'s| is)|where) (?:is )?my (?:place|position|number|turn)|(?:where|what place|what number|what position) am i (?:in|at)?|when (?:will|does|is|can) (?:someone|somebody|a person|an agent|anyone|it (?:be )?my turn)|how much longer|expected wait|waiting time/i;

/** Questions that mean the queue where nothing else is asked: the whole message. */
const HOW_LONG_BARE = /^(?:请问|那|喂|你好|您好|hello|hi|so|and|well|sorry)?[,，。!！\s]*(?:大概|大约)?(?:还)?(?:要|得|需要)?(?:多久|多长时间|多少时间|几分钟)(?:啊|呀|呢|吗|了|才行)*[?？!！。\s]*$|^(?:ok(?:ay)?|so|and|hello|hi|please|sorry)?[,\s]*(?:about |roughly )?how long(?: (?:will|does) (?:it|this) take| now| still)?[?!.\s]*$/i;

/** What else takes its time: a question that names it is not one about the queue. */
const OTHER_MATTER = /退款|退货|换货|到账|发货|快递|物流|包裹|送货|配送|到货|补货|维修|安装|师傅|上门|发票|赔偿|补偿|refund|return|deliver|parcel|package|order|repair|install|technician|invoice|warrant|stock/i;

/** Does a customer who waits ask how long that takes, or where they stand in the queue? */
export function asksHowLong(text: string): boolean {
  const said = text.trim();
  return said.length <= 80 && !OTHER_MATTER.test(said) && (HOW_LONG_BARE.test(said) || HOW_LONG_SURE.test(said));
}

/** What a customer's words say about being called back. */
export type CallbackWords = {
  /** `ask`: wants it. `change`: wants another time or number for what is agreed. `cancel`: no longer wants it. */
  readonly kind: 'ask' | 'change' | 'cancel';
  /** Where it is said, or can be told from the number or address. */
  readonly way: ContactWay | undefined;
  readonly contact: string;
};

const CANCEL =
  /(?:不用|不要|不必|别|取消|无需|不需要)(?:再)?(?:给我|跟我|和我)?(?:的)?(?:回|打)?(?:个)?(?:电话|回电|来电|回复我了|联系我?了?|约定的?时间|预约)|(?:回电|电话|预约)(?:就)?(?:取消|不用了|不要了|算了)|(?:don't|do not|no need to|needn't|please don't) (?:call|ring|phone|contact|e-?mail) me|cancel (?:the |my |that )?(?:call ?back|call|appointment)|no (?:call ?back|call) (?:needed|necessary|please|any more)/i;

/** Blame for a call that has not come, or one of the past: no wish for another, and a matter for people. */
const PAST =
  /(?:说好|答应|承诺|约好)[^。！？\n]{0,12}(?:电话|回电|联系)|(?:没有?|从来没|一直没|都没|怎么还没|还没)(?:人|有人)?(?:给我|来)?(?:回|打|联系)(?:过)?(?:个)?(?:电话|我)?|(?:打|回)过(?:电话)?|(?:never|didn't|did not|haven't|hasn't|nobody|no one) (?:\w+ ){0,3}(?:call|called|rang|ring|phone|phoned)|(?:said|promised|told me) (?:\w+ ){0,6}(?:call|ring)|called me (?:yesterday|last|twice|already)/i;

/** Does the customer say that a call has not come? */
export function missesCall(text: string): boolean {
  return PAST.test(text);
}

const CALL =
  /(?:给我|帮我|请(?!问))(?:.{0,10}?)(?:回|打|来|致)(?:个|一个|一下)?电(?:话)?|(?:回|打)(?:个|一个|一下)?电话(?:给我|到|吧|就行|联系)|回电|(?:回|打)(?:给)?我(?:的)?(?:个)?(?:电话|手机)|打(?:给)?我|(?:电话|手机)(?:联系|回复|通知|找)(?:我|一下)|致电(?:给)?我|\b(?:call|ring|phone)(?: me)? back\b|\bcall ?back\b|\b(?:call|ring|phone) me\b|\bgive me a (?:call|ring)\b|\breach me (?:on|by phone|at)\b/i;
/** Somebody else calls, or the customer asks about calling: no wish to be called by us. */
const OTHERS =
  /(?<!(?:让|请|叫|安排|派|麻烦|催)(?:你们|贵司|那个?位?)?(?:的)?(?:安装|维修|送货|配送|上门)?)(?:师傅|快递员?|骑手|司机|工人|对方|骗子|推销|陌生人|(?<!其)他们?|她)(?:[^，。！？,.!?\n]{0,6})(?:打|回|来电)|(?:怎么|能不能|可不可以|可以|是否|要不要)(?:才能)?(?:打|拨打?)(?:客服|热线|人工)?电话(?!给我)|\b(?:technician|courier|driver|installer|fitter|they|he|she|scammers?|strangers?)\b[^.,!?\n]{0,30}\b(?:call|ring|phone|email|e-mail)s?\b|\b(?:how|when|where|who|can|could|should|may|do) (?:do |can |should |would )?(?:i|we)(?: \w+){0,2} (?:call|ring|phone)(?: back)?\b|\bi(?:'ll| will)? (?:can |could |will )?(?:call|ring|phone) (?:you )?back\b/i;
/** Asks us to call in so many words, whoever else is spoken of. */
const PLEASE = /\b(?:please|pls|can you|could you|would you|kindly) (?:just |also )?(?:call|ring|phone|e-?mail)\b|(?:请|麻烦|希望|劳烦)(?:你们|您|客服|贵司)?(?:尽快|赶紧)?(?:给我|帮我)?(?:回|打|来)(?:个|一个)?电/i;
const MAIL = /(?:发|写|回)(?:个|一封|封)?(?:邮件|邮箱|电邮|email)(?:给我|到|回复)?|(?:邮件|邮箱)(?:联系|回复|通知)|\b(?:e-?mail|write to) me\b|\b(?:answer|reply|contact me|reach me) by e-?mail\b/i;
const CHAT =
  /(?:晚点|晚些|稍后|待会|过会儿?|一会儿?|有空|回头|明天|后天|今晚|周[一二三四五六日])[^。！？\n]{0,8}(?:再)?(?:回复|联系|找|答复|通知)我|(?:等不了|不等了|没时间等|先走了|先忙去了)|(?:给你们|我)?留(?:个|一下)?言|\b(?:contact|message|answer|get back to|text|write) me (?:\w+ ){0,3}(?:later|tomorrow|tonight|on \w+day|when)|\b(?:leave a message|can(?:'|no)t wait|no time to wait|won't wait|rather not wait)\b/i;
const CHANGE = /改(?:到|成|在|约|一下|个)|换(?:到|成|个|一个)|推迟|提前|另约|\b(?:change|reschedule|make it|move it|instead|another time|rather)\b/i;

/**
 * Reads what a customer says about being called back; `undefined` where nothing is said of it. `hasAgreed`: there is such a
 * promise already. A number alone is a wish only where the customer was asked for one (`wasAsked`).
 */
export function readCallbackWords(text: string, entities: readonly Entity[], { hasAgreed, wasAsked }: { readonly hasAgreed: boolean; readonly wasAsked: boolean }): CallbackWords | undefined {
  const said = text.trim();
  const phone = entities.find(({ kind }) => kind === 'phone')?.value;
  const mail = entities.find(({ kind }) => kind === 'email')?.value;
  if (said.length > 300) return undefined;
  if (CANCEL.test(said)) return hasAgreed ? { kind: 'cancel', way: undefined, contact: '' } : undefined;
  if (PAST.test(said) || (OTHERS.test(said) && !PLEASE.test(said))) return undefined;
  const spoken = CALL.test(said) ? 'phone' : MAIL.test(said) ? 'email' : CHAT.test(said) ? 'chat' : undefined;
  if (spoken === undefined && !(wasAsked && (phone ?? mail) !== undefined)) {
    return hasAgreed && CHANGE.test(said) ? { kind: 'change', way: phone ? 'phone' : mail ? 'email' : undefined, contact: phone ?? mail ?? '' } : undefined;
  }
  // Who cannot wait and leaves a number wants to be called, whatever the words.
  const way = phone !== undefined && spoken !== 'email' ? 'phone' : mail !== undefined && spoken !== 'phone' ? 'email' : spoken;
  return { kind: 'ask', way, contact: way === 'phone' ? (phone ?? '') : way === 'email' ? (mail ?? '') : '' };
}
