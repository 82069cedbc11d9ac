import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTransformersEmbedder, type TransformersModule } from '#adapters/transformers/embedder.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { describeEmbedder } from '../../contract/embedder.contract.ts';

/** A stand-in for the package: it gives Baton's own vectors, as one tensor, and writes down how it was called. */
function fakePackage(): TransformersModule & { readonly calls: unknown[] } {
  const calls: unknown[] = [];
  const env = { allowLocalModels: false, allowRemoteModels: true, localModelPath: '/models/' };
  return {
    calls,
    env,
    pipeline: async (task, model, options) => {
      calls.push([task, model, options, { ...env }]);
      if (model === 'broken') throw new Error('no config.json');
      const embedder = await createEmbedder();
      return async (texts, { normalize }) => {
        if (!normalize || texts.length > 16) throw new Error('called wrongly');
        const vectors = await embedder.embed(texts);
        return { dims: [texts.length, embedder.dimension], data: Float32Array.from(vectors.flatMap((vector) => [...vector])) };
      };
    },
  };
}

describeEmbedder({ name: 'local ONNX model', create: () => createTransformersEmbedder({ model: 'Xenova/some-model', load: async () => fakePackage() }) });

describe('a local model', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'baton-model-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is loaded from a folder without the network', async () => {
    const fake = fakePackage();
    const embedder = await createTransformersEmbedder({ model: folder, load: async () => fake });
    expect(fake.calls).toEqual([['feature-extraction', path.basename(folder), { dtype: 'q8' }, { allowLocalModels: true, allowRemoteModels: false, localModelPath: path.dirname(folder) }]]);
    expect(embedder.model).toContain(folder);
  });

  it('is loaded from the hub by its name', async () => {
    const fake = fakePackage();
    await createTransformersEmbedder({ model: 'Xenova/some-model', load: async () => fake });
    expect(fake.calls).toEqual([['feature-extraction', 'Xenova/some-model', { dtype: 'q8' }, expect.objectContaining({ allowRemoteModels: true })]]);
  });

  it('says what is missing when it cannot be loaded', async () => {
    await expect(createTransformersEmbedder({ model: 'broken', load: async () => fakePackage() })).rejects.toMatchObject({ code: 'misconfigured', message: expect.stringContaining('EMBEDDINGS_MODEL') });
  });

  it('names the command that installs the package when that is missing', async () => {
    await expect(createTransformersEmbedder({ model: 'Xenova/some-model' })).rejects.toMatchObject({ code: 'misconfigured', message: expect.stringContaining('npm install --no-save @huggingface/transformers') });
  });
});
