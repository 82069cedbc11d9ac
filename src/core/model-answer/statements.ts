import { contentKeys, contentWords } from './content-words.ts';
import { factsOf } from './facts.ts';
import { fold } from './fold.ts';

/** A part of a sentence that says one thing. */
export type Clause = {
  readonly text: string;
  readonly keys: ReadonlySet<string>;
  readonly isNegated: boolean;
  /** What it says no to: the words behind the no, or else before it; stems in English, single characters in Chinese. */
  readonly denied: ReadonlySet<string>;
  /** The words with which it says yes in some readings and no in others ("only", "until", 才); mostly none. */
  readonly either: string;
};

/** What one figure of a text counts: the words of its clause, and all words since the figure before it. Without units. */
export type Counted = { readonly forms: readonly string[]; readonly near: string; readonly text: string; readonly keys: ReadonlySet<string> };

/** One sentence, or one line of a list or table, taken apart. Folded. `isUnderNo`: what leads to it says no. */
export type Statement = { readonly text: string; readonly clauses: readonly Clause[]; readonly counted: readonly Counted[]; readonly isUnderNo: boolean };

/** Says no. What stands in front is taken out first: words with such a sign that say nothing of the kind. */
const NO = /\b(?:not|no|never|nobody|none|nothing|neither|nor|cannot|\w+n't)\b|不|没|沒|无|無|未|别|勿|停止|禁止/;
const NO_ONLY_IN_FORM = /不过|不仅|不但|不好意思|不久|不满|不足|不超过|不少于|不低于|不管|不论|不同|差不多|不一样|无论|无理由|无线|未来|没问题|别的|其他|分别|特别|区别|级别|类别|性别|是不是|能不能|有没有|要不要|可不可以|\bno later than\b|\bno sooner than\b|\bno (?:more|less|longer) than\b|\bnot only\b|\bno matter\b|\bno problem\b|(\p{Script=Han})[不没]\1/gu;
/** Words that say no in some places and yes in others: with them a clause stands for both. */
const EITHER = /[没未不]\p{Script=Han}{1,4}的|\b(?:that|which|who) (?:is|are|was|were|has|have|do|does)(?:n't| not)\b|^\s*(?:(?:and|or|but) )?(?:if|when|should|in case)\b|如果|若|的话|(?:时|的)\s*$|\b(?:without|only|free|unless|except|instead|rather|until|before|avoid|fails?|failed|lack|missing|beyond|gone|hardly|rarely|otherwise)\b|只|仅|免|除非|除了|以外|之外|避免|前|才|否则|拒/gu;
const BREAK = /[,，;；:：()（）|]|\s-\s|\.\s|\b(?:but|so|while|though|although)\b|(?<=\w )(?=(?:if|when|because|unless|as long as)\b)|但是?|而且|并且|不过/;
/** Joins two things that are said, or only two words. */
const JOINT = /\b(?:and|or) (?=(?:please|you|we|it|they|there|the|your|our|this|that|do|does|don't|is|are|can|cannot|will|must|have|has|nobody|no)\b)/;
/** What a figure counts in says nothing of what it is about. */
const UNIT_WORDS = /\b(?:working|business|calendar|minutes?|hours?|days?|weeks?|months?|years?|yuan)\b|工作日|自然日|小时|分钟|[天元]/g;

/** A text taken apart into statements; `above` is what stands over all of it, such as its headings. */
export function statementsOf(text: string, above = ''): Statement[] {
  const parts = fold(text)
    .replaceAll(/\]\([^)]*\)/g, ']')
    .split(/\n|(?<=[。!?])|(?<=\.)\s|[;；]/)
    .map((each) => each.replaceAll(/[*_`#[\]]|^\s*(?:[-•+]|\d{1,2}[.)])\s/g, ' ').trim())
    .filter((each) => /[\p{L}\p{N}]/u.test(each));
  let lead = fold(above);
  return parts.map((each) => {
    const isUnderNo = saysNo(lead);
    if (/[:：]$/.test(each)) lead = each;
    return { text: each, clauses: clausesOf(each), counted: countedIn(each), isUnderNo };
  });
}

/** The clauses of folded text that say something. */
export function clausesOf(folded: string): Clause[] {
  // Digits keep their signs: 16:00 and 1,299 are no two things.
  return folded
    .replaceAll(/(?<=\d):(?=\d\d(?!\d))|(?<=\d),(?=\d{3}(?!\d))/g, '')
    .split(BREAK)
    .flatMap((part) => (part.split(JOINT).every((each) => contentWords(each).length > 1) ? part.split(JOINT) : [part]))
    .map((part) => ({ text: part.replaceAll(UNIT_WORDS, ' '), isNegated: saysNo(part), denied: deniedIn(part), either: (part.match(EITHER) ?? []).map((word) => word.trim()).toSorted().join() }))
    .map((clause) => ({ ...clause, keys: contentKeys(clause.text) }))
    .filter(({ keys }) => keys.size > 0);
}

/** So many words, or characters, stand in the reach of a no. */
const REACH = 4;

function deniedIn(text: string): ReadonlySet<string> {
  const plain = text.replaceAll(NO_ONLY_IN_FORM, ' ');
  const no = NO.exec(plain);
  if (no === null) return new Set();
  const [before, behind] = [plain.slice(0, no.index), plain.slice(no.index + no[0].length)].map((part) => stemsOf(part.replaceAll(UNIT_WORDS, ' ')));
  return new Set(behind && behind.length > 0 ? behind.slice(0, REACH) : before?.slice(-REACH));
}

/** The words of folded text that carry meaning: stems in English, single characters in Chinese. */
export function stemsOf(folded: string): string[] {
  return contentWords(folded.replaceAll(/\p{Script=Han}/gu, ' $& ')).flatMap(({ keys }) => keys.slice(0, 1));
}

function saysNo(text: string): boolean {
  return NO.test(text.replaceAll(NO_ONLY_IN_FORM, ' '));
}

/**
 * The figures of folded text, each with the words that it goes with: those since the last one that counts the same, and also
 * those up to the next one where the text names things behind their figures ("1–2 days to Shanghai, 2–4 elsewhere").
 */
function countedIn(folded: string): Counted[] {
  const found: { readonly forms: readonly string[]; readonly unit: string; readonly at: number }[] = [];
  const parts = folded.split(/(?<=[,，、:：()（）|])(?!\d)|(?<=\b(?:and|but|or) )/);
  for (const [at, part] of parts.entries()) {
    const forms = factsOf(part).flatMap((fact) => (fact.kind === 'figure' ? fact.forms : []));
    if (forms.length > 0) found.push({ forms, unit: / (\S+)$/.exec(forms[0] ?? '')?.[1] ?? '', at });
  }
  const isBehind = contentWords(parts.slice((found.at(-1)?.at ?? parts.length) + 1).join('')).length > 0;
  return found.map(({ forms, unit, at }, nth): Counted => {
    const from = (found.slice(0, nth).findLast((each) => each.unit === unit)?.at ?? -1) + 1;
    const to = isBehind ? (found[nth + 1]?.at ?? parts.length) : at + 1;
    const [near = '', text = ''] = [parts.slice(at, at + 1), parts.slice(from, to)].map((some) => some.join('').replaceAll(UNIT_WORDS, ' '));
    return { forms, near, text, keys: contentKeys(text) };
  });
}
