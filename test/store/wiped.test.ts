import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { sampleDocument } from '../contract/document-store.contract.ts';
import { openTempStore, type TempStore } from '../support/temp-store.ts';

/** Stands in no other text. */
const SECRET = 'quillwort';
const secret = (id: string) => sampleDocument({ id, title: `The ${SECRET}`, body: `The ${SECRET} harvest begins in October. `.repeat(1_000) });
const other = (at: number) => sampleDocument({ id: `other-${at}`, body: `Matter ${at}. `.repeat(500) });

let temp: TempStore;
beforeEach(async () => {
  temp = await openTempStore();
});
afterEach(() => temp.close());

/** The files of the database in whose bytes the secret stands. */
const filesWithSecret = async (): Promise<string[]> => {
  const names = (await readdir(temp.folder)).filter((name) => name.startsWith('baton.sqlite'));
  const contents = await Promise.all(names.map((name) => readFile(path.join(temp.folder, name))));
  return names.filter((_, at) => contents[at]?.includes(SECRET));
};

describe('a removed document', () => {
  it('is gone from the bytes of the database and of its log, while the database is open', async () => {
    await temp.documents.put([other(1), secret('a'), other(2)], 1);
    // In the file itself as well as in the log.
    await temp.documents.remove([other(1)], 2);
    await temp.documents.put([secret('b')], 3);
    expect(await filesWithSecret()).toEqual(['baton.sqlite', 'baton.sqlite-wal']);
    expect(await temp.documents.remove([secret('a'), secret('b')], 4)).toBe(2);
    expect(await filesWithSecret()).toEqual([]);
    expect((await temp.documents.list()).map(({ id }) => id)).toEqual(['other-2']);
  });

  it('is gone as well while another process has the database open', async () => {
    const server = await openStore({ dataDir: temp.folder, desks: [], onTrouble: (error) => expect.fail(String(error)) });
    await temp.documents.put([secret('a'), other(1)], 1);
    expect(await server.documents.list()).toHaveLength(2);
    await temp.documents.remove([secret('a')], 2);
    expect(await filesWithSecret()).toEqual([]);
    expect(await server.documents.list()).toHaveLength(1);
    await server.store.close();
  });
});
