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

/** Asking for what nobody of the company ever asks for. */
const ASKS_SECRETS: readonly RegExp[] = [
  /(?:请|麻烦)?(?:提供|告诉我|发给我|发送|发来|输入|回复|填写|上传|告知).{0,12}(?:密码|验证码|卡号|cvv|安全码|身份证|支付口令|银行卡)/,
  /\b(?:send|give|tell|provide|share|enter|type|reply with|confirm)\b.{0,16}\b(?:us|me|your|the)\b.{0,24}\b(?:password|passcode|verification code|one-time code|otp|pin|card number|cvv|id number|credentials|security code)\b/,
];

/** What a sentence must not say unless a passage says it as well. */
export function isPromise(sentence: string): boolean {
  const folded = fold(sentence);
  return [...PERSON_COMES, ...DONE, ...ASKS_SECRETS].some((pattern) => pattern.test(folded));
}
