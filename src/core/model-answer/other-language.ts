import type { Bilingual, Language } from '../language.ts';
import type { ComposedAnswer } from '../ports/knowledge-base.ts';

/** What stands before words that a model has put into the customer's language, by that language. */
const TRANSLATED: Bilingual = {
  zh: '这个问题目前只有英文说明，下面是根据它用中文整理的：',
  en: 'So far we only have this in Chinese. In English, it says:',
};

/** The answer, which says so where everything that it cites is written in the other language; pure. */
export function sayIfTranslated(answer: ComposedAnswer, language: Language): ComposedAnswer {
  const isTranslated = answer.citations.length > 0 && answer.citations.every((citation) => citation.language !== language);
  return isTranslated ? { ...answer, text: `${TRANSLATED[language]}\n\n${answer.text}` } : answer;
}
