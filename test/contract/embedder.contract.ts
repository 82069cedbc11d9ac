import { beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '#core/ports/embedder.ts';

/** Cosine of two unit vectors. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

/** What every embedder must promise. `isBilingual` is false only where a model knows one language. */
export function describeEmbedder(implementation: {
  readonly name: string;
  readonly create: () => Promise<Embedder>;
  readonly isBilingual?: boolean;
}): void {
  describe(`embedder contract: ${implementation.name}`, () => {
    let embedder: Embedder;
    beforeAll(async () => {
      embedder = await implementation.create();
    });

    it('names its model and the length of its vectors', () => {
      expect(embedder.model).not.toBe('');
      expect(embedder.dimension).toBeGreaterThan(0);
    });

    it('gives one vector of unit length for each text, in order', async () => {
      const texts = ['退款多久到账', 'where is my parcel', '发票'];
      const vectors = await embedder.embed(texts);
      expect(vectors).toHaveLength(texts.length);
      for (const vector of vectors) {
        expect(vector).toHaveLength(embedder.dimension);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 3);
      }
      const [alone] = await embedder.embed(['发票']);
      expect([...(alone ?? [])]).toEqual([...(vectors[2] ?? [])]);
    });

    it('gives no vectors for no texts', async () => {
      expect(await embedder.embed([])).toEqual([]);
    });

    it.each(['', '  \n', '\u0000', '\ud800', '？！'])('gives a zero vector for a text without words: %j', async (text) => {
      const [vector] = await embedder.embed([text]);
      expect(vector?.every((value) => value === 0)).toBe(true);
    });

    it('embeds 100,000 characters within a second', async () => {
      const started = performance.now();
      const [vector] = await embedder.embed(['退货 refund '.repeat(10_000)]);
      expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 3);
      expect(performance.now() - started).toBeLessThan(1_000);
    });

    const close: readonly (readonly [string, string, string])[] = [
      ['退款', '退钱', '加湿器'],
      ['refund', 'money back', 'humidifier'],
      ['快递什么时候到', '包裹几天能送到', '发票抬头怎么改'],
      ...(implementation.isBilingual === false
        ? []
        : ([
            ['退款', 'refund', 'delivery'],
            ['退款', 'money back', 'invoice'],
            ['发票', 'invoice', 'refund'],
            ['怎么退货', 'how do I return it', 'what are your opening hours'],
            ['几点关门', 'what are your opening hours', 'how do I return it'],
          ] as const)),
    ];
    it.each(close)('holds %j for nearer to %j than to %j', async (text, near, far) => {
      const [vector, nearVector, farVector] = await embedder.embed([text, near, far]);
      if (!vector || !nearVector || !farVector) throw new Error('three vectors are promised');
      expect(cosine(vector, nearVector)).toBeGreaterThan(cosine(vector, farVector) + 0.1);
    });
  });
}
