import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Audience } from '#core/article.ts';
import type { DocumentHead, ImportedDocument } from '#core/document.ts';
import type { Language } from '#core/language.ts';
import { placedId } from './document-id.ts';
import type { IdBook } from './id-book.ts';
import type { ImportOptions } from './import-types.ts';
import type { ReadDocument, Refusal } from './read-result.ts';
import type { Source } from './walk-sources.ts';

/** What is known where a document is put together. */
export type Assembling = {
  readonly options: Pick<ImportOptions, 'audience' | 'language' | 'product' | 'validFrom' | 'review' | 'state' | 'products'>;
  readonly book: IdBook;
  /** The id that this part of the source had before. */
  readonly idBefore: (part: string) => string | undefined;
  /** Finds a stored document by id and language. */
  readonly stored: (id: string, language: Language) => DocumentHead | undefined;
  readonly sourceHash: string;
};

/** Decides what a document that was read leaves open: id, language, audience, product, days, version and state. */
export function assembleDocument(read: ReadDocument, source: Source, { options, book, idBefore, stored, sourceHash }: Assembling): ImportedDocument | Refusal {
  const { head, body, part, alarm } = read;
  const place = source.kind === 'file' ? source.place : source.url;
  const placed = placedId(place);
  const language = head.language ?? options.language ?? placed.language ?? read.wordsIn;
  if (!language) return { reason: 'language', message: 'is neither Chinese nor English by its words; say which with --language' };
  const audience = audienceOf(read, source, options.audience);
  if (typeof audience !== 'string') return audience;
  const product = head.product ?? (options.product === undefined ? 'all' : [options.product]);
  const strange = product === 'all' || !options.products ? undefined : product.find((id) => !options.products?.includes(id));
  if (strange !== undefined) return { reason: 'bad-head', message: `is about the product ${strange}, which is not in products.yaml; add it there or correct it` };
  let { id } = head;
  if (id === undefined) {
    // A source keeps its ids, also when it is imported from another folder later.
    id = book.choose(idBefore(part ?? '') ?? (part === undefined || part === '' ? placed.id : `${placed.id}-${part}`), language, audience, source.name);
  } else {
    const taken = book.claim(id, language, audience, source.name);
    if (taken) return taken;
  }
  const title = head.title ?? fallbackTitle(source);
  const content = { id, language, title, audience, product, validFrom: head.validFrom ?? options.validFrom, review: head.review ?? options.review, body };
  const contentHash = createHash('sha256').update(JSON.stringify(Object.values(content).map((value) => value ?? null))).digest('hex');
  const old = stored(id, language);
  const isSame = old?.contentHash === contentHash;
  const version = head.version ?? (old === undefined ? 1 : isSame ? old.version : old.version + 1);
  const listedIn = source.kind === 'web' ? source.listedIn : undefined;
  return { ...content, version, ...stateOf(read, old, isSame, options.state), source: source.name, listedIn, contentHash, sourceHash };

  function stateOf({ head: { state } }: ReadDocument, old: DocumentHead | undefined, isSame: boolean, wanted: ImportOptions['state']): Pick<ImportedDocument, 'state' | 'stateReason'> {
    // Somebody has looked at these very words and decided.
    if (isSame && old && (state === undefined || alarm !== undefined)) return { state: old.state, stateReason: old.stateReason };
    if (alarm !== undefined) return { state: 'quarantined', stateReason: alarm };
    const kept = old === undefined || old.state === 'quarantined' ? undefined : old.state;
    return { state: state ?? (kept === 'retired' ? kept : (wanted ?? kept ?? 'published')), stateReason: undefined };
  }
}

/** Who a document is for. What is imported as staff's never becomes the customers' by a word in the file. */
function audienceOf({ head }: ReadDocument, source: Source, wanted: Audience | undefined): Audience | Refusal {
  const folders = source.kind === 'file' ? path.dirname(source.place).split(path.sep) : [];
  const folder = folders.findLast((name) => name === 'customer' || name === 'staff') as Audience | undefined;
  const around = wanted ?? folder;
  if (head.audience === 'customer' && around === 'staff') return { reason: 'bad-head', message: 'says it is for customers but is imported for staff; move it or correct its `audience`' };
  return head.audience ?? around ?? 'customer';
}

function fallbackTitle(source: Source): string {
  const name = source.kind === 'file' ? path.basename(source.place).replace(/(?:\.(?:zh|en))?\.[^.]+$/, '') : source.url.replace(/^https?:\/\//, '');
  const words = source.kind === 'file' ? name.replaceAll('_', ' ') : name;
  return words.trim().slice(0, 120).replace(/[\uD800-\uDBFF]$/, '') || 'untitled';
}
