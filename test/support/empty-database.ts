import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '#store/open-store.ts';

const DATABASE = 'baton.sqlite';
let empty: Promise<Uint8Array> | undefined;

async function makeEmpty(): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-empty-'));
  const { store } = await openStore({ dataDir: folder, desks: [], onTrouble: () => undefined });
  await store.close();
  const bytes = await readFile(path.join(folder, DATABASE));
  await rm(folder, { recursive: true, force: true });
  return bytes;
}

/** Puts an empty database with all tables into the folder, which is made when it is missing. It is made once in this process: copying is much quicker than making the tables each time. */
export async function putEmptyDatabase(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, DATABASE), await (empty ??= makeEmpty()));
}
