const ASKS_ZH = /[?]|吗|么$|怎么|怎样|咋|如何|什么时候|是什么|多久|多少|几[点天个号层分]|哪[里个儿些天家种]|能不能|能否|是否|可不可以|可以不|有没有|是不是|会不会|要不要|请问|想问|问一下|呢$/;
const ASKS_EN = /\?|^(?:(?:hi|hello|hey|and|so|but|ok|please|excuse me)[ ,]+)*(?:how|what|when|where|which|who|can|could|do|does|did|is|are|will|would|should|may|any)\b/;

/** Does a folded text ask something, in its form? */
export function isQuestion(folded: string): boolean {
  return ASKS_ZH.test(folded) || ASKS_EN.test(folded.trimStart());
}

/** Are at least two whole words and most letters of a text as written in capitals? */
export function isShouted(original: string): boolean {
  const sample = original.slice(0, 2_000);
  const upper = sample.match(/[A-Z]/g)?.length ?? 0;
  return upper >= 8 && upper > 2 * (sample.match(/[a-z]/g)?.length ?? 0);
}
