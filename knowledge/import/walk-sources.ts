import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { decodeText } from './decode-text.ts';
import { kindOfFile } from './kinds.ts';
import type { Refusal } from './read-result.ts';

/** Something to import: a file, or a web address with the list that names it. */
export type Source =
  | { readonly kind: 'file'; readonly name: string; readonly file: string; readonly place: string; readonly bytes: number }
  | { readonly kind: 'web'; readonly name: string; readonly url: string; readonly listedIn: string | undefined };

/** What was found under the paths: sources in order, roots that are there, and what was refused at once. */
export type FoundSources = { readonly sources: readonly Source[]; readonly roots: readonly string[]; readonly refused: readonly (Refusal & { readonly source: string })[] };

/** Files that programs leave beside documents; nobody means to import them. */
const LEFT_OVER = /^(?:\.|~\$|thumbs\.db$|desktop\.ini$|__macosx$)/i;

/**
 * Everything under some paths: files, folders with all below them, and web addresses. `name` is the absolute path or
 * the address; `place` is the path below the given folder, with that folder's own name in front.
 */
export async function walkSources(paths: readonly string[]): Promise<FoundSources> {
  const sources = new Map<string, Source>();
  const roots: string[] = [];
  const refused: (Refusal & { source: string })[] = [];
  const add = async (file: string, place: string): Promise<void> => {
    const { size } = await stat(file);
    if (kindOfFile(file) === 'urls') {
      for (const source of await readList(file, refused)) if (!sources.has(source.name)) sources.set(source.name, source);
    } else {
      sources.set(file, { kind: 'file', name: file, file, place, bytes: size });
    }
  };
  for (const given of paths) {
    if (/^[a-z][a-z\d+.-]+:\/\//i.test(given)) {
      sources.set(given, { kind: 'web', name: given, url: given, listedIn: undefined });
      continue;
    }
    try {
      const root = await realpath(given);
      roots.push(root);
      if ((await stat(root)).isDirectory()) for (const file of await filesBelow(root)) await add(file, path.join(path.basename(root), path.relative(root, file)));
      else await add(root, path.basename(root));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      refused.push({ source: given, reason: 'unreadable', message: code === 'ENOENT' ? 'is not there; check the path' : `cannot be opened (${code}); check that it may be read` });
    }
  }
  return { sources: [...sources.values()], roots, refused };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !LEFT_OVER.test(name));
  const files: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(full)));
    // Links to files are followed, links to folders are not: they may lead in circles.
    else if (entry.isFile() || (entry.isSymbolicLink() && ((await stat(full).catch(() => undefined))?.isFile() ?? false))) files.push(full);
  }
  return files;
}

async function readList(file: string, refused: (Refusal & { source: string })[]): Promise<Source[]> {
  const text = (await decodeText(await readFile(file)))?.text ?? '';
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length === 0) refused.push({ source: file, reason: 'empty', message: 'names no web address; write one on each line' });
  return lines.map((url) => ({ kind: 'web', name: url, url, listedIn: file }));
}
