import { expect, it } from 'vitest';
import type { Embedder } from '#core/ports/embedder.ts';
import { embedTexts } from '#knowledge/vector-cache.ts';

const TEXTS = Array.from({ length: 150 }, (_, at) => `text ${at}`);
const vectorOf = (text: string): Float32Array => Float32Array.of(Number(text.slice(5)), 1);

/** How many texts an embedder is given at once, and what came of it. */
const groupsOf = async (embed: Embedder['embed']) => {
  const groups: number[] = [];
  const done: number[] = [];
  const embedder: Embedder = { model: 'm', dimension: 2, embed: (texts) => (groups.push(texts.length), embed(texts)) };
  const vectors = await embedTexts(TEXTS, embedder, undefined, (count) => void done.push(count));
  expect(vectors).toEqual(TEXTS.map(vectorOf));
  expect(done.at(-1)).toBe(150);
  return groups;
};

it('an embedder that works in this thread is given one text after the other, however it is put together', async () => {
  const plain = async (texts: readonly string[]) => texts.map(vectorOf);
  expect(new Set(await groupsOf(plain))).toEqual(new Set([1]));
  expect(new Set(await groupsOf(async (texts) => (await plain(texts)).map((vector) => vector)))).toEqual(new Set([1]));
});

it('an embedder that is waited for is given many at once', async () => {
  const elsewhere = (texts: readonly string[]) => new Promise<Float32Array[]>((resolve) => void setTimeout(() => resolve(texts.map(vectorOf)), 2));
  expect(await groupsOf(elsewhere)).toEqual([1, 64, 64, 21]);
});

it('what the embedder throws comes out', async () => {
  await expect(groupsOf(() => Promise.reject(new Error('the embedder is away')))).rejects.toThrow('the embedder is away');
});
