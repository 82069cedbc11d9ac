import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { sampleDocument } from '../contract/document-store.contract.ts';
import { runBaton } from '../support/run-command.ts';
import { makeSmallContent, type SmallContent } from '../support/small-content.ts';

let content: SmallContent;
beforeAll(async () => {
  content = await makeSmallContent();
  const { store, documents } = await openStore({ dataDir: content.dataDir, desks: [], onTrouble: () => undefined });
  await documents.put([sampleDocument({ id: 'quillwort', title: 'Quillwort', body: 'The quillwort harvest begins in October.' })], 1);
  await store.close();
});
afterAll(() => content.remove());

it('learning for the next start indexes imported documents too, so that the start has nothing left to build', async () => {
  expect(await runBaton(['learn'], content.variables)).toMatchObject({ code: 0 });
  const words = await readFile(path.join(content.dataDir, 'index', 'customer-en.words'), 'latin1');
  expect(words).toContain('quillwort');
});
