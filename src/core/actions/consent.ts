import type { Language } from '../language.ts';
import type { ActionDefinition } from './definition.ts';

const YES: Record<Language, RegExp> = {
  zh: /^(?:好|好的|好啊|好呀|好吧|行|行吧|行的|可以|可以的|是|是的|是啊|对|对的|对对|嗯|嗯嗯|恩|没错|没问题|没有问题|确认|确定|同意|就这样|就这么办|就这样办|办吧|办理吧|提交吧|要|需要|ok|okay|👌|👍)+$/,
  en: /^(?:(?:yes|yep|yeah|yup|y|ok|okay|sure|correct|right|thats right|thats correct|exactly|confirm|confirmed|i confirm|i agree|agreed|go ahead|do it|do that|please do|please go ahead|absolutely|definitely|of course|sounds good|looks good|thats fine|fine|perfect|all good|👌|👍)(?: |$))+$/,
};
const COURTESY: Record<Language, RegExp> = {
  zh: /谢谢(?:你|您)?|多谢|麻烦(?:你|您)?了?|辛苦了|请(?!问)|那就|那(?=[好行])|呢(?=$)|啊(?=$)|哈(?=$)|哦(?=$)|了(?=$)/g,
  en: /\b(?:please|pls|thanks|thank you|thx|then|so)\b/g,
};
const STOP: Record<Language, RegExp> = {
  zh: /^(?:(?:不|不要|不用|不必|不需要|不想|不行|不可以|先不|先不要|先不用|先别|别|暂时不)(?:取消|改|修改|办|办理|查|弄|换|提交|退)?|算了?|没事|不用管|停|停止|停下|保留|保留订单|放弃|我再想想|再想想|再考虑一下|我改主意|改主意)(?:吧)?$/,
  en: /^(?:(?:no|nope|nah|n|no way|never ?mind|stop|forget it|forget about it|dont|do not|dont do it|do not do it|dont do that|dont cancel(?: it)?|do not cancel(?: it)?|dont change(?: it| anything)?|leave it|leave it as it is|keep it|keep (?:the|my) order|not now|not yet|rather not|(?:i )?changed my mind|let me think)(?: |$))+$/,
};
const CALL_OFF = /^(?:取消|取消吧|cancel|cancel it|cancel that)$/;
const CORRECTS: Record<Language, RegExp> = {
  zh: /不是|不对|错|另一|另外|别的|其他|其它|换成|换一|改成|改为|改到|应该是|上一|下一|前一|后一/,
  en: /\b(?:wrong|not that|not this|others?|another|instead|i meant|i mean|should be|should have been|actually|mistake|typo|different|change (?:it|that|the \w+) to|make it)\b|^no[,. ]/i,
};
const QUESTION: Record<Language, RegExp> = {
  zh: /[?？]\s*$|[吗呢么嘛]\s*[。.!！~]*$|^(?:请问|想问|问一下)|怎么|如何|怎样|多久|多少|几天|几点|什么时候|为什么|为啥|能不能|可不可以|是不是|会不会|有没有/,
  en: /\?\s*$|^(?:how|what|when|where|why|who|which|can|could|do|does|did|is|are|will|would|may|should)\b/i,
};
const HOW: Record<Language, RegExp> = {
  zh: /怎么|如何|怎样|咋|哪家|得了[吗么]|来得及|在哪[里儿]?(?:可以|能)?(?:看|查|改|取消|申请)|(?:能|可以|可)[^，。]{0,12}(?:吗|么|嘛|不)|能不能|可不可以|多久|多少|几天|几个工作日|什么时候|为什么|为啥|是否|要不要|会不会|规则|流程|政策|条件|之后|以后/,
  en: /\bhow (?:do|can|to|long|much|many|soon)\b|^(?:when|why|what (?:happens|if))\b|^(?:can|could|may|should) (?:i|we|you)\b|\bpolic(?:y|ies)\b|\bpossible\b|\bwhere (?:can|do) i\b/i,
};
/** Requests that only look like questions about how. */
const REQUEST_EN = /\b(?:can|could) (?:you|u) (?:please )?(?:check|look|tell|cancel|change|see|find|update|track|help)\b/i;

/** What the customer says, without courtesies, punctuation and case. */
function plain(text: string, language: Language): string {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll(/['’]/g, '');
  const bare = folded.replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, language === 'zh' ? '' : ' ');
  const without = (said: string): string => said.replace(COURTESY[language], language === 'zh' ? '' : ' ');
  // Twice: a courtesy may hide behind another.
  return without(without(bare)).replace(/\s+/g, ' ').trim();
}

const eitherLanguage = (text: string, expression: Record<Language, RegExp>, language: Language): boolean =>
  expression[language].test(plain(text, language)) || expression[other(language)].test(plain(text, other(language)));

/** Does it hold for every line? A choice that was pressed twice is a burst of two. */
function eachLine(text: string, holds: (line: string) => boolean): boolean {
  return text.split('\n').filter((line) => line.trim() !== '').every(holds);
}

const other = (language: Language): Language => (language === 'zh' ? 'en' : 'zh');

/** Does the customer say yes, and nothing else? Where something is changed on these words they must not be readable in another way. */
export function saysYes(text: string, language: Language, action: Pick<ActionDefinition, 'yes' | 'yesWords'>): boolean {
  if (plain(text, language) === '' || /[?？吗]/.test(text)) return false;
  return eitherLanguage(text, YES, language) || saysYesTo(text, language, action);
}

/** Does the customer say yes in words that name the very thing, such as the label of the choice? */
export function saysYesTo(text: string, language: Language, { yes, yesWords }: Pick<ActionDefinition, 'yes' | 'yesWords'>): boolean {
  return eachLine(text, (line) => {
    const said = plain(line, language);
    return [yes.zh, yes.en].some((label) => plain(label, language) === said) || yesWords.some((words) => new RegExp(`^(?:${words})$`, 'iu').test(said));
  });
}

/** Does the customer call it off, and say nothing else? Not where the words could also ask for the action itself. */
export function saysStop(text: string, language: Language, { no }: Pick<ActionDefinition, 'no'>, asksForIt: boolean): boolean {
  const said = plain(text, language);
  if (said === '') return false;
  if (eachLine(text, (line) => [no.zh, no.en].some((label) => plain(label, language) === plain(line, language)))) return true;
  if (CALL_OFF.test(said)) return !asksForIt;
  return eitherLanguage(text, STOP, language);
}

/** Does the customer set something right ("no, the other order")? */
export function corrects(text: string, language: Language): boolean {
  return CORRECTS[language].test(text);
}

/** Is it put as a question? */
export function isQuestion(text: string, language: Language): boolean {
  return QUESTION[language].test(text.trim());
}

/** Does the customer ask how something is done or when, rather than to have it done? */
export function asksHow(text: string, language: Language): boolean {
  return HOW[language].test(text.trim()) && !REQUEST_EN.test(text);
}
