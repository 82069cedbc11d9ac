import { contentKeys, contentWords, sharedContent } from './content-words.ts';
import type { Source } from './evidence.ts';
import { fold } from './fold.ts';
import { type Clause, clausesOf, type Counted, type Statement, statementsOf, stemsOf } from './statements.ts';

/** Says of everything, or of nothing, what a passage has to say of everything or nothing as well: what is said, and what supports it. */
const SWEEPING: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:all|every(?! (?:day|week|month|year|hour|time|floor|step)\b)|everyone|everybody|everywhere|anywhere|always)\b(?<!\b(?:at|in|after|not) all)|所有|一律|全部|全都|任何|每一|每个人|永远|始终|全国|各地|到处/, /\b(?:all|each|every|everyone|everybody|everywhere|anywhere|always|any)\b|所有|一律|全部|全都|任何|每|永远|始终|随时|不限|全国|各地|到处/],
  [/\b(?:never|nobody|no one|none)\b|从不|从来|绝不|决不|永不|没有人/, /\b(?:never|nobody|no one|none|no|not|cannot)\b|从不|从来|绝不|决不|永不|没有人/],
];
/** At least, and at most. */
const LEAST = /\b(?:at least|no (?:sooner|earlier|less|fewer) than|not (?:less|before) (?:than )?|more than|over|above|longer than|minimum|only after|from)\s+[¥$€]?\d|\d[^,，。;]{0,16}(?:\bor more\b|\band (?:more|up)\b|\blater\b|\bat the earliest\b|以上|及以上|起(?!内)|(?:以|之)后|后[才方])|(?:至少|最少|起码|超过|多于|不少于|不低于|满|从)\s?[¥$]?\d/;
const MOST = /\b(?:within|at most|no (?:later|more|longer) than|not more than|up to|under|below|less than|until|before|by|maximum)\s+[¥$€]?\d|\d[^,，。;]{0,16}(?:\bor less\b|\bat most\b|以内|之内|内(?!存)|以下|之前|前)|(?:最多|最长|至多|不超过|不满|少于|低于|小于)\s?[¥$]?\d/;
/** Words that exclude each other, as stems are found in folded text. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:rais|increas)\w*|增加|提高|升高|上调|变多/, /\b(?:lower|reduc|decreas)\w*|减少|降低|下调|变少/],
  [/\b(?:faster|quicker|sooner)\b|更快|变快|快一些/, /\b(?:slower|later)\b|更慢|变慢|慢一些/],
  [/\b(?:cheaper)\b|更便宜/, /\b(?:dearer|costlier|more expensive)\b|更贵/],
  [/\b(?:longer)\b|更长|更久/, /\b(?:shorter)\b|更短/],
  [/\binclud\w*|包含|包括|含(?!量)/, /\b(?:exclud\w*|not includ\w*)|不含|不包含|不包括/],
  [/\b(?:opens?|unlocks?|turns? on|switch(?:es)? on)\b|打开|开启|解锁/, /\b(?:closes?|locks?|turns? off|switch(?:es)? off)\b|关闭|关掉|锁上/],
  [/\b(?:starts?|begins?)\b|开始/, /\b(?:stops?|ends?)\b|停止|结束/],
  [/\bthere is a (?:\w+[ -]){0,3}charge\b|\bfor a fee\b|(?<![不免没])(?:要收费|要付费|收费(?!用))/, /\bfree\b|\bno (?:\w+[ -]){0,3}charge\b|免费|免.{0,4}费|包邮|不收/],
  [/\b(?:hot|warm)\b|热水|高温/, /\b(?:cold|cool)\b|冷水|低温/],
];
/** Who pays: the customer, or somebody else. */
const YOU_PAY = /\b(?:you|customers?|buyers?)(?: (?:have to|must|will|would|need to|also|only))? (?:pay|bear|cover)\b|(?:您|你|顾客|客户|买家)(?:自己|自行|需要?|要)?(?:承担|出(?![现了来示])|付(?!款)|支付|负担)|(?:由|归)(?:您|你|顾客|客户|买家)/;
const WE_PAY = /\b(?:we|liwu|[a-z]+)(?: (?:will|also))? (?:pays|bears|covers)\b|\bwe (?:pay|bear|cover)\b|\byou pay nothing\b|(?:我们|本店|商家|公司|栗屋|厂家|门店)(?:来)?(?:承担|出(?![现了来示])|付(?!款)|支付|负担)|(?:由|归)(?:我们|本店|商家|公司|栗屋|厂家)/;

/** A clause stands for one in a passage from this share of its content. */
const SAME = 0.6;
/** In the one sentence that a whole statement comes from, less is enough. */
const SAME_HERE = 0.4;
/** A clause that is wider than the one in the passage is so much less like it. */
const WIDER = 0.2;
/** Less content than this says nothing that could be turned round. */
const LEAST_CONTENT = 2;

/** What a statement does to the passages that it cites. */
export type Turn = 'other_figure' | 'turned' | undefined;

