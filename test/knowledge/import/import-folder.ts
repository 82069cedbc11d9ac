import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DocumentStore } from '#core/ports/document-store.ts';
import { importDocuments } from '#knowledge/import/import-documents.ts';
import type { ImportOptions, ImportSummary } from '#knowledge/import/import-types.ts';
import { openTempStore } from '../../support/temp-store.ts';

/** A folder to import from, and a store to import into. */
export type ImportFolder = {
  readonly folder: string;
  readonly documents: DocumentStore;
  /** Writes a file, with the folders it is in; answers its path. */
  write(file: string, content: string | Uint8Array): Promise<string>;
  /** Imports the folder. */
  run(options?: Partial<ImportOptions>): Promise<ImportSummary>;
  close(): Promise<void>;
};

/** Day on which the tests import. */
export const NOW = 1_800_000_000_000;

/** An empty folder and an empty store. */
export async function openImportFolder(): Promise<ImportFolder> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'baton-import-')));
  const temp = await openTempStore();
  return {
    folder,
    documents: temp.documents,
    async write(file, content) {
      const place = path.join(folder, file);
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, content);
      return place;
    },
    run: (options = {}) => importDocuments({ paths: [folder], documents: temp.documents, now: () => NOW, ...options }),
    async close() {
      await temp.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
