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
  /(?:会不会|能不能|可不可以|有没有|是不是都?|要不要|安不安全|容不容易)|(?:会|能|可以|容易|安全|正常|防|带|支持|需要)[^,。!?，；！？]{0,10}(?:吗|么|不$|不[?])|怎么(?:清洗|洗|调|设|防|避免|预防|关|选|保养)|如何(?:清洗|防|避免|预防)|哪[款个种]|功能|温度|有用[吗么]|有没有用|管用[吗么]|有效[吗么]|好使[吗么]/;
const GENERAL_EN =
  /^(?:(?:hi|hello|hey|and|so|also|but|ok|please|excuse me|just wondering)[ ,]+)*(?:can|could|does|do|will|would|is|are|how|what|which|should)\b|(?:^| )(?:how do i|how can i|what setting|is that (?:ok|okay|normal|safe|dangerous)|is it (?:ok|okay|normal|safe|dangerous)|normal\?)|[,.;] ?(?:does|do|will|can) (?:the|your|this|it)\b/;
/** What happened just now, or happens: then the question is about an event. */
const EVENT_ZH = /(?<!久)[了着]|正在|刚|突然|一直|总|老是|每次/;
const EVENT_EN = /\b(?:just|now|keeps?|every time|started|i got|i get|i feel|i felt|i see|was|were|has been|have been|suddenly|help(?=[!.,]|$)|help me|please help|there is|there's|coming|got|unplugged)\b/;

/** Does a folded text only ask what a thing can do or how it is used, and tell of nothing that happened? */
export function asksInGeneral(folded: string): boolean {
  return (GENERAL_ZH.test(folded) && !EVENT_ZH.test(folded)) || (GENERAL_EN.test(folded.trimStart()) && !EVENT_EN.test(folded));
}

const HEARSAY_ZH = /(?:看到?|听|刷到|读到|网上|新闻|报道|有人|朋友|同事|邻居|别人|评论|评价)[^,。!?，；！？]{0,6}(?:说|讲|看到|新闻|报道|评论|评价|视频|帖子|投诉|提到)|(?:看|听)(?:到|说|见|过)?[^,。]{0,4}(?:新闻|报道|传言|帖子|视频)|听说|据说|传闻|新闻(?:里|上)?说|网上说/;
const HEARSAY_EN =
  /\b(?:i|we|just|i've|my \w+|a friend|people|someone|somebody|reviews?|the news|they)? ?(?:read|heard|saw|seen|watched|came across|told me|say|says|mentioned)(?: (?:about|that|of|somewhere|online|on the news|in the news|a|an|some))*(?: (?:story|video|report|article|post|review|news|vacuum|reviews))?\b.{0,60}\b(?:caught|catch|fire|explode|shock|complain\w*|sue|sued|lawsuit|court|switched|leaving|stopped buying|bad|scam|safe)|\b(?:a|one) (?:friend|colleague|neighbou?r|review\w*|cousin)\b.{0,30}\b(?:complained|sued|switched|left|said|had|got|was)/;
/** The customer's own case: then it is no hearsay, whoever else has told of one. */
const SWINDLE = /诈骗(?:短信|电话)|是不是(?:骗子|诈骗|假的)|\b(?:is (?:that|this|it) (?:a scam|phishing|genuine|real)|scam\?|got an? (?:text|sms|e-?mail))\b/;
const OWN_ZH = /我家(?:的|里|也|这)|我的|我这|我们?也|我买的|自己|刚刚|正在|现在/;
const OWN_EN = /\b(?:mine|my (?:own|home|house|kitchen|flat|unit|machine|vacuum|robot|washer|fridge|fryer|purifier|lock|child|son|daughter|wife|husband|hand)|so (?:am|will|do) i|right now|just now|happening)\b/;

/** Does a folded text tell or ask about what happened to others ("看到新闻说有扫地机起火，你们的安全吗"), and of nothing of its own, or about a message in the company's name that may be a swindle? */
export function isHearsay(folded: string): boolean {
  const head = folded.slice(0, 400);
  return SWINDLE.test(head) || (isQuestion(head) && ((HEARSAY_ZH.test(head) && !OWN_ZH.test(head)) || (HEARSAY_EN.test(head) && !OWN_EN.test(head))));
}

const HARM_ZH = /烟|火|烧|焦|糊|味|烫|电(?!视|饭|话|商|脑|费|影|子|梯|台)|漏|炸|爆|伤|血|疼|痛|肿|夹|卡|困|锁|吞|咽|毒|晕|摔|倒|掉|砸|断|裂|鼓|热|水|救|险|安全|怕|麻|着了|着起|闸|孩子|小孩|宝宝|老人/;
const HARM_EN =
  /\b(?:smok\w*|smouldering|fire\w*|flam\w*|burn\w*|hot|heat\w*|melt\w*|shock\w*|electr\w*|spark\w*|zap\w*|jolt\w*|tingl\w*|leak\w*|drip\w*|sw[eo]ll\w*|puff\w*|bulg\w*|explo\w*|burst\w*|blew|blow|hurt\w*|injur\w*|blood|bleed\w*|cut|fingers?|thumb|hands?|arm|eyes?|skin|child\w*|kids?|toddler|baby|son|daughter|swallow\w*|chok\w*|trap\w*|stuck|lock\w*|fell|fall\w*|slip\w*|gas|smell\w*|fumes?|dizzy|help|danger\w*|scar\w*|died|dead\w*|kill\w*|water|wires?|cables?|sockets?|plugs?|breaker|fuse|trip\w*|glow\w*|crackl\w*|batter\w*|glass|numb|short|loose|bracket)\b/;

/** Does a folded text name nothing that could harm anybody? */
export function isHarmless(folded: string): boolean {
  const head = folded.slice(0, 600);
  return !HARM_ZH.test(head) && !HARM_EN.test(head);
}

const PURCHASE = /采购|报价|企业价|团购|批量|公对公|买[^。]{0,6}[台个套把]|换空调|\b(?:quot(?:e|ation)|bulk|procure\w*|tender|reseller|want to buy|would like to buy|need (?:\w+ )?(?:new |more )?(?:purifiers?|aircons?|fridges?|washers?|humidifiers?|locks?)|wants new)\b/;

/** Does a folded text order for a firm or an office? Its name ("律所", "newspaper") is then no threat. */
export function isPurchase(folded: string): boolean {
  return PURCHASE.test(folded);
}

const COMING = /\b(?:switched|changed|chang(?:e|ing)|coming|came|moved) (?:over )?(?:to (?:you|yours|liwu) )?from\b|\bused (?:another|a different) (?:brand|make)\b|\bcustomer for\b.{0,20}\balways\b|\b(?:as good as ever|buy again|be back|somewhere else)\b|从(?:别|其他|其它)|(?:以前|之前|原来)用(?:的)?(?:别|其他|小米|戴森|美的|海尔)|第一次在你们|一如既往|老客户.{0,6}(?:优惠|折)/;

/** Does a folded text tell of coming here from elsewhere, or of coming again? */
export function tellsOfComing(folded: string): boolean {
  return COMING.test(folded);
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