/**
 * Does a sentence use the words and figures of its passages to say something else: a figure that counts something else
 * there, "at least" for "at most", yes for no, before for after, all for some, or the customer who pays for the company?
 * Only for sources in the language of the sentence.
 */
export function turnOf(sentence: string, cites: readonly Source[]): Turn {
  const own = statementsOf(sentence);
  const theirs = cites.flatMap(({ statements }) => statements);
  const folded = fold(sentence);
  const topic = contentKeys(cites.flatMap(({ passage }) => [passage.title, ...passage.headings]).join('\n'));
  const near = theirs.filter(({ text }) => weightShared(folded, contentKeys(text)) >= LEAST_CONTENT);
  if (own.some(({ counted }) => counted.some((each) => isOther(each, theirs, topic)))) return 'other_figure';
  if (SWEEPING.some(([said, written]) => said.test(folded) && !near.some(({ text }) => written.test(text)))) return 'turned';
  if (OPPOSITES.some(([one, other]) => isOpposite(folded, cites, one, other) || isOpposite(folded, cites, other, one))) return 'turned';
  if (own.some((statement) => isOtherPayer(statement, theirs) || isOtherDoer(statement, theirs) || isOtherOrder(statement, theirs) || isDenied(statement, theirs))) return 'turned';
  return undefined;
}

/** Does a figure go with other words in the passages, where its own words have another figure, or is it bounded the other way? */
function isOther(counted: Counted, theirs: readonly Statement[], topic: ReadonlySet<string>): boolean {
  const [form = ''] = counted.forms;
  if (form.startsWith('number:')) return false;
  const all = theirs.flatMap((statement) => statement.counted.map((each) => ({ ...each, statement })));
  const [value = '', unit = ''] = valueIn(form);
  const same = all.filter(({ forms }) => forms.some((each) => valueIn(each)[0] === value && [unit, ''].includes(valueIn(each)[1] ?? '')));
  if (same.length === 0) return false;
  const others = all.filter((each) => !same.includes(each));
  // What all of the passage is about tells no figure from another.
  const most = (about: string, where: readonly Counted[]): number => Math.max(0, ...where.map(({ keys }) => weightShared(about, keys, topic)));
  if ([counted.near, counted.text].every((about) => most(about, others) > most(about, same))) return true;
  const [isLeast, isMost] = [LEAST.test(counted.text), MOST.test(counted.text)];
  if (isLeast === isMost) return false;
  return !same.some(({ statement }) => (isLeast ? LEAST.test(statement.text) : MOST.test(statement.text) || !LEAST.test(statement.text)));
}

/** The figure of a form, and what it counts. */
const valueIn = (form: string): readonly string[] => /^(?:figure|number|range):(\S+) ?(\S*)$/.exec(form)?.slice(1) ?? [];

const weightShared = (text: string, keys: ReadonlySet<string>, without?: ReadonlySet<string>): number =>
  contentWords(text).reduce((sum, word) => sum + (word.keys.some((key) => keys.has(key)) && !word.keys.some((key) => without?.has(key)) ? word.weight : 0), 0);
const weightOf = (text: string): number => contentWords(text).reduce((sum, { weight }) => sum + weight, 0);

function isOpposite(folded: string, cites: readonly Source[], said: RegExp, written: RegExp): boolean {
  return said.test(folded) && !cites.some((source) => said.test(source.folded)) && cites.some(({ statements }) => statements.some(({ text }) => written.test(text) && sharedContent(text, contentKeys(folded)) > 0.2));
}

function isOtherPayer({ text }: Statement, theirs: readonly Statement[]): boolean {
  const [said, other] = WE_PAY.test(text) ? [WE_PAY, YOU_PAY] : YOU_PAY.test(text) ? [YOU_PAY, WE_PAY] : [];
  if (said === undefined || other === undefined) return false;
  const near = theirs.filter((each) => weightShared(text, contentKeys(each.text)) >= LEAST_CONTENT);
  return near.some((each) => other.test(each.text)) && !near.some((each) => said.test(each.text) && !(said === YOU_PAY && WE_PAY.test(each.text)));
}

/** Who does what: `you inspect`, `we inspect`. */
const DOES = /\b(you|we|i)\b (?:(?:also|then|still|simply|have to|must|will|can|may|need to|should|do not|don't|cannot|can't) )*([a-z]{3,})/g;
/** In Chinese, a duty of the customer. */
const DUTY = /[您你](?:自己)?(?:需要?|必须|要|得|应该?)(?!求)/;

