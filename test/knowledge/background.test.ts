import { describe, expect, it } from 'vitest';
import type { Embedder } from '#core/ports/embedder.ts';
import { createBackground } from '#knowledge/background.ts';
import { createHashingEmbedder } from './hashing-embedder.ts';

describe('how near a question is to what no article is about', () => {
  const embedder = createHashingEmbedder();
  const nearness = async (text: string, language: 'zh' | 'en') => createBackground(embedder)((await embedder.embed([text]))[0], language);

  it('is more for an everyday sentence than for one about the company', async () => {
    const everyday = await nearness('公司有多少员工', 'zh');
    const own = await nearness('滤芯复位后指示灯仍亮', 'zh');
    expect(everyday?.nearest).toBeGreaterThan((own?.nearest ?? 1) + 0.1);
    expect(everyday?.nearest).toBeGreaterThan(everyday?.mean ?? 1);
    expect(everyday?.spread).toBeGreaterThan(0);
  });

  it('is unknown without a vector, and while the embedder fails; then it is tried again', async () => {
    expect(await createBackground(embedder)(undefined, 'en')).toBeUndefined();
    let works = false;
    const failing: Embedder = { ...embedder, embed: (texts) => (works ? embedder.embed(texts) : Promise.reject(new Error('not there'))) };
    const background = createBackground(failing);
    const [vector] = await embedder.embed(['how many people work there']);
    expect(await background(vector, 'en')).toBeUndefined();
    works = true;
    expect((await background(vector, 'en'))?.nearest).toBeGreaterThan(0.3);
  });
});
