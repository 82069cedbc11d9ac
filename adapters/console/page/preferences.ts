import type { Language } from '#core/protocol.ts';

/** What the page remembers in this browser; never anything of a customer. */
export type Preference = 'language' | 'brief' | 'assist' | 'shortcuts' | 'name';

/** A remembered choice; `undefined` also where the browser keeps nothing (private windows). */
export function remembered(preference: Preference): string | undefined {
  try {
    return localStorage.getItem(`baton.console.${preference}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a choice where the browser allows it. */
export function remember(preference: Preference, value: string): void {
  try {
    localStorage.setItem(`baton.console.${preference}`, value);
  } catch {
    // The choice then holds until the page is closed.
  }
}

/** The language chosen before, or the browser's. */
export function firstLanguage(): Language {
  const chosen = remembered('language');
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
