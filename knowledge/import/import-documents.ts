import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import path from 'node:path';
import type { DocumentHead, DocumentKey, ImportedDocument } from '#core/document.ts';
import { assembleDocument } from './assemble-document.ts';
import { fetchPage } from './fetch-page.ts';
import { openIdBook } from './id-book.ts';
import type { IdBook } from './id-book.ts';
import type { ImportedItem, ImportOptions, ImportSummary } from './import-types.ts';
import { kindOfFile, unknownKindMessage } from './kinds.ts';
import { openParserPool, PARSE_LIMITS } from './parser-pool.ts';
import type { Parsed, ParserPool } from './parser-pool.ts';
import { createRate } from './rate.ts';
import { readHeads } from './read-heads.ts';
import { refused } from './read-result.ts';
import type { Refusal } from './read-result.ts';
import { walkSources } from './walk-sources.ts';
import type { FoundSources, Source } from './walk-sources.ts';

/** Raised when readers give other words for the same file: then everything is read again. */
const READERS = 2;
const THREADS = 2;
/** Sources that are read ahead while earlier ones are written. */
const AHEAD = 4;
/** Documents written in one transaction, so that a large table holds nobody up. */
const BATCH = 50;

/** What reading a source gave: nothing new, or documents with the fingerprint under which they are remembered. */
type SourceRead = 'unchanged' | (Parsed & { readonly sourceHash: string });

/**
 * Imports documents into the store: what is unchanged since the last time is not read again, what cannot be read is
 * refused by name and the rest goes on. The same paths give the same ids in the same order. Throws only what the store
 * throws.
 */
export async function importDocuments(options: ImportOptions): Promise<ImportSummary> {
  const started = performance.now();
  const found = withUploaded(await walkSources(options.paths), options.uploaded);
  const stored = await readHeads(options.documents);
  const bySource = Map.groupBy(stored, ({ source }) => source);
  const known = new Map(stored.map((document) => [keyOf(document), document]));
  const walked = new Set(found.sources.map(({ name }) => name));
  const book = openIdBook(stored, options.taken ?? [], (source) => isUnder(source, found.roots) && !walked.has(source));
  const limits = { ...PARSE_LIMITS, ...options.limits };
  const pool = openParserPool(THREADS, limits);
  const tally = createTally();
  tally.refused.push(...found.refused);
  const sources = options.only ? found.sources.filter((source) => isAmong(source, options.only)) : found.sources;
  const rate = createRate(sources.length, options.onProgress);
  const commit = async (source: Source, read: SourceRead): Promise<void> => {
    const before = bySource.get(source.name) ?? [];
    if (read === 'unchanged') tally.unchanged += before.length;
    else await keep(source, read, before, { options, book, known, tally });
    rate(source.name);
  };
  try {
    const ahead: { source: Source; read: Promise<SourceRead> }[] = [];
    const again: Source[] = [];
    const settle = async (): Promise<void> => {
      const next = ahead.shift();
      if (!next) return;
      const read = await next.read;
      if (read !== 'unchanged' && read.isUnclear) again.push(next.source);
      else await commit(next.source, read);
    };
    for (const source of sources) {
      if (options.signal?.aborted) break;
      ahead.push({ source, read: readSource(source, bySource.get(source.name) ?? [], pool, options) });
      if (ahead.length >= AHEAD) await settle();
    }
    while (ahead.length > 0) await settle();
    // Two were being read when memory ran out: alone it shows which of them it was.
    for (const source of again) await commit(source, await readSource(source, [], pool, options));
  } finally {
    await pool.close();
  }
  if (options.prune && !options.signal?.aborted) await prune(found, stored, options, tally);
  return { ...tally, seconds: (performance.now() - started) / 1000 };
}

function withUploaded({ sources, roots, refused }: FoundSources, uploaded: ImportOptions['uploaded']): FoundSources {
  return { sources: [...sources, ...(uploaded?.sources ?? [])], roots, refused: [...refused, ...(uploaded?.refused ?? [])] };
}

type Tally = { -readonly [Key in Exclude<keyof ImportSummary, 'seconds'>]: ImportSummary[Key] extends readonly (infer Item)[] ? Item[] : ImportSummary[Key] };

function createTally(): Tally {
  return { added: [], changed: [], unchanged: 0, removed: [], quarantined: [], refused: [] };
}

async function readSource(source: Source, before: readonly DocumentHead[], pool: ParserPool, options: ImportOptions): Promise<SourceRead> {
  const limits = { ...PARSE_LIMITS, ...options.limits };
  const refuse = (refusal: Refusal): SourceRead => ({ result: refused(refusal.reason, refusal.message), bytesHash: '', isUnclear: false, sourceHash: '' });
  const isKnown = (sourceHash: string): boolean => before.length > 0 && before.every((document) => document.sourceHash === sourceHash);
  const finish = (parsed: Parsed): SourceRead => ({ ...parsed, sourceHash: parsed.result.refusals.length > 0 ? '' : sourceHashOf(parsed.bytesHash, options) });
  if (source.kind === 'web') {
    const page = await fetchPage(source.url, { ms: limits.ms, bytes: limits.bytes, redirects: 5, allowPrivate: false, ...options.fetch });
    if ('reason' in page) return refuse(page);
    if (isKnown(sourceHashOf(createHash('sha256').update(page.bytes).digest('hex'), options))) return 'unchanged';
    return finish(await pool.parse({ kind: page.kind, bytes: page.bytes }));
  }
  const kind = kindOfFile(source.file);
  if (kind === undefined || kind === 'urls') return refuse({ reason: 'unknown-kind', message: unknownKindMessage(source.file) });
  if (source.bytes > limits.bytes) return refuse({ reason: 'too-large', message: `has ${megabytes(source.bytes)}, more than the ${megabytes(limits.bytes)} that are read; split it or save it without pictures` });
  if (before.length > 0) {
    const hash = await hashFile(source.file).catch(() => undefined);
    if (hash !== undefined && isKnown(sourceHashOf(hash, options))) return 'unchanged';
  }
  return finish(await pool.parse({ kind, file: source.file }));
}

