import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROJECT = path.join(import.meta.dirname, '..', '..');
/** What somebody who follows a page has already: everything but the files that the page makes. */
const THERE = ['src', 'node_modules', 'adapters/shared', 'test/contract', 'test/support', 'package.json', 'tsconfig.json'];

/** A project in which somebody has followed a page of the documentation. */
export type WrittenProject = {
  readonly folder: string;
  /** Files that the page has made, from the project's folder. */
  readonly files: readonly string[];
  /** Imports one of them. */
  load(file: string): Promise<unknown>;
  close(): Promise<void>;
};

/** Makes every file that a page shows: a line with its path in backquotes, and below it the code. Throws where the page shows none. */
export async function writeFromPage(page: string): Promise<WrittenProject> {
  const text = await readFile(path.join(PROJECT, page), 'utf8');
  const blocks = [...text.matchAll(/^`([\w./-]+\.ts)`\n\n```ts\n([^]*?)^```$/gm)];
  if (blocks.length === 0) throw new Error(`${page} shows no file`);
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-page-'));
  for (const each of THERE) {
    await mkdir(path.dirname(path.join(folder, each)), { recursive: true });
    await symlink(path.join(PROJECT, each), path.join(folder, each));
  }
  // Imports between rooms are resolved by the nearest package.json: a copy, so that it is the one of this folder.
  await rm(path.join(folder, 'package.json'));
  await writeFile(path.join(folder, 'package.json'), await readFile(path.join(PROJECT, 'package.json')));
  for (const [, file = '', code = ''] of blocks) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), code);
  }
  return {
    folder,
    files: blocks.map(([, file = '']) => file),
    load: (file) => import(/* @vite-ignore */ path.join(folder, file)) as Promise<unknown>,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
