import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readDocument } from '#knowledge/import/read-document.ts';
import type { DocumentKind } from '#knowledge/import/kinds.ts';
import type { ReadDocument } from '#knowledge/import/read-result.ts';

/** A file that is kept beside the tests. */
export function keptDocument(name: string): Promise<Buffer> {
  return readFile(path.join(import.meta.dirname, 'documents', name));
}

/** The only document of a source; fails with the refusals when it was not taken in. */
export async function readOne(kind: DocumentKind, content: Uint8Array | string): Promise<ReadDocument> {
  const { documents, refusals } = await readDocument(kind, typeof content === 'string' ? Buffer.from(content) : content);
  const [document] = documents;
  if (document === undefined || documents.length > 1 || refusals.length > 0) throw new Error(`not one document but ${documents.length}: ${JSON.stringify(refusals)}`);
  return document;
}

/** Why a source was refused; fails when it was not. */
export async function readRefusal(kind: DocumentKind, content: Uint8Array | string): Promise<string> {
  const { documents, refusals } = await readDocument(kind, typeof content === 'string' ? Buffer.from(content) : content);
  if (documents.length > 0 || refusals.length !== 1) throw new Error(`not refused: ${documents.length} documents, ${refusals.length} refusals`);
  return `${refusals[0]?.reason}: ${refusals[0]?.message}`;
}
