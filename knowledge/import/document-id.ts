import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Language } from '#core/language.ts';

/** Longest id that is made of a path. */
const MAX_LENGTH = 60;

/** What the place of a document says: an id, and the language where the name ends with it, as in `faq.zh.md`. */
export type PlacedId = { readonly id: string; readonly language: Language | undefined };

/**
 * An id of a path below the imported folder or of a web address, the same at every import: its Latin letters and
 * digits, and a fingerprint of the whole where others had to be left out (`doc-3fa9c1d2` for 退换货.docx).
 */
export function placedId(place: string): PlacedId {
  const isWeb = /^https?:/i.test(place);
  const below = isWeb ? webPath(place) : place.split(path.sep).slice(place.includes(path.sep) ? 1 : 0).join('/');
  const bare = below.replace(/\.(?:md|markdown|x?html?|txt|text|docx|pdf|[ct]sv|xlsx|php|aspx?)$/i, '');
  const ending = /\.(zh|en)(?:[-_][a-z]+)?$/i.exec(bare)?.[1]?.toLowerCase();
  const stem = ending === undefined ? bare : bare.replace(/\.[^.]+$/, '');
  const words = stem.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = words.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  const lost = /[^\p{ASCII}]/u.test(words) || slug === '' || slug.length > MAX_LENGTH;
  const id = lost ? `${slug.slice(0, MAX_LENGTH).replace(/-+$/, '') || 'doc'}-${fingerprint(stem)}` : slug;
  return { id, language: ending === 'zh' || ending === 'en' ? ending : undefined };
}

/** Eight hex digits that stand for a text. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text.normalize('NFC')).digest('hex').slice(0, 8);
}

function webPath(address: string): string {
  const url = new URL(address);
  const query = [...url.searchParams.values()].join('-');
  return decodeURIComponentSafely(`${url.hostname.replace(/^www\./, '')}${url.pathname}${query === '' ? '' : `-${query}`}`.replace(/\/(?:index\.\w+)?$/, ''));
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
