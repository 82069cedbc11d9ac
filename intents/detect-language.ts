import type { Language } from '#core/language.ts';

/** Words that people write in both languages and that therefore tell nothing. */
const SHARED = new Set('ok okay hi hello hey bye vip app wifi wi fi qq no yes thx 3q plus pro max id pin usb led'.split(' '));

/**
 * The language of a folded text by its script: every Han character counts like a word. Words that both languages use,
 * digits and signs tell nothing; where nothing tells, the answer is `fallback`.
 */
export function detectLanguage(folded: string, fallback: Language): Language {
  const sample = folded.slice(0, 2_000);
  const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = (sample.match(/[a-z][a-z']*/g) ?? []).filter((word) => word.length > 1 && !SHARED.has(word)).length;
  if (han === 0 && words === 0) return fallback;
  return han >= words ? 'zh' : 'en';
}
