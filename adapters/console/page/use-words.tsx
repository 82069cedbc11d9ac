import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '#core/protocol.ts';
import { say, type TextKey } from './i18n.ts';

/** The language of the page. */
export const LanguageContext = createContext<Language>('zh');

/** The page's language and its texts in that language. */
export function useWords(): { readonly language: Language; readonly t: (key: TextKey, values?: Readonly<Record<string, string | number>>) => string } {
  const language = useContext(LanguageContext);
  return { language, t: (key, values) => say(key, language, values) };
}
