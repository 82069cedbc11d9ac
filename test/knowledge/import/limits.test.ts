import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openParserPool, PARSE_LIMITS } from '#knowledge/import/parser-pool.ts';
import { type ImportFolder, openImportFolder } from './import-folder.ts';
import { keptDocument } from './read.ts';

let at: ImportFolder;
beforeEach(async () => {
  at = await openImportFolder();
});
afterEach(() => at.close());

/** Deeper than any stack: what follows every level never comes back. */
const DEEP = '<div>'.repeat(300_000);

/** A PDF of one page with this packed content (ISO 32000-2, 7.5). */
function pdfOf(packed: Uint8Array): Buffer {
  const parts = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R>>'].map((text, i) => `${i + 1} 0 obj\n${text}\nendobj\n`);
  const stream = `4 0 obj\n<</Length ${packed.length}/Filter/FlateDecode>>stream\n`;
  return Buffer.concat([Buffer.from(`%PDF-1.4\n${parts.join('')}${stream}`), packed, Buffer.from('\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF')]);
}

describe('a document that takes too much', { timeout: 60_000 }, () => {
  it('of time is refused, and the next is read', async () => {
    const file = await at.write('guide.pdf', await keptDocument('libreoffice-guide.pdf'));
    const hasty = openParserPool(1, { ...PARSE_LIMITS, ms: 1 });
    expect((await hasty.parse({ kind: 'pdf', file })).result.refusals).toMatchObject([{ reason: 'too-slow' }]);
    await hasty.close();
    const patient = openParserPool(1);
    expect((await patient.parse({ kind: 'pdf', file })).result.documents).toHaveLength(1);
    await patient.close();
  });

  it('of memory is refused, and the process goes on', async () => {
    const pool = openParserPool(1, { ...PARSE_LIMITS, memoryMb: 24 });
    const file = await at.write('large.html', `<p>${'many words '.repeat(20_000)}</p>`.repeat(40));
    expect((await pool.parse({ kind: 'html', file })).result.refusals).toMatchObject([{ reason: 'too-much-memory' }]);
    await pool.close();
  });

  it('of memory outside of the heap is refused, and what was read beside it goes in', async () => {
    await at.write('a-bomb.pdf', pdfOf(deflateSync(Buffer.alloc(300 * 1024 * 1024, ' '), { level: 1 })));
    await at.write('b-guide.pdf', await keptDocument('libreoffice-guide.pdf'));
    const { added, refused } = await at.run({ limits: { memoryMb: 150 } });
    expect([added.map(({ id }) => id), refused.map(({ source, reason }) => [path.basename(source), reason])]).toEqual([['b-guide'], [['a-bomb.pdf', 'too-much-memory']]]);
  });

  it('of depth is refused, and the same thread reads the next', async () => {
    const pool = openParserPool(1, { ...PARSE_LIMITS, ms: 2_000 });
    const [deep, small] = [await at.write('deep.html', DEEP), await at.write('small.html', '<p>Seven days.</p>')];
    expect((await pool.parse({ kind: 'html', file: deep })).result.documents).toEqual([]);
    expect((await pool.parse({ kind: 'html', file: small })).result.documents).toMatchObject([{ body: 'Seven days.' }]);
    await pool.close();
  });

  it('does not keep the others from going in, nor the event loop from turning', async () => {
    await at.write('a-deep.html', DEEP);
    for (let i = 0; i < 30; i += 1) await at.write(`b-${i}.md`, `Text ${i}.`);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    const summary = await at.run({ limits: { ms: 2_000 } });
    clearInterval(timer);
    expect([summary.added.length, summary.refused.length]).toEqual([30, 1]);
    expect(turns).toBeGreaterThan(10);
  });

  it('is refused by its size before anything of it is read', async () => {
    await at.write('a.md', 'x'.repeat(2000));
    expect((await at.run({ limits: { bytes: 1000 } })).refused).toMatchObject([{ reason: 'too-large', message: expect.stringContaining('2000 bytes') }]);
  });
});

describe('a pool of parsers', () => {
  it('reads more documents than it has threads, and answers each with its own', async () => {
    const pool = openParserPool(2);
    const files = await Promise.all(Array.from({ length: 9 }, (_, i) => at.write(`d-${i}.md`, `Text ${i}.`)));
    const read = await Promise.all(files.map((file) => pool.parse({ kind: 'markdown', file })));
    expect(read.map(({ result }) => result.documents[0]?.body)).toEqual(files.map((_, i) => `Text ${i}.`));
    await pool.close();
  });

  it('refuses what it was reading when it is closed, and a file that is gone', async () => {
    const pool = openParserPool(1);
    expect((await pool.parse({ kind: 'markdown', file: '/nowhere/a.md' })).result.refusals).toMatchObject([{ reason: 'unreadable' }]);
    const reading = pool.parse({ kind: 'html', file: await at.write('deep.html', DEEP) });
    await pool.close();
    expect((await reading).result.refusals).toMatchObject([{ reason: 'unreadable' }]);
  });
});
