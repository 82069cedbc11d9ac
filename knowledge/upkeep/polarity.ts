import { subjectUnits } from '../question-words.ts';
import { subjectWords } from '../subject-words.ts';
import { withoutFigures } from './figures.ts';

/** What a clause says of its subject: that it may be, must be, or is. */
export type ClauseKind = 'may' | 'must' | 'is';

/** A part of a sentence that says one thing, or denies it. */
export type Clause = {
  readonly text: string;
  readonly kind: ClauseKind;
  /** `undefined` where it denies twice, which may say or deny. */
  readonly isDenied: boolean | undefined;
  /** The first word of what is denied, or the only character. */
  readonly denied: string | undefined;
  /** What it speaks of, without figures and denials. */
  readonly saying: string;
  /** Its words. */
  readonly words: ReadonlySet<string>;
};

/** What a sentence quotes is not its own word. */
const QUOTED = /“[^”]*”|「[^」]*」|"[^"]*"|‘[^’]*’/g;
/** In English a comma stands in lists too: it ends a clause where a new one begins with a word for it. */
const CLAUSE_END = /[，；。！：;.!:—]+(?!\d)|,?\s(?:but|because|though|although|whereas|so(?! that))\s|,\s(?:and|or)\s(?=(?:it|they|you|we|this|that|these|those|the|your|our|a|an)\s)|但是?|不过|而且|所以|因为/i;
/** A clause of fewer words leans on the one before it. */
const FEWEST_WORDS = 2;

/** Where these stand, nothing is denied: "not only", "stainless", "no later than". */
const NO_DENIAL = /不(?:错|但|仅|过|同|久|止|管|论|如|得不|好意思|可抗力|锈钢|少(?!于)|时|断|妨|然|良|当|便|适|同意见|一定|见得)|差不多|要不|对不起|无(?:论|线|人机|忧|理由|烟|油|绳|刷|叶)|没收|未(?:来|必|成年)|是否|能否|可否|与否|\bnot only\b|\bno (?:later|more|less|fewer|sooner|earlier) than\b|\b(?:whether|if|why) (?:or )?not\b|\bno\.? \d|\bno matter\b|\bno-\w+|\bwithout (?:a |any |giving a )?reason\b|\bnot (?=\d)|不是(?=\d)/gi;
const DENIALS = /没有|没能|没|无法|无需|无须|不|未|勿|别(?!的|人|处|墅|名|针|忘|急|担心)|禁止|严禁|谢绝|拒绝|\b(?:can|won)['’]t\b|n['’]t\b|\b(?:not|cannot|never|no|none|nor|neither|nobody|nothing|without|unable)\b/gi;
/** That something may be left undone denies nothing. */
const MAY_OMIT = /可以?(?:不|先不)|能不(?!能)|\b(?:may|can) (?:also )?(?:omit|skip)\b/;
const MUST = /必须|需要?|须|(?<!不|主|重|只)要(?!求|是|么)|应该?|得(?=先|去|自)|不用|不必|\b(?:must|ha(?:ve|s) to|needs?|should|required?|requires)\b/i;
const MAY = /可以|能(?!源|效|力|耗|量)|可(?!能|靠|见|是|爱|燃)|允许|支持|\b(?:can|cannot|may|could|able|unable|allowed|possible)\b|\bcan['’]t\b/i;
/** Under what conditions something holds; those of two sentences must be the same before yes can exclude no. */
const CONDITIONS: readonly RegExp[] = [
  /如果|若|要是|假如|一旦|的话|\b(?:if|once|in case|provided|should you)\b/i,
  /除非|除了?|以外|之外|例外|否则|不然|\b(?:unless|except|other than|apart from|otherwise|exception)\b/i,
  /只|仅|唯|\b(?:only|just|solely)\b/i,
  /(?<!国|市|店|室|境|城|户|门|家|车|机|体|年|月|卡|桶|柜|箱|腔|管|袋|盒|内)内(?!容|部|存|置|胆|芯|饰|衣)|期间|\b(?:within|during|up to)\b/i,
  /(?:之|以|签收|付款|到货|发货|下单|安装|激活|拆封|使用|到期|结束|超过?|天|日|月|年|时)后|超过|超出|过了|逾期|超|\b(?:after|later|past|over|beyond|above|more than|longer than|since)\b/i,
  /(?<!目|当|提|以|眼|跟|面|台)前(?!台|面|往|缀)|\b(?:before|until|till|ahead|earlier|less than|under|below|not yet)\b/i,
  /时候?(?!间|长|段|效|刻|代|钟|区)|\b(?:when|while|whenever|where)\b/i,
  /部分|有些|有的|个别|某些|其他|其它|另外|其余|\b(?:some|certain|other|others|another|rest|most)\b/i,
  /先|再|直接|自己|自行|马上|立即|立刻|当场|\b(?:first|directly|yourself|again|at once|immediately|straight away|yet|still|already)\b/i,
];

/** The clauses of a sentence; none of a question. */
export function clausesOf(sentence: string): Clause[] {
  if (/[?？]\s*$/.test(sentence)) return [];
  const parts = sentence.replaceAll(QUOTED, ' ').split(CLAUSE_END).map((part) => part.trim()).filter((part) => part !== '');
  const clauses: Clause[] = [];
  let before = '';
  for (const part of parts) {
    const own = clauseOf(part);
    const clause = own.words.size < FEWEST_WORDS && before !== '' ? clauseOf(`${before} ${part}`) : own;
    if (clause.words.size >= FEWEST_WORDS && !MAY_OMIT.test(part)) clauses.push(clause);
    before = part;
  }
  return clauses;
}

/** Which kinds of conditions a text names. */
export function conditionsIn(text: string): string {
  return CONDITIONS.map((pattern) => (pattern.test(text) ? '1' : '0')).join('');
}

function clauseOf(text: string): Clause {
  const plain = text.normalize('NFKC').replaceAll(NO_DENIAL, ' ');
  const [denial, ...more] = plain.matchAll(DENIALS);
  const saying = sayingOf(plain);
  const rest = denial ? sayingOf(plain.slice(denial.index + denial[0].length)) : '';
  return {
    text,
    kind: MUST.test(plain) ? 'must' : MAY.test(plain) ? 'may' : 'is',
    isDenied: more.length > 0 ? undefined : denial !== undefined,
    denied: [...subjectWords(rest)][0] ?? subjectUnits(rest)[0],
    saying,
    words: subjectWords(saying),
  };
}

/** A clause without what says whether it is, may be or may not be, and how much. */
function sayingOf(plain: string): string {
  return withoutFigures(plain.replaceAll(DENIALS, '').replaceAll(/可以|能够|允许|支持/g, ''));
}
