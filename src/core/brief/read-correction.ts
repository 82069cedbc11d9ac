import { fold } from '../model-answer/fold.ts';
import type { BriefPoint } from '../protocol.ts';
import type { Entity } from '../understanding.ts';

/** What words of a waiting customer mean for what was passed on: it is right; it is not, and this is; or it is not, and nothing more. */
export type HeardCheck = { readonly kind: 'right' } | { readonly kind: 'wrong' } | { readonly kind: 'corrected'; readonly corrections: readonly { readonly point: BriefPoint; readonly said: string }[] };

const RIGHT = /^(?:(?:是的?|对的?|对对|嗯+|没错|正确|没问题|都对|全对|无误|对了|可以|ok|okay|yes|yep|yeah|correct|right|(?:yes,? )?(?:that(?:'s| is)|it(?:'s| is)|all) (?:right|correct|good|fine)|looks (?:good|right)|exactly|(?:这样|都|全)?是?(?:对|正确)的?|没有?问题|没有错)[\s,。.!~]*){1,2}(?:谢谢您?|多谢|thanks|thank you)?[\s,。.!~]*$/;
const WRONG = /^(?:不对|不是的?(?=[,。!]|$)|错了|有误|不准确|弄错|写错|说错|搞错|记错|更正|纠正|(?:no|nope)\s*[,.]|that(?:'s| is) (?:wrong|not right|not correct)|not (?:right|correct|quite)|wrong\b|incorrect|correction\b)/;
/** Anywhere in the message. */
const MEANS_OTHER = /(?:说错|写错|记错|发错|打错|弄错|搞错)了?|更正|纠正|改成|改为|应该是|其实是|不是.{1,24}(?:而?是)|\b(?:i meant|should be|should have been|correct(?:ed)? (?:number|order|phone)|my mistake|typo|it(?:'s| is) actually|actually it(?:'s| is)|instead of|not .{1,24} but)\b/;
const NOT_THIS = /(?:不是|并非|别用|\bnot|\binstead of|\brather than)\s*(?:the |order |number |订单号?|单号)?\s*$/;
const PART_OF_ORDER = /(?:订单号?|单号|尾号|order(?: number| no\.?)?|ends? (?:in|with)|ending in)[^\d]{0,14}?(\d{3,4})(?!\d|-)/g;
const POINTS: readonly BriefPoint[] = ['order', 'phone', 'email', 'amount', 'date', 'address', 'name', 'product'];
const LONGEST = 300;
/** Says how it is; and what no correction is: questions, thanks, impatience. */
const STATES = /我(?:要|想|买|说|是|的|没)|(?:是|应该|要的|没有|不要|收到的|买的|说的)|\b(?:i (?:want|need|meant|bought|said|asked|ordered)|it (?:was|is|should)|it's|should|my|the)\b/i;
const NO_STATEMENT = /[?？]|怎么|为什么|什么时候|多久|[吗呢]\s*[。!！]?$|谢谢|没事|不用了|\b(?:thanks|thank you|how|why|when|never ?mind|no need)\b/i;

/**
 * Reads whether a message confirms or corrects; `undefined` where it is about something else. Whoever was asked whether it is
 * right corrects it by merely naming how it is. Pure.
 */
export function readCheck(text: string, entities: readonly Entity[], isAsked = false): HeardCheck | undefined {
  const words = fold(text).trim().replaceAll('，', ',');
  if (RIGHT.test(words)) return { kind: 'right' };
  const isWrong = WRONG.test(words);
  const meansOther = isWrong || MEANS_OTHER.test(words) || (isAsked && /不是|\bnot\b/.test(words));
  if (!meansOther && (!isAsked || NO_STATEMENT.test(text))) return undefined;
  const corrections = POINTS.flatMap((point) => {
    const meant = entities.filter(({ kind, start }) => kind === point && !NOT_THIS.test(fold(text.slice(0, start)))).at(-1);
    if (meant) return [{ point, said: point === 'product' || point === 'address' ? meant.text : meant.value }];
    const part = point === 'order' ? partOfOrder(words) : undefined;
    return part === undefined ? [] : [{ point, said: part }];
  });
  if (corrections.length > 0) return { kind: 'corrected', corrections };
  if (!isWrong && !(isAsked && meansOther)) return undefined;
  const rest = text.normalize('NFKC').replace(/^\s*(?:不对|错了|有误|更正|纠正|sorry|no|nope|wrong|incorrect|correction|that(?:'s| is) (?:wrong|not right|not correct)|not (?:right|correct|quite))[\s,.:;!。、！]*/i, '').trim();
  if (rest.length >= 4 && (NO_STATEMENT.test(rest) || !STATES.test(rest))) return undefined;
  return rest.length < 4 ? { kind: 'wrong' } : { kind: 'corrected', corrections: [{ point: 'other', said: rest.slice(0, LONGEST).toWellFormed() }] };
}

/** The end of an order number, as people give it: 订单是0033, the order ends in 0033; not the one that it is not. */
function partOfOrder(words: string): string | undefined {
  const all = [...words.matchAll(PART_OF_ORDER)].filter((match) => !NOT_THIS.test(words.slice(0, match.index + match[0].length - (match[1]?.length ?? 0))));
  const last = all.at(-1)?.[1];
  // "The order isn't 0032 but 0033."
  const turned = /(?:不是|not)\D{0,12}\d{3,4}\D{1,8}(?:是|but|is|it's)\D{0,8}(\d{3,4})(?!\d)/.exec(words)?.[1];
  return turned !== undefined && /订单|单号|order/.test(words) ? turned : last;
}
