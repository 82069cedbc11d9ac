import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportSummary } from '#knowledge/import/import-types.ts';
import { type DocumentWatch, watchDocuments } from '#knowledge/import/watch-documents.ts';
import { type ImportFolder, NOW, openImportFolder } from './import-folder.ts';

let at: ImportFolder;
let watch: DocumentWatch | undefined;
const heard: ImportSummary[] = [];
let tell: (() => void) | undefined;

beforeEach(async () => {
  at = await openImportFolder();
  heard.length = 0;
});
afterEach(async () => {
  await watch?.stop();
  await at.close();
});

/** Resolves with the first summary that holds; every import is looked at when it has ended. */
async function whenImported(holds: (summary: ImportSummary) => boolean): Promise<ImportSummary> {
  for (;;) {
    const found = heard.find(holds);
    if (found) return found;
    await new Promise<void>((go) => (tell = go));
  }
}

const follow = async (prune: boolean): Promise<void> => {
  watch = await watchDocuments({
    paths: [at.folder],
    documents: at.documents,
    now: () => NOW,
    prune,
    onImported: (summary) => {
      heard.push(summary);
      tell?.();
    },
    onTrouble: (error) => expect.fail(String(error)),
  });
};

describe('following a folder', () => {
  it('imports what is there, then what is added and changed, and removes what is deleted', async () => {
    await at.write('a.md', 'One.');
    await follow(true);
    expect(heard).toMatchObject([{ added: [{ id: 'a' }] }]);
    await at.write('deep/b.md', 'Two.');
    await whenImported(({ added }) => added.some(({ id }) => id === 'deep-b'));
    await at.write('a.md', 'One and more.');
    await whenImported(({ changed }) => changed.some(({ id }) => id === 'a'));
    await rm(path.join(at.folder, 'deep', 'b.md'));
    await whenImported(({ removed }) => removed.some(({ id }) => id === 'deep-b'));
    expect((await at.documents.list()).map(({ id, body }) => [id, body])).toEqual([['a', 'One and more.']]);
  });

  it('keeps the documents of deleted files without --prune, and goes on after a file that is refused', async () => {
    await at.write('a.md', 'One.');
    await follow(false);
    await rm(path.join(at.folder, 'a.md'));
    await at.write('bad.pdf', 'not a PDF');
    await whenImported(({ refused }) => refused.some(({ reason }) => reason === 'broken'));
    await at.write('c.md', 'Three.');
    await whenImported(({ added }) => added.some(({ id }) => id === 'c'));
    expect((await at.documents.list()).map(({ id }) => id)).toEqual(['a', 'c']);
  });
});
