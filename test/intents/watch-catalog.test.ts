import { cp, mkdtemp, rm, utimes, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCatalog } from '#intents/load-catalog.ts';
import { watchCatalog } from '#intents/watch-catalog.ts';

const SHOP = path.join(import.meta.dirname, '..', '..', 'intents', 'catalog');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-catalog-'));
  for (const name of ['greeting.yaml', 'refund-status.yaml']) await cp(path.join(SHOP, name), path.join(folder, name));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('reads the catalogue anew when a file was written, and not otherwise', async () => {
  const first = await loadCatalog(folder);
  const read = await watchCatalog(folder, first);
  expect(await read()).toBe(first);
  const file = path.join(folder, 'greeting.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('  en:\n    - ', '  en:\n    - good morrow to you\n    - '));
  await utimes(file, new Date(), new Date(Date.now() + 5_000));
  const second = await read();
  expect(second.find(({ id }) => id === 'greeting')?.examples.en).toContain('good morrow to you');
  expect(await read()).toBe(second);
});
