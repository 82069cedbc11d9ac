import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMask, PERSONAL } from '#core/mask.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { composeEmbedder } from '#src/compose-embedder.ts';
import { type FakeEmbeddings, KEY, startFakeEmbeddings } from './adapters/openai/fake-embeddings.ts';

const mask = createMask(createEntityFinder([]), PERSONAL);
const DATA_DIR = '/nowhere';

let fake: FakeEmbeddings;
beforeAll(async () => {
  fake = await startFakeEmbeddings();
});
afterAll(() => fake.stop());

describe('the embedder that the settings ask for', () => {
  it("is Baton's own by default, and needs nothing", async () => {
    const embedder = await composeEmbedder({ DATA_DIR }, mask);
    const [vector] = await embedder.embed(['退款']);
    expect(vector).toHaveLength(embedder.dimension);
  });

  it.each(['openai', 'transformers'] as const)('names the setting that %s needs', async (EMBEDDINGS) => {
    await expect(composeEmbedder({ DATA_DIR, EMBEDDINGS }, mask)).rejects.toMatchObject({ code: 'misconfigured', message: expect.stringContaining('EMBEDDINGS_MODEL') });
  });

  it('names the command that installs a missing package', async () => {
    await expect(composeEmbedder({ DATA_DIR, EMBEDDINGS: 'transformers', EMBEDDINGS_MODEL: 'some/model' }, mask)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('npm install'),
    });
  });

  it('sends nothing personal to a server', async () => {
    const embedder = await composeEmbedder({ DATA_DIR, EMBEDDINGS: 'openai', EMBEDDINGS_URL: fake.url, EMBEDDINGS_MODEL: 'fake-embed', EMBEDDINGS_KEY: KEY }, mask);
    fake.requests.length = 0;
    await embedder.embed(['我的手机13800138000，退款到账了吗']);
    expect(fake.requests.map(({ input }) => input)).toEqual([['我的手机138****8000，退款到账了吗']]);
  });
});
