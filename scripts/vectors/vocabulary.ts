import { baseForms } from '#intents/vectors/english-forms.ts';
import type { Glosses } from './cedict.ts';
import type { WordNet } from './wordnet.ts';

/** A word for the file. */
export type ChosenWord = {
  readonly text: string;
  readonly isHan: boolean;
  /** What it counts in a text, in (0, 1]. */
  readonly weight: number;
  /** Cost of choosing it in cutting, −ln of its frequency. */
  readonly cost: number;
};

/** Words of jieba that are kept for cutting only: more often used than this. */
const CUT_USES = 8;
/** How many words there are room for beside the project's own. */
const CHINESE = 19_000;
const ENGLISH = 16_000;
/** Smoothing of word weights, a / (a + frequency) (Arora, Liang, Ma 2017); English frequencies are those of the web. */
const SMOOTHING = { chinese: 1e-3, english: 3e-4 };
/** Least frequency of a glossary word, so that cutting keeps it whole. */
const KEPT_WHOLE = 400;

/** What words count that only hold a sentence together or say what kind of question it is. */
const FUNCTION_WEIGHT = 0.2;

const FUNCTION_WORDS = new Set(
  ('a an the i you he she it we they me my your our us him her them his its their this that these those is am are was were be been being do does did have has had ' +
    'will would can could shall should may might must to of in on at for from by with about as and or but if so than then there here what which who whom whose not no ' +
    "i'm i've it's don't doesn't didn't can't won't isn't please just also still yet too very really any some all get got when where why how now want need like would've " +
    '的 了 吗 呢 吧 啊 呀 嘛 哦 我 你 您 他 她 它 我们 你们 他们 这 那 这个 那个 是 在 有 和 跟 与 也 都 就 还 又 再 很 太 着 过 得 地 把 被 给 对 从 到 请 请问 一下 可以 能 会 要 想 怎么 什么 怎样 如何 为什么 一个 个 家 没 没有 不 吗 上 下 里 去 来 说 啥 咋 现在 么 呗').split(' '),
);

/** The words that matter most: the glossary's and the project's own first, then the most frequent ones of each dictionary. */
export function chooseWords(from: {
  readonly wordnet: WordNet;
  readonly glosses: Glosses;
  readonly jieba: ReadonlyMap<string, number>;
  /** How often English words are used, as shares. */
  readonly english: ReadonlyMap<string, number>;
  readonly texts: readonly string[];
  readonly glossary: readonly string[];
}): ChosenWord[] {
  const { wordnet, glosses, jieba, english, texts, glossary } = from;
  const ownLatin = countMatches(texts, /[a-z]+(?:'[a-z]+)?/g);
  const ownHan = countHan(texts, new Set([...glosses.keys(), ...glossary]));
  const jiebaTotal = sum(jieba.values());
  const ownHanTotal = sum(ownHan.values()) || 1;

  const han = new Set(glossary.filter(isHan));
  for (const word of ownHan.keys()) han.add(word);
  const common = [...glosses.keys()].filter((word) => isHan(word) && word.length <= 6);
  common.sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
  for (const word of common) if (han.size < CHINESE) han.add(word);

  const latin = new Set(glossary.filter((word) => !isHan(word)));
  for (const word of ownLatin.keys()) if (baseForms(word).some((form) => wordnet.uses.has(form))) latin.add(word);
  for (const word of english.keys()) if (word.length > 1) latin.add(word);
  const lemmas = [...wordnet.uses.keys()].filter((word) => /^[a-z]{2,}$/.test(word));
  const known = (word: string) => (wordnet.uses.get(word) ?? 0) + 0.5 * (wordnet.explains.get(word) ?? 0);
  lemmas.sort((a, b) => known(b) - known(a) || (a < b ? -1 : 1));
  for (const word of lemmas) if (latin.size < ENGLISH) latin.add(word);

  function rank(word: string): number {
    return (jieba.get(word) ?? 0) + (word.length === 1 ? 400 : 0);
  }
  const inGlossary = new Set(glossary);
  return [
    ...[...han].toSorted().map((text) => {
      const uses = Math.max(jieba.get(text) ?? 2, inGlossary.has(text) ? KEPT_WHOLE : 0);
      const frequency = 0.6 * ((jieba.get(text) ?? 0) / jiebaTotal) + 0.15 * ((ownHan.get(text) ?? 0) / ownHanTotal);
      return { text, isHan: true, weight: weigh(text, frequency, SMOOTHING.chinese), cost: -Math.log(uses / jiebaTotal) };
    }),
    ...[...latin].toSorted().map((text) => ({ text, isHan: false, weight: weigh(text, english.get(text) ?? 0, SMOOTHING.english), cost: 1 })),
  ];
}

/** Words without a vector that cutting needs, with their cost. */
export function chooseCutWords(jieba: ReadonlyMap<string, number>, chosen: ReadonlySet<string>): { readonly text: string; readonly cost: number }[] {
  const total = sum(jieba.values());
  return [...jieba]
    .filter(([text, uses]) => uses > CUT_USES && !chosen.has(text) && isHan(text) && text.length > 1 && text.length <= 6)
    .map(([text, uses]) => ({ text, cost: -Math.log(uses / total) }))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1));
}

function weigh(word: string, frequency: number, smoothing: number): number {
  return Math.min(FUNCTION_WORDS.has(word) ? FUNCTION_WEIGHT : 1, smoothing / (smoothing + frequency));
}

function isHan(word: string): boolean {
  return /^\p{Script=Han}+$/u.test(word);
}

function countMatches(texts: readonly string[], pattern: RegExp): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const [word] of text.matchAll(pattern)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Every dictionary word of up to four characters that stands somewhere in the texts. */
function countHan(texts: readonly string[], dictionary: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const [run] of text.matchAll(/\p{Script=Han}+/gu)) {
      for (let start = 0; start < run.length; start += 1) {
        for (let length = 1; length <= 4 && start + length <= run.length; length += 1) {
          const word = run.slice(start, start + length);
          if (dictionary.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
        }
      }
    }
  }
  return counts;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
