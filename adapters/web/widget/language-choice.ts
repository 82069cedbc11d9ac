import type { Language } from '#core/protocol.ts';
import { readJson } from './storage.ts';
import type { KeyValueStore } from './storage.ts';

const KEY = 'baton.language';

/** The language to show on a page: what the reader chose on pages of that language, otherwise the page's own. */
export function choiceFor(store: KeyValueStore, page: Language): Language {
  const saved = readJson(store, KEY);
  if (typeof saved !== 'object' || saved === null || !('page' in saved) || !('chosen' in saved) || saved.page !== page) return page;
  return saved.chosen === 'zh' || saved.chosen === 'en' ? saved.chosen : page;
}

/** Keeps the reader's choice; choosing the page's own language forgets it. */
export function rememberChoice(store: KeyValueStore, page: Language, chosen: Language): void {
  if (page === chosen) store.removeItem(KEY);
  else store.setItem(KEY, JSON.stringify({ page, chosen }));
}
