import type { Language } from '../language.ts';
import { contentWords, sharedContent } from './content-words.ts';
import { hasFact, type Source } from './evidence.ts';
import { factsOf } from './facts.ts';
import { fold, visibleText } from './fold.ts';
import type { OwnWords } from './own-words.ts';
import { isPromise } from './promises.ts';
import { turnOf } from './turned-round.ts';

/** Why a sentence does not reach the customer. */
export type CutReason = 'no_citation' | 'figure' | 'link' | 'unsupported' | 'language' | 'format' | 'promise' | 'own_words' | 'repeated' | 'too_many' | 'leans';

/** What a sentence is checked against. */
export type SentenceContext = { readonly sources: readonly Source[]; readonly language: Language; readonly ownWords: OwnWords };

/** What became of a sentence. `cites` are the sources that it names; `courtesy` says nothing that could be wrong. */
export type CheckedSentence =
  | { readonly kind: 'fact'; readonly text: string; readonly cites: readonly Source[] }
  | { readonly kind: 'courtesy' | 'lead'; readonly text: string }
  | { readonly kind: 'cut'; readonly text: string; readonly reason: CutReason };

/**
 * Share of a sentence's content that must stand in what it cites. Of sentences about something else nine in ten have less
 * than 0.3; the least in the answers of test/core/sets/model-answers.jsonl is 0.38.
 */
const SUPPORT = 0.35;
/** A part of a sentence with this much content has to share at least something with what it cites. */
const LONG_PART = 6;
/** In brackets, less is enough to say something else. */
const LONG_ASIDE = 4;
/** A promise counts only nearly word for word. */
const PROMISE_SUPPORT = 0.8;
/** So long may a translated sentence be for each fact in it, in UTF-16 units. */
const SIGNS_FOR_FACT: Readonly<Record<Language, number>> = { zh: 30, en: 80 };
/** The longest sentence, in UTF-16 units: nobody reads longer ones in a chat. */
const LONGEST = 400;
/** The longest line that announces a list. */
const LONGEST_LEAD = 60;

