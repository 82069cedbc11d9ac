import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmbedder } from '#intents/create-embedder.ts';

const SHIPPED = fileURLToPath(new URL('../../intents/vectors/words.bin', import.meta.url));

describe('the file of word vectors', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'baton-vectors-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is at most 10 MB and loaded within 200 ms', async () => {
    expect((await stat(SHIPPED)).size).toBeLessThan(10e6);
    const started = performance.now();
    await createEmbedder({ file: SHIPPED });
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('names the command that makes it when it is missing', async () => {
    const file = path.join(folder, 'none.bin');
    await expect(createEmbedder({ file })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/none\.bin.*npm run build:vectors/) });
  });

  it.each([
    ['cut short', (file: Buffer) => file.subarray(0, 100_000)],
    ['empty', () => Buffer.alloc(0)],
    ['changed in one byte', (file: Buffer) => Buffer.from(file.map((byte, at) => (at === 5_000 ? byte ^ 1 : byte)))],
    ['something else', () => Buffer.from('x'.repeat(1_000))],
  ] as const)('is refused when it is %s', async (_, damage) => {
    const file = path.join(folder, 'words.bin');
    await writeFile(file, damage(await readFile(SHIPPED)));
    await expect(createEmbedder({ file })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('damaged') });
  });
});
