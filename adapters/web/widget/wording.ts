import type { Language } from '#core/protocol.ts';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { WORDINGS } from './i18n.ts';
import type { Wording } from './i18n.ts';

/** The language that the panel is shown in. */
export const LanguageContext = createContext<Language>('zh');

/** The panel's language, inside a component. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The wordings in the panel's language, inside a component. */
export function useWording(): Wording {
  return WORDINGS[useLanguage()];
}