type Keeping = { readonly options: ImportOptions; readonly book: IdBook; readonly known: ReadonlyMap<string, DocumentHead>; readonly tally: Tally };

/** Writes what a source says now, and removes what it said before and says no more. */
async function keep(source: Source, { result, sourceHash }: Exclude<SourceRead, 'unchanged'>, before: readonly DocumentHead[], { options, book, known, tally }: Keeping): Promise<void> {
  tally.refused.push(...result.refusals.map((refusal) => ({ ...refusal, source: source.name })));
  const documents = new Map<string, ImportedDocument>();
  // What is made of a part of a table ends with the part's fingerprint.
  const ids = new Map(before.flatMap(({ id }) => [['', id], [id.slice(id.lastIndexOf('-') + 1), id]]));
  for (const [index, read] of result.documents.entries()) {
    if (index % BATCH === BATCH - 1) await yieldToOthers();
    const document = assembleDocument(read, source, { options, book, idBefore: (part) => ids.get(part), stored: (id, language) => known.get(keyOf({ id, language })), sourceHash });
    if ('reason' in document) tally.refused.push({ ...document, source: source.name });
    else if (documents.has(keyOf(document))) tally.refused.push({ source: source.name, reason: 'duplicate-id', message: `names ${document.id} (${document.language}) twice; give one of them another id` });
    else documents.set(keyOf(document), document);
  }
  for (const [key, document] of documents) count(document, known.get(key), tally);
  // What could not be read at all still says what it said.
  const gone = documents.size === 0 ? [] : before.filter((document) => !documents.has(keyOf(document)));
  tally.removed.push(...gone.map(({ id, language }) => ({ id, language, source: source.name })));
  if (options.dryRun) return;
  const [first, ...others] = documents.values();
  if (first === undefined) return;
  const isWrittenAtOnce = documents.size <= BATCH;
  // Without the fingerprint of its source, so that it is read again should this come to its end before all is written.
  const all = [isWrittenAtOnce ? first : { ...first, sourceHash: '' }, ...others];
  for (let from = 0; from < all.length; from += BATCH) {
    await options.documents.put(all.slice(from, from + BATCH), options.now());
    await yieldToOthers();
  }
  if (gone.length > 0) await options.documents.remove(gone, options.now());
  if (!isWrittenAtOnce) await options.documents.put([first], options.now());
}

function count(document: ImportedDocument, old: DocumentHead | undefined, tally: Tally): void {
  const { id, language, title, state, source } = document;
  const item: ImportedItem = { id, language, title, state, source };
  const isSame = old?.contentHash === document.contentHash && old.state === document.state && old.source === source;
  if (isSame) tally.unchanged += 1;
  else if (old) tally.changed.push(item);
  else tally.added.push(item);
  if (!isSame && document.state === 'quarantined') tally.quarantined.push({ ...item, reason: document.stateReason ?? '' });
}

/** Removes what was imported from these roots before and is neither there nor listed any more. */
async function prune(found: FoundSources, stored: readonly DocumentHead[], { documents, dryRun, now }: ImportOptions, tally: Tally): Promise<void> {
  const there = new Set(found.sources.map(({ name }) => name));
  const current = dryRun ? stored : await readHeads(documents);
  const gone = current.filter(({ source, listedIn }) => isUnder(listedIn ?? source, found.roots) && !there.has(source));
  tally.removed.push(...gone.map(({ id, language, source }) => ({ id, language, source })));
  if (!dryRun && gone.length > 0) await documents.remove(gone, now());
}

function keyOf({ id, language }: DocumentKey): string {
  return `${id}/${language}`;
}

function isAmong(source: Source, some: ReadonlySet<string> | undefined): boolean {
  return (some?.has(source.name) ?? true) || (source.kind === 'web' && source.listedIn !== undefined && (some?.has(source.listedIn) ?? true));
}

function isUnder(place: string, roots: readonly string[]): boolean {
  return roots.some((root) => place === root || place.startsWith(root + path.sep));
}

/** The fingerprint of bytes and of everything that decides how they are read. */
function sourceHashOf(bytesHash: string, { audience, language, product, validFrom, review }: ImportOptions): string {
  return createHash('sha256').update(JSON.stringify([READERS, bytesHash, audience ?? null, language ?? null, product ?? null, validFrom ?? null, review ?? null])).digest('hex');
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function megabytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024 / 1024)} MB`;
}
