import { fold } from './fold.ts';

/** A person who comes, takes over or gets in touch. Nobody is told of one unless the handover is stored, and a model cannot store it. */
const PERSON_COMES: readonly RegExp[] = [
  /(?:将|会|马上|立即|立刻|即将|正在|已经?|现在|稍后|很快|随后|这就|帮您|为您|给您|替您).{0,12}(?:转接|转给|转交|转人工|接入|联系到?|通知|安排|派|请).{0,12}(?:人工|客服|同事|专员|专人|经理|主管|坐席|工作人员|真人|负责人)/,
  /(?:人工|客服|同事|专员|专人|经理|主管|坐席|工作人员|真人|负责人|有人).{0,16}(?:将|会|马上|立即|立刻|即将|正在|已经?|稍后|很快|随后).{0,12}(?:联系|回复|回电|致电|接待|处理|跟进|服务|答复|来电|接手|接管|到)/,
  /\b(?:agent|colleague|person|human|representative|specialist|manager|supervisor|team ?member|advisor|someone|somebody|staff|our team)s?\b.{0,24}\b(?:will|is going to|are going to|is about to|is on (?:the|their|his|her) way|is joining|is coming|has been (?:notified|informed|assigned|alerted)|shall|is now)\b/,
  /\b(?:transferr?ing|connect(?:ing|ed)|passing|passed|escalat(?:ing|ed)|handing|handed|transferred|putting|forward(?:ing|ed))\b.{0,30}\b(?:you|this|your|it)\b.{0,40}\b(?:agent|colleague|person|human|representative|specialist|manager|supervisor|team|staff)\b/,
  /\bi(?:'ll| will| can| am going to|'m going to| have|'ve)\b.{0,20}\b(?:transfer|connect|pass|escalate|hand|forward|call|get)\w*\b.{0,40}\b(?:agent|colleague|person|human|representative|specialist|manager|supervisor|team|staff|someone)\b/,
];

/** Something done or granted: a model does nothing and grants nothing. */
const DONE: readonly RegExp[] = [
  /(?:我|我们|系统|本店|栗屋)?(?:已经?|刚刚?|马上|立刻|立即|现在就|这就|将|会)(?:经)?(?:为|帮|替|给)(?:您|你|顾客|客户).{0,16}(?:退款|退还|退|赔|补偿|取消|修改|更改|提交|登记|申请|办理|安排|预约|批准|通过|处理|发放|发送|寄|补发|换|开通|升级|核实|查询)/,
  /(?:您|你)的?.{0,16}(?:已经?|现已)(?:被)?.{0,4}(?:批准|通过|获批|受理|退款|取消|提交|登记|办好|办理|完成|升级|到账|核准)/,
  /(?:我们?|我司|本人)(?:向您|对您)?(?:保证|承诺|答应|担保|批准|同意(?:给|为|您))/,
  /\b(?:i|we)(?:'ve| have|'ll| will|'m going to| am going to| are going to|'d| did)? ?(?:just |already |now |also |gladly |happily |hereby |personally )?(?:refund|cancel|approv|issu|process|chang|updat|book|schedul|submitt?|register|arrang|upgrad|grant|credit|compensat|waiv|guarante|promis|authori[sz])\w*\b.{0,12}\b(?:your?|you|this|it|the|a|an|that|full|for)\b/,
  /\byour (?:\w+ ){0,3}(?:has|have) (?:now |already |just )?been (?:approved|accepted|processed|refunded|cancell?ed|changed|updated|submitted|booked|granted|issued|confirmed|credited|upgraded)/,
  /\byour (?:\w+ ){0,3}is (?:now |already |hereby )(?:approved|accepted|processed|refunded|cancell?ed|granted|confirmed)/,
  /\b(?:you (?:are|will be|have been)|you're) (?:now |hereby |fully )?(?:approved|granted|compensated|credited|upgraded)\b/,
];

/** Asking for what nobody of the company ever asks for, secrets and secrecy. */
const ASKS_SECRETS: readonly RegExp[] = [
  /(?:请|麻烦)?(?:提供|告诉我|发给我|发送|发来|输入|回复|填写|上传|告知).{0,12}(?:密码|验证码|卡号|cvv|安全码|身份证|支付口令|银行卡)/,
  /\b(?:send|give|tell|provide|share|enter|type|reply with|confirm)\b.{0,16}\b(?:us|me|your|the)\b.{0,24}\b(?:password|passcode|verification code|one-time code|otp|pin|card number|cvv|id number|credentials|security code)\b/,
  /(?:不要|别|切勿|请勿|勿)(?:告诉|透露给|跟|和|对).{0,8}(?:任何人|别人|家人|银行|警察|他人|其他人)|\b(?:tell|inform|mention (?:this|it) to) (?:nobody|no one|noone)\b|\b(?:do not|don't|never) (?:tell|inform|mention (?:this|it) to)\b.{0,20}\b(?:anyone|anybody|the bank|your bank|police|family)\b|\bkeep (?:this|it) (?:a )?(?:secret|between us|confidential)\b/,
];

/** Whoever says so warns of it. */
const WARNS = /\b(?:do not|don't|never|nobody|no one)\b|不要|切勿|请勿|千万别|不会/;
/** What swindlers make people do, in anybody's name: pay before they are paid, show or share their screen, go elsewhere. */
const LURES: readonly RegExp[] = [
  /(?:anydesk|teamviewer|todesk|rustdesk|向日葵)|(?:屏幕|桌面)共享|共享(?:屏幕|桌面)|远程(?:控制|协助|操作)|\b(?:shar(?:e|ing) (?:your |the )?(?:screen|desktop)|screen[- ]shar\w+|remote (?:control|access|support session|desktop))\b/,
  /(?:解冻金|保证金|验证金|激活费|解冻费)|先(?:行|交|付|转|垫|打|充|缴).{0,10}(?:钱|款|金|费|元)|\b(?:pay|transfer|send|deposit)\b.{0,30}\bfirst\b|\b(?:unlock|release|activation|clearance) (?:fee|deposit|payment)\b/,
  /(?:转账|汇款|打款|充值)(?:到|给|至|进)|\b(?:transfer|wire|send) (?:the |your |some )?(?:money|funds|amount|payment) to\b/,
  /(?:截图|截屏|录屏|照片).{0,12}(?:发|传|给).{0,4}(?:我们|客服|过来|我)|(?:银行|支付|余额|账户|付款码|收款码).{0,8}(?:截图|截屏|录屏)|\b(?:screenshots?|photos?|pictures?|scans?)\b.{0,24}\b(?:bank\w*|balance|wallet|card|id|passport|account)\b/,
  /(?:扫|识别|长按).{0,8}(?:二维码|码)|二维码|\bqr[- ]?codes?\b/,
  /(?:加|添加|关注|联系|搜索?|进|找).{0,6}(?:微信(?!支付)|公众号|企鹅|qq|扣扣|飞书|钉钉|电报|whatsapp|telegram|line|群)|(?:微信|qq|企鹅|扣扣|电报)(?:号|群|账号)|\b(?:add|follow|message|contact|find|reach|ask|write to|text|dm)\b.{0,40}\b(?:on|via|through|by|over) (?:wechat(?! pay)|whatsapp|telegram|signal|line|viber|skype|qq|discord|facebook|messenger|instagram)\b/,
  /(?:您|你)的?(?:账户|账号|银行卡|会员|订单|退款).{0,16}(?:已经?被?|被|现已)(?:冻结|封|停用|锁定|限制|拉黑|注销)|\byour (?:\w+ ){0,2}(?:account|card|membership|order|wallet)s? (?:has|have|is|are|was|were)(?: now| already)?(?: been)? (?:frozen|locked|suspended|blocked|disabled|restricted|closed)\b/,
];

/** What a sentence must not say unless a passage says it as well. */
export function isPromise(sentence: string): boolean {
  const folded = fold(sentence);
  return [...PERSON_COMES, ...DONE, ...ASKS_SECRETS].some((pattern) => pattern.test(folded)) || (!WARNS.test(folded) && LURES.some((pattern) => pattern.test(folded)));
}
