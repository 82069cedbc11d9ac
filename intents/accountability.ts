import { asksInGeneral, isQuestion } from './tone.ts';

/** What in a message holds a company to account. */
const CUES = ['staff', 'redress', 'promise', 'repeated', 'addressed', 'outrage'] as const;
/** One of them: how its people behaved; what it owes; a promise or claim that was not true; the same again and nobody sees to it; it is spoken to; indignation at it. */
type Cue = (typeof CUES)[number];

const PEOPLE_ZH = '(?:客服|师傅|店员|店长|导购|快递|送货|配送|安装工?|维修|修理工|装机|上门|小哥|工人|员工|接线|工作人员|话务|你们?的?人|店里的?人|那[个位](?:人|女的|男的|女士|先生))';
const MISDEED_ZH =
  '(?:骂|吼|凶|嫌|冲我|冲着|甩|扔|摔|丢在|让我自己|爱要不要|翻白眼|不耐烦|阴阳|讽刺|嘲|笑我|笑话|看不起|瞧不起|挂[了断我]|态度|礼貌|素质|不理|爱理|爱答|敷衍|推[给脱卸诿来]|骗|忽悠|坑|乱收|多收|加价|私下|[要收]现金|弄坏|打坏|搞坏|弄脏|刮|划|磕|撞|砸|碰|踩|抽烟|偷|走了|跑了|走人|扭头|鸽子|不承认|死不|糊弄|不管|不认|迟到|关了|嚷|训|顶嘴|侮辱|恶劣|蛮横|粗暴|说我|怼|威胁|说谎|撒谎|不负责|应付|打发|复制粘贴|一问三不知|听不懂|让我自己)';
const ZH: Readonly<Record<Cue, RegExp>> = {
  staff: new RegExp(`${PEOPLE_ZH}[^。!?！？]{0,22}${MISDEED_ZH}(?!.{0,2}(?:很|真|非常|特别|挺|都|也)?(?:好|不错|棒))|(?:骂|吼|辱)(?:了)?(?:我|人|客户|顾客)|(?:服务|服务态度|态度)[^。,，]{0,4}(?:差|恶劣|不好|敷衍|冷漠|有问题|蛮横|极差)|(?:刮|划|磕|撞|砸|弄|搞|打|泡|踩|装)(?:坏|花|破|裂|烂|塌|脏|穿|碎)了?我家|把我家|我家[^。,，]{1,10}(?:被|给)?(?:刮|划|磕|撞|砸|弄|打|泡)`, 'u'),
  redress: /赔|补偿|误工|损失|道歉|道个歉|凭什么|说法|交代|交待|公道|书面|正式(?:的)?(?:答复|回复|解释|道歉|投诉)|(?:解决|处理)(?:办法|方案|结果)|谁(?:来)?(?:负责|承担|出钱|赔|管)|怎么(?:算|解决|处理|负责|交代)|(?:合理|给)[^。,，]{0,5}(?:解释|答复|结果)|追究|严肃处理|承担|负责(?!售后|安装|人)|责任|不接受|无法接受|不认可|这钱|退(?:还|给我)多|记录|登记|投诉|反映|自己出运费|还让我(?:自己|出|付)|谁出(?:钱|这|$)|罚款谁/u,
  promise:
    /(?:答应|承诺|说好|说了|说是|保证|约好|约定|都说|老说|总说|说(?:今|明|昨|前|后|周|下|三|两|一|七|\d|马上|会))[^。!！?？]{0,26}(?:又|结果|还没|还不|没(?!问题|事)|不认|反悔|变卦|反口|改口|算数|到现在|至今|根本|影|从来|不是|不给|不退|拖|还是|也是|不算)|算数|出尔反尔|言而无信|食言|鸽子|一拖再拖|一推再推|一再|骗|哄(?:人|我|客户)|耍(?:我|人|猴)|糊弄|忽悠|宣传|广告|虚假|误导|欺诈|欺瞒|坑(?:人|我|惨|老)|二手|翻新|别人退|诚信|信用|拿次品|以次充好|货不对板|明明没|写成已|影子都没|抢钱/u,
  repeated:
    /第[三四五六七八九十3-9]+(?:次|回|遍|趟|个|台)|(?:[三四五六七八九十几多无数好百\d]+|好几|很多)(?:次|回|遍|趟|个客服|个人|个电话|通电话)|每次|每回|次次|一而再|再三|反复|屡次|没有?(?:一个|任何|半个)?人(?:管|理|负责|处理|联系|回|解决|跟进|道歉|搭理|接|告诉|通知)|没人|石沉|下文|皮球|推来推去|(?:互相|相互)[推踢甩扯]|推给|推[^。,，]{1,4}[,，]?[^。,，]{1,4}推|甩锅|扯皮|不理我|不回我|不管了|从头|拖了|置之不理|翻来覆去|复读|换了两次|老样子|找不[着到]人|什么都没(?:修|做|解决)|什么都解决不了/u,
  addressed: /你们|贵司|贵公司|你司|你家|商家|店家|公司|总部|这家店|栗屋/u,
  outrage: /不满|(?:对|让|你们)[^。,，]{0,8}失望|失望透|寒心|心寒|咽不下|受够|忍无可忍|忍了|过分|离谱|恶劣|不像话|什么(?:服务|态度|意思|公司|售后|素质)|垃圾(?:公司|服务|售后)|可恶|太差|差劲|荒唐|良心|素质|做生意|上点?心|对待|欺负|侮辱|尊重|消费者|顾客|这种服务|这样的服务|重视|不负责任|效率|气愤|愤怒|不会就这么算|差评|狗屁|干嘛呢?[?？]?$|耍我|一问三不知|培训过|所谓的|品控|会不会修|死活|笑嘻嘻|糟糕|抢钱/u,
};

