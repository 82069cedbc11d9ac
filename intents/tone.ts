const ASKS_ZH = /[?]|吗|么$|怎么|怎样|咋|如何|什么时候|是什么|多久|多少|几[点天个号层分]|哪[里个儿些天家种款台]|能不能|能否|是否|可不可以|可以不|有没有|是不是|会不会|要不要|请问|想问|问一下|呢$/;
const ASKS_EN = /\?|(?:^|[,.;!] ?)(?:(?:hi|hello|hey|and|so|but|also|ok|please|then|excuse me)[ ,]+)*(?:how(?! (?:generous|kind|thoughtful|lovely|nice|clever|convenient|helpful|wonderful))|what(?! an? )|when|where|which|who|can|could|do|does|did|is|are|will|would|should|may|any)\b/;

/** Does a folded text ask something, in its form? */
export function isQuestion(folded: string): boolean {
  return ASKS_ZH.test(folded) || ASKS_EN.test(folded.trimStart());
}

/** Are at least two whole words and most letters of a text as written in capitals? */
export function isShouted(original: string): boolean {
  const sample = original.slice(0, 2_000);
  const upper = sample.match(/[A-Z]/g)?.length ?? 0;
  return upper >= 8 && upper > 2 * (sample.match(/[a-z]/g)?.length ?? 0);
}

const GENERAL_ZH =
  /(?:会不会|能不能|可不可以|有没有|是不是都?|要不要|安不安全|容不容易)|(?:会|能|可以|容易|安全|正常|防|带|支持|需要)[^,。!?，；！？]{0,10}(?:吗|么|不$|不[?])|怎么(?:清洗|洗|调|设|防|避免|预防|关|选|保养)|如何(?:清洗|防|避免|预防)|哪[款个种]|功能|温度/;
const GENERAL_EN =
  /^(?:(?:hi|hello|hey|and|so|also|but|ok|please|excuse me|just wondering)[ ,]+)*(?:can|could|does|do|will|would|is|are|how|what|which|should)\b|(?:^| )(?:how do i|how can i|what setting|is that (?:ok|okay|normal|safe|dangerous)|is it (?:ok|okay|normal|safe|dangerous)|normal\?)/;
/** What happened just now, or happens: then the question is about an event. */
const EVENT_ZH = /(?<!久)[了着]|正在|刚|突然|一直|总|老是|每次/;
const EVENT_EN = /\b(?:just|now|keeps?|every time|started|i got|i get|i feel|i felt|i see|was|were|has been|have been|suddenly|help|there is|there's|coming|got|unplugged)\b/;

/** Does a folded text only ask what a thing can do or how it is used, and tell of nothing that happened? */
export function asksInGeneral(folded: string): boolean {
  return (GENERAL_ZH.test(folded) && !EVENT_ZH.test(folded)) || (GENERAL_EN.test(folded.trimStart()) && !EVENT_EN.test(folded));
}

const SYLLABLE = /^(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ue|v|ve)$/;
const ENGLISH = /^(?:a|an|i|me|he|she|we|you|the|to|do|no|so|go|be|hi|is|on|in|men|can|pan|fan|ban|bin|gun|hang|dang|mean|here|there|ring|long|song|sing|die|lie|tie|pie|shoe|due|sue|women|hen|pen|ten|den|sun|run|fun|gang|bang|pin|win|sin|tin|ping|king|pang|tang|dong|gong)$/;

/** Is a folded text Chinese in Latin letters: at least two syllables, all words made of them, and not all English words? */
export function isPinyin(folded: string): boolean {
  const words = folded.slice(0, 300).normalize('NFD').replace(/\p{M}/gu, '').match(/[a-z]+/g) ?? [];
  if (words.length < 2 || /\p{Script=Han}/u.test(folded)) return false;
  const others = words.filter((word) => !SYLLABLE.test(word) || ENGLISH.test(word));
  return words.every((word) => SYLLABLE.test(word)) && others.length <= words.length / 2;
}

const COMPANY_ZH = /你们|你家|损失|承担|承认|管管|管一管|态度|侮辱|你司|贵司|贵公司|商家|公司|平台|品牌|客服|售后|服务|师傅|店员|店里|门店|快递员|送货|配送员|安装工|安装的|小哥|工人|员工|经理|负责|没人|有人管|处理|解决|道歉|赔|说法|交代|答复|解释|承诺|答应|说话|骗|良心|消费者|顾客|客户|用户|投诉|不满|反映/;
const COMPANY_EN =
  /\b(?:you|your|you're|you've|yourselves|u|ur|staff|agents?|advisors?|service|support|company|firm|brand|shop|store|retailer|fitters?|installers?|technicians?|engineers?|couriers?|drivers?|delivery (?:man|men|guy|person|team)|workers?|employees?|manager|nobody|no one|no-one|anyone|customers?|treated|responsib\w+|promis\w+|apolog\w+|compensat\w+|complain\w*|lie[ds]?|lying|scam\w*|liars?|cheat\w*|dissatisfaction|excuses?|loss(?:es)?|deceiv\w+|deny|denies|they|them|he|she|his|her)\b/;

/** Does a folded text hold somebody to account: the company, its people, what they did or owe? A short outburst counts too. */
export function holdsToAccount(folded: string): boolean {
  const isShort = folded.replace(/[^\p{L}\p{N}]+/gu, '').length <= (/\p{Script=Han}/u.test(folded) ? 8 : 20);
  return isShort || COMPANY_ZH.test(folded) || COMPANY_EN.test(folded);
}
