/** Said before a request without being one; longer ones stand before the shorter ones that they begin with. */
const OPENING_ZH = [
  '(?:客服|亲|小栗|老板|各位|你们|机器人)?(?:你好|您好|你们好|哈[啰喽]|嗨|喂+)(?:[呀啊哇哈]|亲|客服)*',
  '(?:早上|上午|中午|下午|晚上|新年)好[呀啊]?',
  '(?:亲+|亲爱的|老板|掌柜的?|客服|小栗|小姐姐|大神|各位)们?(?:[，,。.!！~ ]+|在[吗么嘛]|在不在)',
  '(?:请问)?(?:在[吗么嘛]|在不在|有人[吗么嘛])',
  '(?:不好意思|打扰(?:一下|了|您了|你了|下)?|麻烦(?:一下|您了|你了)?|劳驾|辛苦了)',
  '(?:我(?:就|只)?(?:是)?)?(?:想|要|来)?(?:请教|咨询|问|打听|了解|确认)(?:一下|个事儿?|个问题|一个问题|点事儿?|一件事|件事|您一下|你们?一下|(?:下|您|你们?)(?=[，,:：。\\s]|$))+(?:情况|问题)?(?:哈|哦)?',
  '(?:我)?(?:有|还有)(?:一个|个|几个|一些|点)(?:小)?(?:问题|事儿?|疑问)(?:(?:想|要)(?:请教|咨询|问|麻烦))?(?:一下)?(?:(?:你们?|您)(?=[，,:：。\\s]|$))?',
  '请问(?:一下|(?:下|您|你)(?=[，,:：。\\s]|$))?',
  '(?:能|可以|可不可以|能不能)(?:问|请教|咨询)(?:一下|下|个问题|你|您)+[吗么]?',
];
const CLOSING_ZH = [
  '(?:非常|十分|多|先)?(?:谢谢|感谢|谢了|谢啦|多谢)(?:你们?|您|啦|了|哦|哈|啊|亲|大家)*',
  '(?:麻烦|辛苦|拜托|劳烦)(?:你们?|您|了|啦|大家)+',
  '(?:在线)?等(?:你们?|您)?(?:的)?回复',
  '(?:盼|望)(?:复|回复)',
];
const OPENING_EN = [
  "(?:hello|hi|hey|hiya|hallo|greetings|good (?:morning|afternoon|evening|day)|morning|evening)(?: there| again| all| everyone| team| folks| guys| support| customer service| liwu(?: home)?| to you)*",
  'dear (?:sir or madam|sir|madam|all|team|support|customer service|liwu(?: home)?)',
  '(?:excuse me|sorry to (?:bother|disturb|trouble) you|pardon me|apologies for (?:bothering|disturbing) you)(?: but)?',
  '(?:i hope|hope) (?:you are|you\'re|this finds you|all is) (?:doing )?well',
  '(?:i have|i\'ve got|i got|i had|just|got|have) (?:a|one|another|some) (?:(?:quick|small|little|simple|short|further|general) )*(?:questions?|queries|query|request)(?: for you| please| here)*',
  '(?:a )?(?:quick|small|little|simple|short|one) (?:question|query)(?: for you| please)*',
  '(?:may|can|could) i (?:just )?ask (?:you )?(?:something|a (?:quick )?question)',
  '(?:i want|i wanted|i would like|i\'d like|i wish) to ask (?:you )?(?:something|a (?:quick )?question)',
  '(?:is )?(?:anyone|anybody|someone) (?:there|here)',
  'are you there',
];
const CLOSING_EN = [
  '(?:many |kind )?(?:thanks|thank you|thank u|thankyou|thx|cheers|ty|tysm|tia)(?: a lot| so much| very much| a million| in advance| for (?:your|the|any) (?:help|time|support|assistance))*',
  '(?:kind |best |warm )?regards',
  '(?:i )?(?:look|looking) forward to (?:your reply|hearing from you)',
  'much appreciated',
];

const GAP = String.raw`[\s\p{P}\p{Extended_Pictographic}~～]*`;
const HAN = String.raw`(?:${OPENING_ZH.join('|')})`;
const LATIN = String.raw`(?:${OPENING_EN.join('|')})(?![a-z0-9'])`;
const OPENING = new RegExp(String.raw`^${GAP}(?:${HAN}|${LATIN})${GAP}`, 'u');
const CLOSING = new RegExp(
  String.raw`(?:${GAP}(?:${CLOSING_ZH.join('|')})|(?<![a-z0-9'])(?:${CLOSING_EN.join('|')}))${GAP}$`,
  'u',
);
/** Courtesies stand at the ends: no more is looked at, so that a long text costs no more than a short one. */
const END = 120;
const MOST_COURTESIES = 6;

/**
 * A folded text without the greetings and courtesies around what is wanted ("您好，想问一下…", "Hello, I have a question: …, thanks"),
 * so that they decide nothing. Where little or nothing else is said the text stays as it is: then the courtesy is the message.
 */
export function trimCourtesies(folded: string): string {
  let rest = folded;
  for (let cuts = 0; cuts < MOST_COURTESIES; cuts += 1) {
    const opening = OPENING.exec(rest.slice(0, END))?.[0] ?? '';
    if (opening === '') break;
    rest = rest.slice(opening.length);
  }
  for (let cuts = 0; cuts < MOST_COURTESIES; cuts += 1) {
    const end = rest.slice(-END);
    const closing = CLOSING.exec(end);
    if (closing === null) break;
    const before = rest.slice(0, rest.length - end.length + closing.index);
    if (!saysMuch(before)) break;
    rest = before;
  }
  return saysAnything(rest) ? rest : folded;
}

function saysAnything(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/^[\s\p{P}]*(?:[吗么嘛呢呀啊哈]|there|you|please|pls|一下)[\s\p{P}]*$/u.test(text);
}

const SETTLED =
  /^(?:.{0,6}(?:好|嗯|行|可以|明白|知道|了解|懂|清楚|收到|解决|搞定|没事|没问题|不用|不客气|帮大忙|太棒)了?[的啦哈啊吧嘛，,。!！ ]*.{0,2}|.*\b(?:ok|okay|got it|helped?|great|perfect|brilliant|awesome|solved|works?(?: now)?|sorted|fixed|understood|received|no|nothing|that's all|fine|cool|yes|yep|right|sure|alright|quick|well|wonderful|kind|nice|good|lovely|noted|will do|appreciated?)\b[\s\p{P}]*)$/u;

/** Something to want, and not only that all is well: "got it, thanks" stays a thank-you. */
function saysMuch(text: string): boolean {
  return saysAnything(text) && !SETTLED.test(text);
}
