import { contentKeys, sharedContent } from '../model-answer/content-words.ts';
import { factsOf } from '../model-answer/facts.ts';
import { fold, visibleText } from '../model-answer/fold.ts';
import { isPromise } from '../model-answer/promises.ts';
import { createSentenceReader } from '../model-answer/sentence-reader.ts';

/** So much of a sentence's content must stand in the conversation. */
const SUPPORT = 0.4;
/** Less than this share of what was written is no summary any more. */
const LEAST_LEFT = 0.4;
const LONGEST = 600;
/** What a summary says of any conversation. */
const REPORTS = /客户|顾客|用户|助理|客服|同事|表示|反映|希望|要求|询问|提到|提供|说明|已经|尚未|目前|问题|情况|\b(?:the|a|an|customer|client|user|assistant|bot|agent|colleague|says?|said|reports?|reported|wants?|wanted|asks?|asked|mentions?|mentioned|would|like|has|have|been|was|were|gave|given|provided|so far|issue|problem)\b/gi;
/** What belongs to no plain sentence. */
export const FORMAT = /[<>`|#]|https?:/;

/**
 * The sentences of a summary of which every figure, date, number, name and promise stands in the conversation, and most of
 * the rest; `undefined` where too little is left. Pure.
 */
export function checkSummary(written: string, lines: readonly string[]): string | undefined {
  const said = lines.join('\n');
  const folded = fold(said);
  const forms = new Set(factsOf(said).flatMap((fact) => fact.forms));
  const keys = contentKeys(said);
  const reader = createSentenceReader();
  const sentences = [...reader.push(visibleText(written).slice(0, LONGEST * 3)), ...reader.end()].map(({ text }) => text.replace(/^[-*•\d.、\s]+(?=\D)/, '').trim());
  const kept = sentences.filter((sentence) => {
    if (sentence === '' || FORMAT.test(sentence)) return false;
    if (factsOf(sentence).some(({ forms: [form = ''] }) => !forms.has(form))) return false;
    if (digitsOf(sentence).some((digits) => !folded.includes(digits))) return false;
    if (namesIn(sentence).some((name) => !folded.includes(name))) return false;
    if (isPromise(sentence) && !lines.some((line) => isPromise(line) && sharedContent(sentence.replaceAll(REPORTS, ' '), contentKeys(line)) >= SUPPORT)) return false;
    return sharedContent(sentence.replaceAll(REPORTS, ' '), keys) >= SUPPORT;
  });
  const length = (texts: readonly string[]): number => texts.reduce((sum, { length: own }) => sum + own, 0);
  if (kept.length === 0 || length(kept) < length(sentences) * LEAST_LEFT) return undefined;
  const space = /\p{Script=Han}/u.test(kept.join('')) ? '' : ' ';
  const text = kept.join(space);
  return text.length <= LONGEST ? text : undefined;
}

/** Long runs of digits, as they stand: numbers of orders and telephones are never written anew. */
export function digitsOf(sentence: string): string[] {
  return fold(sentence).match(/\d[\d-]{3,}\d/g) ?? [];
}

/** Names: capitals inside an English sentence, Latin words in Chinese, and Chinese names with their title. */
function namesIn(sentence: string): string[] {
  const isChinese = /\p{Script=Han}/u.test(sentence);
  const latin = isChinese ? sentence.match(/[A-Za-z]{3,}/g) : sentence.match(/(?<![.!?:“"(]\s*|^\P{L}*)\b\p{Lu}[\p{L}]+/gu);
  const titled = [...sentence.matchAll(/(\p{Script=Han}{1,2})(?:先生|女士|小姐|经理|主管|师傅|律师)/gu)].map((match) => match[1] ?? '').filter((name) => !/客户|顾客|这位|一位|该|的|找|请|让|和|与|叫/.test(name));
  return [...(latin ?? []), ...titled].map(fold);
}
