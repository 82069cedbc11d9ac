import type { Kysely, Selectable, Transaction } from 'kysely';
import { type DocumentChange, type DocumentHead, type DocumentKey, type DocumentState, type ImportedDocument, knownSource, type StoredDocument } from '#core/document.ts';
import { BatonError } from '#core/errors.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';
import type { Engine } from './engine.ts';
import type { DocumentsTable, Tables } from './tables.ts';

type Row = Selectable<DocumentsTable>;

/** In the column `state`: what is left of a removed document. */
const REMOVED = 'removed';

/** Heads that are looked through in one turn of the event loop: SQLite answers within it. */
const PAGE = 500;

/** Everything but the text. */
const HEAD = ['id', 'language', 'title', 'audience', 'product', 'valid_from', 'review', 'version', 'state', 'state_reason', 'source', 'listed_in', 'content_hash', 'source_hash', 'revision', 'updated_at'] as const satisfies readonly (keyof Row)[];

type HeadRow = Pick<Row, (typeof HEAD)[number]>;

/** Imported documents in the database; `wipe` takes what was deleted out of its files. */
export function createDocumentStore({ db, wipe }: Pick<Engine, 'db' | 'wipe'>): DocumentStore {
  return {
    async list(states) {
      const all = db.selectFrom('documents').selectAll().where('state', '!=', REMOVED).orderBy('id').orderBy('language');
      return (await (states ? all.where('state', 'in', states) : all).execute()).map(toDocument);
    },
    heads: (after, limit) => readHeads(db, after, limit),
    async find({ words, skip, limit }) {
      if (words !== '') {
        const found = await searchHeads(db, words.toLowerCase());
        return { documents: found.slice(skip, skip + limit), total: found.length };
      }
      const kept = db.selectFrom('documents').where('state', '!=', REMOVED);
      const documents = await kept.select(HEAD).orderBy('updated_at', 'desc').orderBy('id').orderBy('language').limit(limit).offset(skip).execute();
      const { total } = await kept.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow();
      return { documents: documents.map(toHead), total: Number(total) };
    },
    async get(key) {
      const row = await readRow(db, key);
      return row && toDocument(row);
    },
    async revision() {
      return (await db.selectFrom('document_revision').select('revision').executeTakeFirstOrThrow()).revision;
    },
    async changedSince(revision, limit) {
      const rows = await db.selectFrom('documents').selectAll().where('revision', '>', revision).orderBy('revision').limit(limit).execute();
      return rows.map(toChange);
    },
    async put(documents, now) {
      const names = new Set(documents.map(({ id, language }) => `${id}/${language}`));
      if (names.size < documents.length) throw new BatonError('invalid_input', 'A document is named twice. Give each its own id.');
      return change(db, async (trx, next) => {
        const stored: StoredDocument[] = [];
        for (const document of documents) stored.push(await putOne(trx, next, document, now));
        return stored;
      });
    },
    setState: (key, state, now) =>
      change(db, async (trx, next) => {
        const row = await readRow(trx, key);
        if (!row) throw new BatonError('not_found', `There is no document "${key.id}" (${key.language}).`);
        if (row.state === state) return toDocument(row);
        const changed: Row = { ...row, state, state_reason: null, revision: next(), updated_at: now };
        await trx.updateTable('documents').set(changed).where('id', '=', key.id).where('language', '=', key.language).execute();
        return toDocument(changed);
      }),
    async remove(keys, now) {
      const removed = await change(db, async (trx, next) => {
        let count = 0;
        for (const key of keys) {
          const row = await readRow(trx, key);
          if (!row) continue;
          count += 1;
          const empty = { title: '', product: 'all', valid_from: null, review: null, state: REMOVED, state_reason: null, body: '', source: '', listed_in: null, content_hash: '', source_hash: '' };
          await trx.updateTable('documents').set({ ...empty, revision: next(), updated_at: now }).where('id', '=', key.id).where('language', '=', key.language).execute();
        }
        return count;
      });
      if (removed > 0) await wipe();
      return removed;
    },
  };
}

async function readHeads(db: Kysely<Tables>, after: DocumentKey | undefined, limit: number): Promise<DocumentHead[]> {
  const all = db.selectFrom('documents').select(HEAD).where('state', '!=', REMOVED).orderBy('id').orderBy('language').limit(limit);
  const rest = after ? all.where('id', '>=', after.id).where(({ eb, or }) => or([eb('id', '>', after.id), eb('language', '>', after.language)])) : all;
  return (await rest.execute()).map(toHead);
}