/** Is the customer to do what the passages say that the company does, or the other way round? */
function isOtherDoer({ text }: Statement, theirs: readonly Statement[]): boolean {
  const doersOf = (where: string): readonly string[] => [...where.matchAll(DOES)].map(([, who = '', verb = '']) => `${who === 'you' ? 'you' : 'we'} ${[...contentKeys(verb)].join()}`).filter((each) => !each.endsWith(' '));
  const known = new Set(theirs.flatMap((each) => doersOf(each.text)));
  if (doersOf(text).some((each) => !known.has(each) && known.has(each.startsWith('you') ? each.replace('you', 'we') : each.replace('we', 'you')))) return true;
  if (!DUTY.test(text)) return false;
  const near = theirs.filter((each) => sharedContent(text, contentKeys(each.text)) >= SAME_HERE);
  return near.length > 0 && !near.some((each) => /[您你请]|自己/.test(each.text));
}

type Ordered = { readonly anchor: string; readonly isAfter: boolean; readonly rest: readonly Clause[] };

/** No sentence that a person wrote has more of them. */
const MOST_ORDERED = 4;
const ORDER_EN = /\b(before|until|after|once|as soon as)\b([^,;.]*?)(?=[,;.]|$|(?<=\w{3} \w+ .{0,60})\s(?:it|you|they|we|the \w+|your \w+) (?:can|cannot|will|must|may|is|are|starts?)\b)/g;
const ORDER_ZH = /(\p{Script=Han}{2,4}?)(?:之|以)?(前|后)(?![往面来者台续悔天])/gu;

/** What comes before or after what, with the clauses that say what then holds. */
function orderedIn({ text }: Statement): Ordered[] {
  const around = (index: number, length: number): readonly Clause[] => clausesOf(`${text.slice(0, index)} , ${text.slice(index + length)}`);
  const found = [
    ...[...text.matchAll(ORDER_EN)].slice(0, MOST_ORDERED).map(({ 0: all, 1: word = '', 2: anchor = '', index }) => ({ anchor, isAfter: !/before|until/.test(word), rest: around(index, all.length) })),
    ...[...text.matchAll(ORDER_ZH)].slice(0, MOST_ORDERED).map(({ 0: all, 1: anchor = '', 2: word = '', index }) => ({ anchor, isAfter: word === '后', rest: around(index, all.length) })),
  ];
  return found.filter(({ anchor }) => contentWords(anchor).length > 0);
}

/** Does it hold after something what the passages say holds before it, or the other way round? */
function isOtherOrder(statement: Statement, theirs: readonly Statement[]): boolean {
  const own = orderedIn(statement);
  const ordered = own.length === 0 ? [] : theirs.flatMap(orderedIn);
  return own.some(({ anchor, isAfter, rest }) => {
    const seen = ordered.flatMap((each) => {
      if (sharedContent(anchor, contentKeys(each.anchor)) < SAME && sharedContent(each.anchor, contentKeys(anchor)) < SAME) return [];
      return rest.flatMap((mine) => each.rest.flatMap((their) => (Math.max(sharedContent(mine.text, their.keys), sharedContent(their.text, mine.keys)) >= SAME_HERE ? [(isAfter !== mine.isNegated) === (each.isAfter !== their.isNegated)] : [])));
    });
    return seen.length > 0 && !seen.includes(true);
  });
}

/** Does it say yes where the passages say no, or no where they say yes? */
function isDenied(statement: Statement, theirs: readonly Statement[]): boolean {
  const clauses = theirs.flatMap((each) => each.clauses);
  const here = theirs.reduce<Statement | undefined>((best, each) => (weightShared(statement.text, contentKeys(each.text)) > (best ? weightShared(statement.text, contentKeys(best.text)) : 0) ? each : best), undefined);
  return statement.clauses.some((own) => {
    if (weightOf(own.text) < LEAST_CONTENT) return false;
    if (own.isNegated) return !theirs.some(({ isUnderNo }) => isUnderNo) && !clauses.some(({ denied }) => [...own.denied].some((word) => denied.has(word))) && differs(own, clauses, SAME);
    return differs(own, clauses, SAME) || differs(own, here?.clauses ?? [], SAME_HERE) || (own.either === '' && standsOnlyDenied(own, clauses));
  });
}

/** The clauses nearest to one all say the opposite of it. */
function differs(own: Clause, clauses: readonly Clause[], least: number): boolean {
  const near = clauses.map((clause) => ({ clause, share: Math.max(sharedContent(own.text, clause.keys), weightOf(clause.text) > LEAST_CONTENT ? sharedContent(clause.text, own.keys) - WIDER : 0) }));
  const best = Math.max(0, ...near.map(({ share }) => share));
  if (best < least) return false;
  return near.filter(({ share }) => share >= best - 0.1).every(({ clause }) => clause.either === own.either && clause.isNegated !== own.isNegated);
}

/** Has it a word that the passages only ever deny? */
function standsOnlyDenied(own: Clause, clauses: readonly Clause[]): boolean {
  return contentWords(own.text).some(({ keys }) => {
    const where = clauses.filter((clause) => keys.some((key) => key.length > 1 && clause.keys.has(key)));
    return where.length > 0 && where.every(({ denied, either }) => either === '' && keys.some((key) => stemsOf(key).every((word) => denied.has(word))));
  });
}
