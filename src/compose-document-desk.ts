import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDay } from '#core/article.ts';
import type { DocumentKey } from '#core/document.ts';
import { BatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { DocumentDesk, NamedProduct, Upload, UploadOutcome } from '#core/ports/document-desk.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';
import { importDocuments } from '#knowledge/import/import-documents.ts';
import { PARSE_LIMITS } from '#knowledge/import/parser-pool.ts';
import { uploadSources } from '#knowledge/import/upload-sources.ts';

/** What the document desk is made with. */
export type DocumentDeskOptions = {
  readonly documents: Omit<DocumentStore, 'list'>;
  readonly products: readonly NamedProduct[];
  /** Ids of the articles in files, as they are now. */
  readonly taken: ReadonlySet<string>;
  readonly clock: Pick<Clock, 'now'>;
};

/** The document desk over the store and the import. Files are read one after the other, so that none takes another's id. */
export function createDocumentDesk({ documents, products, taken, clock }: DocumentDeskOptions): DocumentDesk {
  const now = () => clock.now();
  let reading: Promise<unknown> = Promise.resolve();
  const find = async (key: DocumentKey) => {
    const document = await documents.get(key);
    if (!document) throw new BatonError('not_found', `没有文档“${key.id}”。 · There is no document "${key.id}" (${key.language}).`);
    return document;
  };
  const importFile = async (name: string, file: string, { audience, language, product, validFrom, review, state }: Upload): Promise<UploadOutcome> => {
    const uploaded = await uploadSources(name, file);
    const done = await importDocuments({ paths: [], uploaded, documents, products: products.map(({ id }) => id), taken: [...taken], now, audience, language, product, validFrom, review, state });
    return { ...done, refused: done.refused.map(({ reason, message }) => ({ reason, message })) };
  };
  return {
    largest: PARSE_LIMITS.bytes,
    products: products.map(({ id, name }) => ({ id, name })),
    list: (search) => documents.find(search),
    read: find,
    async take(upload) {
      const name = cleanName(upload.name);
      checkStated(upload, products);
      const folder = await mkdtemp(path.join(tmpdir(), 'baton-upload-'));
      try {
        // The ending says what it is; the rest of the name is the sender's and names no file of ours.
        const file = path.join(folder, `upload${endingOf(name)}`);
        await pipeline(upTo(PARSE_LIMITS.bytes, upload.content), createWriteStream(file, { mode: 0o600 }));
        const turn = reading.then(() => importFile(name, file, upload));
        reading = turn.catch(() => undefined);
        return await turn;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async setState(key, state) {
      await find(key);
      return documents.setState(key, state, now());
    },
    async remove(key) {
      await find(key);
      await documents.remove([key], now());
    },
  };
}

/** The last part of a name that a browser gives, fit to be shown. */
function cleanName(name: string): string {
  const clean = (name.split(/[/\\]/).at(-1) ?? '').toWellFormed().replaceAll(/\p{Cc}/gu, '').trim();
  if (clean === '' || clean.length > 200) throw new BatonError('invalid_input', '文件名请用 1 到 200 个字符。 · The name of a file has 1 to 200 characters.');
  return clean;
}

function checkStated({ product, validFrom, review }: Upload, products: readonly NamedProduct[]): void {
  if (product !== undefined && !products.some(({ id }) => id === product)) {
    throw new BatonError('invalid_input', `没有产品“${product}”。 · There is no product "${product}".`);
  }
  for (const [zh, en, day] of [['生效日期', 'valid-from', validFrom], ['复查日期', 'review', review]] as const) {
    if (day !== undefined && !isDay(day)) throw new BatonError('invalid_input', `${zh}“${day}”不是日期，请写成 2027-05-31 这样。 · The ${en} day "${day}" is no day; write it like 2027-05-31.`);
  }
}

function endingOf(name: string): string {
  return /\.urls\.txt$/i.test(name) ? '.urls.txt' : path.extname(name).toLowerCase().replaceAll(/[^.a-z0-9]/g, '');
}

async function* upTo(limit: number, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size > limit) throw new BatonError('too_large', `文件超过 ${Math.round(limit / 1024 / 1024)} MB，请拆开，或去掉图片再保存。 · The file has more than ${Math.round(limit / 1024 / 1024)} MB; split it or save it without pictures.`);
    yield piece;
  }
}
