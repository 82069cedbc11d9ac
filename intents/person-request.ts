import { foldText } from './fold-text.ts';
import { createPinyinFinder } from './person-pinyin.ts';
import { findEnglishWish } from './person-wish-en.ts';
import { findChineseWish } from './person-wish-zh.ts';

/** The words by which a text asks for a person; `undefined` when it does not. Takes any text. */
export type PersonFinder = (text: string) => string | undefined;

const HAN = /\p{Script=Han}/u;
const POLITE_ZH_BEFORE =
  /^(?:请问|请|麻烦|劳驾|拜托|帮忙|帮我|给我|我要|我想要|我想|我需要|需要|能不能|能否|可不可以|可以|能|你好|您好|喂|在吗|快点|快|赶紧|马上|立刻|立即|直接|现在|那就|那|就|还是|算了|好了|你们?|您)/;
const POLITE_ZH_AFTER = /(?:谢谢您|谢谢你|谢谢|多谢|谢了|感谢|可以吗|行不行|好不好|行吗|好吗|快点|快|一下|吧|吗|嘛|呢|啊|呀|哦|呗|了|行|谢)$/;
const POLITE_EN =
  'please,pls,plz,hi,hello,hey,ok,okay,so,well,thanks,thank you,can you,could you,would you,will you,can i,could i,may i,i want to,i need to,i wish to,i would like to,i\'d like to,id like to,just,now,right now,asap,immediately,kindly,sorry,sir,madam,again,then,you,quickly';
const PADDING_EN = POLITE_EN.split(',').toSorted((a, b) => b.length - a.length);

/** One word alone ("person") is a request only when it is urged: "person please", "agent now". */
const URGED_EN = /\b(?:please|pls|plz|now|asap|immediately|i want|i need)\b/;

/** Verbs that make a phrase a wish also inside a longer sentence; without one it must be all that a clause says. */
const WISH_ZH = /^(?!.*(?:^|[^没])有(?!事))(?=.*(?:转|接|找|叫|要|让|换|给我|联系|呼叫|来个|来一个|跟|和|想|别)).{3,}$/u;
const WISH_EN =
  /^(?:(?:i )?(?:talk|speak|chat|connect|transfer|put|get|give|want|need)|i(?: don't| dont)|let me|can i|is there a|have (?:someone|an?))\b.* .*$/;

/** Said just before a phrase, these take the wish back. */
const REFUSED_ZH = /(?:不用|不要|不想|不需要|不必|无需|没必要|先别|别|不是要|不是想|(?<!要|什么|为啥|怎么|咋)不)(?:再|给我|帮我|跟我|和我|你们?|我)?$/;
const REFUSED_EN =
  /(?:\b(?:don't|dont|do not|didn't|did not|needn't|wouldn't|would not|no need|rather not|without|instead of|never|not)(?: really)?(?: want| need| like| have| wish| ask)?(?: to| me| for)?(?: i)?) $/;

/** Said just after a phrase, these show that something else is meant: labour costs, a telephone number, a fitter. */
const OTHER_ZH = /^(?:费|智能|成本|价|鉴|降|增|草|湖|呼吸|投|电话|号码|热线|的?(?:工作|上班|服务|在线)?时间|几点|什么时候|微信|邮箱|态度|处理过|说过|上班|下班|师傅安装|安装)/;
const OTHER_EN = /^ (?:(?:who |that |to |can |for )+(?:install|come|carry|deliver|pick|fix|repair|fit|set|help me (?:install|carry|lift))|(?:readable|sized|hair|touch|code|number|discount|price|fee))/;

/**
 * A finder of requests for a person by fixed phrases. Every phrase is found with any punctuation, spacing, case, width
 * and script variant, and with polite words around it; wishes are found inside longer sentences too, unless the words
 * before refuse them or the words after turn them into something else. Pinyin is read word by word besides.
 */
export function createPersonFinder(phrases: readonly string[]): PersonFinder {
  const exact = new Set<string>();
  const han: string[] = [];
  const latin: string[] = [];
  const singles = new Set<string>();
  // "客服" asks for a person when it is all that is said, not as a word of a pasted conversation.
  const shortest = new Set<string>();
  for (const phrase of phrases) {
    const folded = foldText(phrase).trim();
    exact.add(compact(folded));
    if (HAN.test(folded)) {
      const core = stripHan(compact(folded));
      if (core.length > 2) exact.add(core);
      else shortest.add(core);
      if (WISH_ZH.test(compact(folded))) han.push(compact(folded));
    } else {
      const words = spaced(folded);
      const core = stripLatin(words);
      if (core.includes(' ') || core === words) exact.add(compact(core));
      else singles.add(core);
      if (WISH_EN.test(words)) latin.push(words);
    }
  }
  exact.delete('');
  shortest.delete('');
  han.sort(byLength);
  latin.sort(byLength);

  const isWhole = (part: string): boolean => {
    const tight = compact(part);
    if (tight === '' || tight.length > 80) return false;
    if (exact.has(tight) || exact.has(stripHan(tight))) return true;
    const words = spaced(part);
    const core = stripLatin(words);
    return exact.has(compact(core)) || (singles.has(core) && URGED_EN.test(words));
  };

  const findPinyin = createPinyinFinder();
  return (text) => {
    const folded = foldText(text);
    if (isWhole(folded) || shortest.has(stripHan(compact(folded.slice(0, 200))))) return folded.trim();
    const clauses = folded.split(/[,.;:!?，。；：！？、…~\n]+/);
    const whole = clauses.find(isWhole);
    if (whole !== undefined) return whole.trim();
    const tight = compact(folded);
    const inHan = HAN.test(tight) ? findWish(tight, han, REFUSED_ZH, OTHER_ZH) : undefined;
    if (inHan !== undefined) return inHan;
    for (const clause of clauses) {
      const words = spaced(clause);
      const inLatin = findWish(words, latin, REFUSED_EN, OTHER_EN, true);
      if (inLatin !== undefined) return inLatin;
    }
    for (const clause of clauses) {
      const wish = HAN.test(clause) ? findChineseWish(compact(clause)) : findEnglishWish(spaced(clause));
      if (wish !== undefined) return wish;
    }
    return findPinyin(folded);
  };
}

function byLength(a: string, b: string): number {
  return b.length - a.length;
}

function findWish(text: string, phrases: readonly string[], refused: RegExp, other: RegExp, isWords = false): string | undefined {
  for (const phrase of phrases) {
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      const end = at + phrase.length;
      if (isWords && ((at > 0 && text[at - 1] !== ' ') || (end < text.length && text[end] !== ' '))) continue;
      if (refused.test(text.slice(Math.max(0, at - 30), at)) || other.test(text.slice(end, end + 30))) continue;
      return phrase;
    }
  }
  return undefined;
}

/** Letters and digits only. */
function compact(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Latin words with one space between them. */
function spaced(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}']+/gu, ' ').trim();
}

function stripHan(tight: string): string {
  let text = tight;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(POLITE_ZH_BEFORE, '').replace(POLITE_ZH_AFTER, '');
  }
  return text;
}

function stripLatin(words: string): string {
  let text = words;
  for (let before = ''; before !== text; ) {
    before = text;
    for (const padding of PADDING_EN) {
      if (text.startsWith(`${padding} `)) text = text.slice(padding.length + 1);
      if (text.endsWith(` ${padding}`)) text = text.slice(0, -padding.length - 1);
    }
  }
  return text;
}