const MARKS = /\s*[[【［]\^?(\d{1,3}(?:\s*[,，、]\s*\^?\d{1,3})*)[\]】］]/g;
const IMAGE = /!\[[^\]]*\]\([^)]*\)/g;
/** HTML, code, tables, quotes of raw links and mathematics have no place in a chat. */
const FORMAT = /<\/?[a-z!][^>]*>?|&(?:#\w+|[a-z]{2,8});|```|^\s*\||\\[([]|\$\$|^\s*\[[^\]]*\]:/i;
/** What announces steps or a list and says nothing else. */
const LEAD = /^(?:(?:具体|操作|申请|办理|详细)?(?:步骤|方法|流程|做法|方式|情况|说明)?(?:如下|是这样的)?|(?:here(?:'s| is| are)|follow|these are|please follow|to do (?:this|so|that)|you can|how to do it|it works like this)?(?: (?:the|these|how|what|to do|it works|steps?|details|following))*(?: (?:as follows|below))?)[:]$/;
const COURTESY: Readonly<Record<Language, RegExp>> = {
  zh: /^(?:(?:您好|你好|好的|当然|可以的?|能的?|不可以|不能|不行|是的|不是|没问题|明白了?|理解您的(?:心情|着急)|谢谢(?:您)?(?:的(?:提问|耐心|理解|咨询))?|感谢(?:您)?的?(?:提问|耐心|理解|咨询|支持)?|(?:非常|很|十分|真的很)?抱歉(?:给您(?:带来|添)(?:了)?(?:不便|麻烦))?|希望(?:以上(?:信息|内容))?(?:对您|能)?(?:有所)?帮(?:助|到您)(?:您)?|(?:如果)?(?:还)?有(?:其他|别的|任何)?(?:问题|疑问)?[,]?(?:请|欢迎)?(?:随时|继续)?(?:告诉我|问我|提问))[,。！!~\s]*){1,6}$/,
  en: /^(?:hello|hi|hi there|good (?:day|morning|afternoon|evening)|yes|no|of course|certainly|sure|absolutely|happy to help|i see|i understand|thank you(?: for (?:asking|your (?:question|patience|message)))?|thanks(?: for (?:asking|your (?:question|patience|message)))?|(?:i'm|i am|we're|we are) (?:very |so |truly )?sorry(?: (?:for|about) (?:the|this|that|any)? ?(?:trouble|inconvenience|experience))?|sorry(?: (?:for|about) (?:the|this|that)? ?(?:trouble|inconvenience))?|i hope (?:this|that) helps|(?:is there )?anything else i can help (?:you )?with|(?:just )?let me know if (?:you have (?:any )?(?:other |more |further )?questions|there is anything else))[\s,.!?]*$/,
};
/** Sentences that begin so change their meaning when the one before them is cut. */
const LEANS = /^(?:但|不过|然而|否则|因此|所以|除此|除非|这|那|它|but\b|however\b|otherwise\b|therefore\b|so\b|unless\b|except\b|this\b|that\b|it\b|these\b|those\b)/;

/** Checks one sentence: what it says must stand in what it cites. Pure. */
export function checkSentence(written: string, context: SentenceContext): CheckedSentence {
  const visible = visibleText(written).replaceAll(IMAGE, '');
  const numbers = [...visible.matchAll(MARKS)].flatMap(([, list = '']) => list.split(/[,，、]/).map((number) => Number(number.replace(/\D/g, ''))));
  const text = tidy(visible.replaceAll(MARKS, ''));
  const plain = text.replace(/^(?:[-*+•]|\d{1,3}[.)、])\s+/, '');
  const cut = (reason: CutReason): CheckedSentence => ({ kind: 'cut', text, reason });
  if (context.ownWords.isIn(text)) return cut('own_words');
  if (FORMAT.test(text) || text.length > LONGEST || loops(plain)) return cut('format');
  if (!/[\p{L}\p{N}]/u.test(text)) return cut('format');
  if (COURTESY[context.language].test(fold(plain))) return { kind: 'courtesy', text };
  const facts = factsOf(plain);
  if (isLead(plain)) {
    const isSafe =
      LEAD.test(fold(plain).replaceAll('*', '')) ||
      (facts.every(({ forms }) => hasFact(context.sources, forms)) && !isPromise(plain) && supportOf(plain, context.sources) >= SUPPORT && speaks(plain, context.language));
    return isSafe ? { kind: 'lead', text } : cut('no_citation');
  }
  const cites = context.sources.filter(({ number }) => numbers.includes(number));
  if (cites.length === 0) return cut('no_citation');
  const missing = facts.find(({ forms }) => !hasFact(cites, forms));
  if (missing) return cut(missing.kind === 'link' || missing.kind === 'email' ? 'link' : 'figure');
  if (!speaks(plain, context.language)) return cut('language');
  const support = supportOf(plain, cites);
  if (isPromise(plain) && (support < PROMISE_SUPPORT || !cites.some(({ folded }) => isPromise(folded)))) return cut('promise');
  if (namesIn(plain, context.language).some((name) => cites.every(({ folded }) => !folded.includes(name)))) return cut('unsupported');
  if (support < SUPPORT || partsOf(plain).some((part) => supportOf(part, cites) === 0)) return cut('unsupported');
  const turn = isTranslated(plain, cites) ? undefined : turnOf(plain, cites);
  if (turn) return cut(turn === 'turned' ? 'unsupported' : 'figure');
  if (contentWords(plain).length === 0 && facts.length === 0) return { kind: 'courtesy', text };
  return { kind: 'fact', text, cites };
}

/** Does a sentence lose its sense when the one before it is cut? */
export function leansOnTheOneBefore(text: string): boolean {
  return LEANS.test(fold(text));
}

/** How much of a sentence stands in its sources. A translated one can only be held to its facts: it needs some. */
function supportOf(text: string, sources: readonly Source[]): number {
  const inWords = Math.max(0, ...sources.map(({ content }) => sharedContent(text, content)), sources.length > 1 ? sharedContent(text, new Set(sources.flatMap(({ content }) => [...content]))) : 0);
  return isTranslated(text, sources) ? Math.min(1, (factsOf(text).length * SIGNS_FOR_FACT[scriptOf(text)]) / text.length) : inWords;
}

const scriptOf = (text: string): Language => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');

/** Is it in another language than everything it rests on? */
function isTranslated(text: string, sources: readonly Source[]): boolean {
  return sources.length > 0 && sources.every(({ language }) => language !== scriptOf(text));
}

/** Names in a sentence, folded: Latin words in Chinese, and in English words with capitals that do not begin a sentence. */
function namesIn(text: string, language: Language): string[] {
  const names = language === 'zh' ? text.match(/[a-z]{3,}/gi) : [...(text.match(/(?<![.!?:"“'(*]\s*|^\P{L}*)\b\p{Lu}[\p{L}]*/gu) ?? []), ...(text.match(/\b\p{Lu}{3,}\b/gu) ?? [])];
  return (names ?? []).map(fold).filter((name) => name !== 'i');
}

/** The parts of a sentence that say enough to be judged alone. */
function partsOf(text: string): string[] {
  const isLong = (part: string, least: number): boolean => contentWords(part).reduce((sum, { weight }) => sum + weight, 0) >= least;
  const asides = text.match(/[(（][^()（）]*[)）]/g) ?? [];
  return [...text.split(/[,，;；:：—()（）]|\s-\s/).filter((part) => isLong(part, LONG_PART)), ...asides.filter((part) => isLong(part, LONG_ASIDE))];
}

function isLead(plain: string): boolean {
  return /[：:]\**$/.test(plain) && plain.length <= LONGEST_LEAD;
}

/** Is it written in the customer's language, names and codes aside? */
function speaks(text: string, language: Language): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/[a-z]{2,}/gi)?.length ?? 0;
  const foreign = text.match(/(?!\p{Script=Han})(?!\p{Script=Latin})\p{L}/gu)?.length ?? 0;
  if (foreign > 0) return false;
  return language === 'zh' ? han >= words * 2 || (han > 0 && words < 3) : words * 2 >= han;
}

/** Does a stretch follow itself again and again? */
function loops(text: string): boolean {
  return /(.{2,40}?)\1{3,}/su.test(text.replaceAll(/\s+/g, ' ').replaceAll(/[-=_.·…*]{3,}/g, ''));
}

/** One line without heading marks, lone emphasis and outer blanks. */
function tidy(text: string): string {
  const line = text.replace(/^\s*(?:#{1,6}|>)+\s*/, '').replaceAll(/\s+/g, ' ').trim();
  const stars = line.match(/\*\*/g)?.length ?? 0;
  return (stars % 2 === 0 ? line : line.replaceAll('**', '')).replaceAll(/\s+([，。！？；：、])/g, '$1').trim();
}