/** Heads in which these words stand, changed ones first. All are looked through, a page in one turn of the event loop. */
async function searchHeads(db: Kysely<Tables>, words: string): Promise<DocumentHead[]> {
  const found: DocumentHead[] = [];
  for (let page = await readHeads(db, undefined, PAGE); page.length > 0; page = await readHeads(db, page.at(-1), PAGE)) {
    found.push(...page.filter(({ id, title, source }) => `${id}\n${title}\n${knownSource(source)}`.toLowerCase().includes(words)));
    if (page.length < PAGE) break;
    await new Promise(setImmediate);
  }
  return found.toSorted((a, b) => b.updatedAt - a.updatedAt);
}

/**
 * One transaction with the counter of revisions. Its row is written first, which makes writers wait for each other:
 * so a revision is never seen before a lower one.
 */
async function change<T>(db: Kysely<Tables>, work: (trx: Transaction<Tables>, next: () => number) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    const taken = await trx.updateTable('document_revision').set(({ ref }) => ({ revision: ref('revision') })).returning('revision').executeTakeFirstOrThrow();
    let { revision } = taken;
    const answer = await work(trx, () => (revision += 1));
    if (revision > taken.revision) await trx.updateTable('document_revision').set({ revision }).execute();
    return answer;
  });
}

async function putOne(trx: Transaction<Tables>, next: () => number, document: ImportedDocument, now: number): Promise<StoredDocument> {
  const before = await readRow(trx, document);
  const row = toRow(document);
  const isSame = before !== undefined && (Object.keys(row) as (keyof typeof row)[]).every((column) => column === 'source_hash' || row[column] === before[column]);
  const written: Row = { ...row, revision: isSame ? before.revision : next(), updated_at: isSame ? before.updated_at : now };
  if (isSame && before.source_hash === row.source_hash) return toDocument(before);
  await trx
    .insertInto('documents')
    .values(written)
    .onConflict((conflict) => conflict.columns(['id', 'language']).doUpdateSet(written))
    .execute();
  return toDocument(written);
}

function readRow(db: Kysely<Tables>, { id, language }: DocumentKey): Promise<Row | undefined> {
  return db.selectFrom('documents').selectAll().where('id', '=', id).where('language', '=', language).where('state', '!=', REMOVED).executeTakeFirst();
}

function toRow(document: ImportedDocument): Omit<Row, 'revision' | 'updated_at'> {
  return {
    id: document.id,
    language: document.language,
    title: document.title,
    audience: document.audience,
    product: document.product === 'all' ? 'all' : JSON.stringify(document.product),
    valid_from: document.validFrom ?? null,
    review: document.review ?? null,
    version: document.version,
    state: document.state,
    state_reason: document.stateReason ?? null,
    body: document.body,
    source: document.source,
    listed_in: document.listedIn ?? null,
    content_hash: document.contentHash,
    source_hash: document.sourceHash,
  };
}

function toDocument(row: Row): StoredDocument {
  return { ...toHead(row), body: row.body };
}

function toHead(row: HeadRow): DocumentHead {
  return {
    ...toKey(row),
    title: row.title,
    audience: row.audience === 'staff' ? 'staff' : 'customer',
    product: row.product === 'all' ? 'all' : (JSON.parse(row.product) as string[]),
    validFrom: row.valid_from ?? undefined,
    review: row.review ?? undefined,
    version: row.version,
    state: row.state as DocumentState,
    stateReason: row.state_reason ?? undefined,
    source: row.source,
    listedIn: row.listed_in ?? undefined,
    contentHash: row.content_hash,
    sourceHash: row.source_hash,
    revision: row.revision,
    updatedAt: row.updated_at,
  };
}

function toKey({ id, language }: HeadRow): DocumentKey {
  return { id, language: language === 'zh' ? 'zh' : 'en' };
}

function toChange(row: Row): DocumentChange {
  if (row.state === REMOVED) return { kind: 'removed', ...toKey(row), revision: row.revision, updatedAt: row.updated_at };
  return { kind: 'kept', document: toDocument(row) };
}
