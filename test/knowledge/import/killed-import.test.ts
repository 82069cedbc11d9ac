import { rm, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '#cli/bench/ownership/random.ts';
import type { DocumentKey, StoredDocument } from '#core/document.ts';
import { importDocuments } from '#knowledge/import/import-documents.ts';
import { openStore } from '#store/open-store.ts';
import { putEmptyDatabase } from '../../support/empty-database.ts';
import { runAndKill } from '../../support/killed-process.ts';
import { type ImportFolder, openImportFolder } from './import-folder.ts';

const SCRIPT = fileURLToPath(new URL('import-until-killed.ts', import.meta.url));
const KILLS = 3;
const MOST_LINES = 14;
const ROWS = 230;

let at: ImportFolder;
let dataDir: string;
beforeEach(async () => {
  at = await openImportFolder();
  dataDir = await mkdtemp(path.join(tmpdir(), 'baton-killed-import-'));
  await putEmptyDatabase(dataDir);
});
afterEach(async () => {
  await at.close();
  await rm(dataDir, { recursive: true, force: true });
});

const keyOf = ({ id, language }: DocumentKey): string => `${id}/${language}`;
/** What a document says; revisions and times depend on when it was written. */
const said = ({ id, language, title, body, source, contentHash, sourceHash, state }: StoredDocument) => ({ id, language, title, body, source, contentHash, sourceHash, state });
const opened = () => openStore({ dataDir, desks: [], onTrouble: (error) => expect.fail(String(error)) });
async function stored(): Promise<StoredDocument[]> {
  const { store, documents } = await opened();
  try {
    return await documents.list();
  } finally {
    await store.close();
  }
}

describe('an import that is killed at any moment', () => {
  it.each([1, 2])('leaves all that was written, nothing of it half, and the next one completes it (%i)', { timeout: 120_000 }, async (seed) => {
    const random = createRandom(seed);
    for (let file = 0; file < 4; file += 1) await at.write(`article-${file}.md`, `# Matter ${file}\n\n${`Words about matter ${file}. `.repeat(200)}\n`);
    // Written in several transactions.
    await at.write('questions.csv', `question,answer\n${Array.from({ length: ROWS }, (_, row) => `What is number ${row}?,It is ${row} and ${'a little '.repeat(20)}more.`).join('\n')}\n`);
    await at.run();
    const wanted = new Map((await at.documents.list()).map((document) => [keyOf(document), said(document)]));
    expect(wanted.size).toBe(4 + ROWS);

    const acknowledged = new Set<string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { lines } = await runAndKill(SCRIPT, [dataDir, at.folder], 1 + Math.floor(random.next() * MOST_LINES));
      for (const line of lines.filter((each) => each.startsWith('['))) for (const key of JSON.parse(line) as DocumentKey[]) acknowledged.add(keyOf(key));
      const there = await stored();
      expect([...acknowledged].filter((key) => !there.some((document) => keyOf(document) === key))).toEqual([]);
      for (const document of there) expect({ ...said(document), sourceHash: '' }).toEqual({ ...wanted.get(keyOf(document)), sourceHash: '' });
    }
    expect(acknowledged.size).toBeGreaterThan(0);

    const { store, documents } = await opened();
    await importDocuments({ paths: [at.folder], documents, now: () => 2 });
    await store.close();
    const whole = (await stored()).map(said);
    expect(whole.map(keyOf)).toEqual([...wanted.keys()]);
    expect(whole).toEqual([...wanted.values()]);
  });

  it('of a changed table leaves no row of before and none out', { timeout: 60_000 }, async () => {
    const table = (answer: string) => `question,answer\n${Array.from({ length: 120 }, (_, row) => `What is number ${row}?,${answer} ${row}.`).join('\n')}\n`;
    await writeFile(path.join(at.folder, 'questions.csv'), table('It was'));
    await runAndKill(SCRIPT, [dataDir, at.folder], Infinity);
    await writeFile(path.join(at.folder, 'questions.csv'), table('It is'));
    const { lines, isComplete } = await runAndKill(SCRIPT, [dataDir, at.folder], 2);
    expect([lines.length >= 2, isComplete]).toEqual([true, false]);
    await runAndKill(SCRIPT, [dataDir, at.folder], Infinity);
    const bodies = (await stored()).map(({ body }) => body);
    expect(bodies).toHaveLength(120);
    expect(bodies.filter((body) => !body.includes('It is'))).toEqual([]);
  });
});
