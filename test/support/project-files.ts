import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SourceFile } from './rooms.ts';

/** The project's folder. */
export const PROJECT = path.join(import.meta.dirname, '..', '..');

/** All files below some folders of the project whose names end like this, with their texts. */
export async function readProjectFiles(folders: readonly string[], endings: RegExp): Promise<SourceFile[]> {
  const listed = await Promise.all(folders.map((folder) => readdir(path.join(PROJECT, folder), { recursive: true, withFileTypes: true })));
  const paths = listed.flat().filter((entry) => entry.isFile() && endings.test(entry.name)).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    paths
      .toSorted()
      .map(async (file) => ({ path: path.relative(PROJECT, file).split(path.sep).join('/'), text: await readFile(file, 'utf8') })),
  );
}

/** Names of the folders right below a folder of the project. */
export async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(PROJECT, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
