import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Intent } from '#core/intent.ts';
import { loadCatalog } from './load-catalog.ts';

/**
 * Reads the catalogue again only when one of its files has come, gone or been written since: reading it is work, asking
 * for dates is not. `first` is what was read at the start.
 */
export async function watchCatalog(folder: string, first: readonly Intent[]): Promise<() => Promise<readonly Intent[]>> {
  let known = first;
  let stamp = await stampOf(folder);
  return async () => {
    const now = await stampOf(folder);
    if (now === stamp) return known;
    known = await loadCatalog(folder);
    stamp = now;
    return known;
  };
}

async function stampOf(folder: string): Promise<string> {
  const names = await readdir(folder);
  const lines = await Promise.all(
    names.sort().map(async (name) => {
      const found = await stat(path.join(folder, name)).catch(() => undefined);
      return `${name} ${found?.mtimeMs} ${found?.size}`;
    }),
  );
  return lines.join('\n');
}