const PEOPLE_EN =
  String.raw`\b(?:staff|agents?|reps?|representatives?|advis[oe]rs?|operators?|drivers?|couriers?|delivery|crew|fitters?|installers?|installation|technicians?|engineers?|repair ?m[ae]n|assistants?|sales ?(?:person|man|woman|people)|clerk|cashier|managers?|supervisor|lady|guys?|m[ae]n|wom[ae]n|person|colleagues?|employees?|workers?|people|team|shop|store|hotline|support|service|he|she|they)\b`;
const MISDEED_EN = String.raw`\b(?:rude\w*|sw[eo]re|swearing|shout\w*|yell\w*|scream\w*|laugh\w*|insult\w*|called (?:me|my \w+) (?:an?|stupid|names|poor|crazy|cheap)|hung up|hang up|put the phone down|threw|thrown|broke(?! after| down| again)|damag\w*|scratch\w*|smash\w*|crack\w*|drill\w*|ruin\w*|knock\w*|dent\w*|flood\w*|refus\w*|ignor\w*|den(?:ied|y|ies)|lie[ds]?|lying|cheat\w*|overcharg\w*|charged|extra cash|in cash|smok\w*|stormed|walked (?:off|out|away)|drove off|left (?:a mess|it|the|us|me|halfway)|rolled|disrespect\w*|nasty|dismissive|patroni\w*|condescend\w*|aggressive|abusive|blam\w*|mock\w*|sneer\w*|impolite|attitude|brushed|fobb\w*|couldn't be bothered|disgust\w*|humiliat\w*|stupid|incompeten\w*|useless|dishonest|hopeless|stole|appall\w*|dreadful|terribl\w*|horribl\w*|awful\w*|unprofessional|closed (?:the|my) (?:chat|case)|cut me off|threaten\w*|bull(?:y|ied)|trick\w*|mislead|misled|paste|rejected)\b`;
const EN: Readonly<Record<Cue, RegExp>> = {
  staff: new RegExp(`${PEOPLE_EN}.{0,45}?${MISDEED_EN}|\\byou(?: people| lot| guys)?(?: \\w+){0,3} (?:refused?|ignored?|denied|deny|lied?|lying|cheated|overcharged|broke|ruined|rejected|damaged|sold me|humiliated|insulted|cancelled at the last)\\b|\\b(?:damaged|scratched|smashed|cracked|ruined|flooded|dented|broke|drilled through|knocked over) (?:my|our) (?:\\w+ )?(?:wall|floor|door|tiles?|carpet|hall\\w*|ceiling|furniture|cupboard|window|lamp|vase|garden|car|pipe)\\b|\\b(?:way|how) (?:i|we) (?:was|were|am|have been|'ve been) (?:treated|spoken)|\\bhumiliated\\b`, 'u'),
  redress:
    /\b(?:compensat\w*|reimburs\w*|apolog\w*|who(?: is|'s| will)? (?:pay\w*|cover\w*|reimburs\w*|going to pay|responsib\w*|to blame)|pay for (?:the|this|my|that|it|what)|money back and|mak(?:e|ing) (?:it|this|things) (?:right|good|up)|put (?:it|this|things) right|redress|explanation|explain (?:yourself|that|this|why)|investigat\w*|look(?:ed)? into|in writing|written|formal\w*|official\w*|on (?:record|file)|recorded|register(?:ed)? (?:my|this|that)|responsib\w*|accountab\w*|ownership|liable|owe|demand|what are you (?:going to|gonna) do|(?:won't|don't|not|will not|do not|refuse to|can't|cannot) accept|unacceptable|not acceptable|let(?:ting)? (?:this|it) (?:go|slide|rest|drop)|take this (?:further|up)|escalat\w*|head office|complain\w*|dealt with|deal with (?:this|him|her|that)|lost wages|your (?:error|mistake|fault)|mistake you made|unpaid leave|losses|day's wages|why should i pay)\b/u,
  promise:
    /\b(?:promis\w*|told|said|agreed|assur\w*|guarante\w*|website (?:says|said|claims)|adver\w*|claim(?:s|ed)?|supposed)\b[^.!?]{0,60}\b(?:but|then|now|yet|still|never|not|although|though|again|nothing|nobody|no one|refus\w*|cheat\w*|isn't|wasn't|hasn't|haven't|didn't|doesn't|barely|lie)\b|\b(?:broken? (?:promise|your word)|promises|gone back|went back on|lie[ds]?|lying|liars?|cheat\w*|deceiv\w*|decepti\w*|mislead\w*|misled|scam\w*|false|ripped|rip-off|dishonest\w*|your word|trusted you|trust you|used (?:machine|one|unit|item)|refurbished|fool|conned)\b/u,
  repeated:
    /\b(?:(?:third|fourth|fifth|sixth|seventh|tenth|umpteenth|3rd|4th|5th) (?:time|repair|visit|call|e-?mail|attempt|wrong|technician|agent|day)|(?:three|four|five|six|seven|eight|ten|a dozen|\d+|many|countless|several|so many|hundred) (?:times|calls|e-?mails|different|agents|messages|contacts|repairs|departments)|again and again|over and over|every (?:time|day|week|new)|each time|keep(?:s|ing)? (?:asking|calling|explaining|telling|repeating|promising|passing|blaming|saying)|nobody|no one|no-one|not one person|anybody competent|does anyone|ignor\w*|passed|bounced|pillar|never (?:called|replied|answered|got back|heard|followed)|no (?:reply|response|answer|callback|call back|follow)|(?:three|four|five|six|\d+) weeks|fobbed|runaround|repaired (?:twice|three|four|five)|follow(?:s|ed)? up|wait(?:ed|ing) (?:a|for a) month|nowhere|replaced twice|another (?:excuse|copy)|copy and paste|turn to|(?:fourth|fifth|sixth|third) week)\b/u,
  addressed: /\b(?:you people|you lot|your|you've|you're|you|yours?|this company|this shop|this firm)\b/u,
  outrage:
    /\b(?:disgust\w*|appall\w*|disgrac\w*|sham(?:e|eful)|outrag\w*|incompeten\w*|unprofession\w*|how (?:dare|can) you|not how you|run a business|decency|unhappy|not happy|dissatisf\w*|disappoint\w* (?:with|in|by) (?:you|your|how|the (?:way|service|repair|whole|handling))|fed up|sick of|had enough|worst|terrible|awful|horrible|shocking|poor service|joke|furious|not what (?:we|i) expect\w*|level of service|treat(?:ed|ment|ing)?|this is how|good enough|insult\w*|customers?|unreal|care(?:s)? (?:less|about)|seriously|unhelpful|let down|expected (?:so )?(?:much )?(?:more|better)|waste of (?:my )?time|zero out of|robbery|excuses|gone downhill|badly you|even reading|kind of service|made it worse|petrol station|straight answer|dreadful|useless)\b/u,
};

/** The cues of a folded text; none where it tells nothing of that kind. */
function readCues(folded: string): ReadonlySet<Cue> {
  const head = folded.slice(0, 1_000);
  const patterns = /\p{Script=Han}/u.test(head) ? ZH : EN;
  return new Set(CUES.filter((cue) => patterns[cue].test(head)));
}

/**
 * What each cue is worth in log-odds of a complaint, with the number of hints (by thirds, at most three), a question, a
 * question of the general kind, and what the classifier guesses. A logistic regression on the catalogue's examples,
 * each read by a classifier that had not seen it, and on conversations written for the purpose; five folds.
 */
const WEIGHTS = { base: -4.4, staff: 4.5, redress: 2.1, promise: 2.4, repeated: 2.8, addressed: 1, outrage: 3.7, hints: 3.7, asks: -0.8, asksInGeneral: -0.5, guess: 1.4, isGuessed: 1.4, rival: -1.9 } as const;
/** A guess from here on counts as one. */
const GUESSED = 0.15;

/** How much the words of a folded text speak for a complaint, in log-odds; `hints` is how many hinting words it has. */
export function weighWords(folded: string, hints: number): number {
  let sum = WEIGHTS.base + (WEIGHTS.hints * Math.min(3, hints)) / 3;
  for (const cue of readCues(folded)) sum += WEIGHTS[cue];
  if (isQuestion(folded)) sum += WEIGHTS.asks;
  if (asksInGeneral(folded)) sum += WEIGHTS.asksInGeneral;
  return sum;
}

/** How likely a complaint is, in [0, 1]: its words beside the classifier's guess and that for the likeliest question. */
export function likelihoodOf(words: number, guess: number, rival: number): number {
  const sum = words + WEIGHTS.guess * guess + WEIGHTS.isGuessed * Math.min(1, guess / GUESSED) + WEIGHTS.rival * rival;
  return 1 / (1 + Math.exp(-sum));
}
