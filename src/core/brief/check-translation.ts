import type { Language } from '../language.ts';
import { factsOf } from '../model-answer/facts.ts';
import { fold, visibleText } from '../model-answer/fold.ts';
import { isPromise } from '../model-answer/promises.ts';
import { digitsOf, FORMAT } from './check-summary.ts';

const LONGEST = 900;
/** So much longer or shorter may the other language be; a Chinese sign says as much as some three English ones. */
const RATIO: Readonly<Record<Language, readonly [number, number]>> = { en: [1.2, 8], zh: [0.1, 0.9] };
/** Names that are written in letters in both languages, or have one of their own in each. */
const SAME_NAMES: readonly (readonly [RegExp, RegExp])[] = [
  [/^alipay$/, /支付宝/],
  [/^(?:wechat|weixin|pay)$/, /微信|支付/],
  [/^unionpay$/, /银联/],
  [/^(?:mr|mrs|ms|miss)$/, /先生|女士|小姐|太太/],
  [/^(?:chinese|china)$/, /中国|中文/],
  [/^(?:i|vip|app|ai|ok)$/, /./],
  [/^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/, /周|星期|礼拜/],
  [/^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/, /月/],
];

/**
 * A translation of a checked summary, or `undefined` where it is not one: every figure, date and number stands in both, no
 * name was added, and it promises nothing that was not promised in the conversation. Pure.
 */
export function checkTranslation(written: string, { text, into, lines }: { readonly text: string; readonly into: Language; readonly lines: readonly string[] }): string | undefined {
  const translated = visibleText(written).trim();
  if (translated === '' || translated.length > LONGEST || FORMAT.test(translated)) return undefined;
  const isIn = /\p{Script=Han}/u.test(translated) ? 'zh' : 'en';
  const [least, most] = RATIO[into];
  if (isIn !== into || translated.length < text.length * least || translated.length > text.length * most) return undefined;
  const stands = (facts: string, among: string): boolean => {
    const forms = new Set(factsOf(among).flatMap((fact) => fact.forms));
    return factsOf(facts).every((fact) => fact.forms.some((form) => forms.has(form)));
  };
  if (!stands(translated, text) || !stands(text, translated)) return undefined;
  const source = fold(text);
  if (digitsOf(translated).some((digits) => !source.includes(digits))) return undefined;
  if (namesIn(translated, into).some((name) => !source.includes(name) && !hasSurname(name, translated, text) && !SAME_NAMES.some(([here, there]) => here.test(name) && there.test(text)))) return undefined;
  return isPromise(translated) && !lines.some(isPromise) ? undefined : translated;
}

/** Capitals inside English sentences, Latin words in Chinese. */
function namesIn(text: string, language: Language): string[] {
  const found = language === 'zh' ? text.match(/[A-Za-z]{3,}/g) : text.match(/(?<![.!?:“"(]\s*|^\P{L}*)\b\p{Lu}\p{L}*/gu);
  return (found ?? []).map(fold);
}

/** A surname behind a title, where the summary has somebody with a title. */
function hasSurname(name: string, translated: string, text: string): boolean {
  return new RegExp(`\\b(?:mr|mrs|ms|miss)\\.? ${name}\\b`).test(fold(translated)) && /\p{Script=Han}(?:先生|女士|小姐|太太)/u.test(text);
}
