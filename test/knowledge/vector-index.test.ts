import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildHnswIndex, loadHnswIndex } from '#knowledge/hnsw-index.ts';
import { loadHnsw } from '#knowledge/hnsw-library.ts';
import { createExactIndex } from '#knowledge/vector-index.ts';

const DIMENSION = 16;
const loaded = await loadHnsw();
const identity = { embedder: { model: 'test', dimension: DIMENSION }, texts: 'texts' };

/** Unit vectors that are the same in every run (mulberry32). */
function vectors(count: number, seed: number): Float32Array[] {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32 - 0.5;
  };
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: DIMENSION }, next);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

const zero = new Float32Array(DIMENSION);

describe('exact search', () => {
  it('finds the nearest first', () => {
    const all = vectors(50, 1);
    const query = all[7] ?? zero;
    const hits = createExactIndex(all).search(query, 5);
    expect(hits[0]).toMatchObject({ label: 7 });
    expect(hits[0]?.cosine).toBeCloseTo(1);
    expect(hits.map(({ cosine }) => cosine)).toEqual(hits.map(({ cosine }) => cosine).toSorted((a, b) => b - a));
  });

  it('finds nothing for a zero vector, and refuses another dimension', () => {
    const index = createExactIndex(vectors(5, 1));
    expect(index.search(zero, 5)).toEqual([]);
    expect(() => index.search(new Float32Array([1, 0]), 5)).toThrow(RangeError);
  });
});

describe.skipIf(!('library' in loaded))('hnswlib-node', () => {
  const library = 'library' in loaded ? loaded.library : undefined;
  if (library === undefined) return;
  let file = '';
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-hnsw-'));
    file = join(folder, 'index.hnsw');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('finds what exact search finds', async () => {
    const all = vectors(600, 2);
    const [exact, graph] = [createExactIndex(all), await buildHnswIndex(library, all, identity, undefined)];
    for (const query of vectors(30, 3)) {
      const [wanted, got] = [exact.search(query, 10), graph.search(query, 10)];
      expect(got.map(({ label }) => label)).toEqual(wanted.map(({ label }) => label));
      for (const [place, { label, cosine }] of got.entries()) {
        expect(cosine).toBeCloseTo(wanted[place]?.cosine ?? Number.NaN, 4);
        expect(graph.cosineOf(query, label)).toBeCloseTo(exact.cosineOf(query, label), 4);
      }
    }
  });

  it('finds among those that a filter lets through what exact search finds there, however few they are', async () => {
    const all = vectors(600, 2);
    const [exact, graph] = [createExactIndex(all), await buildHnswIndex(library, all, identity, undefined)];
    for (const every of [2, 60, 250]) {
      const admits = (label: number) => label % every === 0;
      for (const query of vectors(10, 3)) {
        const [wanted, got] = [exact.search(query, 10, admits), graph.search(query, 10, admits)];
        expect(got.map(({ label }) => label)).toEqual(wanted.map(({ label }) => label));
      }
    }
    expect(graph.search(vectors(1, 3)[0] ?? zero, 10, () => false)).toEqual([]);
  });

  it('lets nothing through by a filter that fails, and goes on', async () => {
    const graph = await buildHnswIndex(library, vectors(20, 2), identity, undefined);
    const query = vectors(1, 3)[0] ?? zero;
    const failing = (): boolean => {
      throw new Error('no such article');
    };
    expect(graph.search(query, 5, failing)).toEqual([]);
    expect(graph.search(query, 5)).toHaveLength(5);
  });

  it('gives the same after saving and loading', async () => {
    const all = vectors(100, 4);
    const built = await buildHnswIndex(library, all, identity, file);
    const again = await loadHnswIndex(library, file, identity);
    const query = vectors(1, 5)[0] ?? zero;
    expect(again?.search(query, 10)).toEqual(built.search(query, 10));
  });

  it('takes more neighbours than there are, zero vectors, unknown labels and no vectors at all', async () => {
    const graph = await buildHnswIndex(library, [zero, ...vectors(3, 6)], identity, file);
    expect(graph.search(vectors(1, 7)[0] ?? zero, 99)).toHaveLength(3);
    expect(graph.search(zero, 5)).toEqual([]);
    expect(graph.search(zero.map(() => Number.NaN), 5)).toEqual([]);
    expect([graph.cosineOf(vectors(1, 7)[0] ?? zero, 0), graph.cosineOf(zero, 1_000)]).toEqual([0, 0]);
    const empty = await buildHnswIndex(library, [], identity, file);
    expect(empty.search(vectors(1, 7)[0] ?? zero, 5)).toEqual([]);
  });

  const DOUBTFUL: readonly [string, (bytes: Buffer, sidecar: Record<string, unknown>) => readonly [Buffer, unknown]][] = [
    ['a changed vector', (bytes, sidecar) => [flipped(bytes, bytes.length >> 1), sidecar]],
    ['changed links', (bytes, sidecar) => [flipped(bytes, 110), sidecar]],
    ['a cut file', (bytes, sidecar) => [bytes.subarray(0, 500), sidecar]],
    ['an empty file', (_, sidecar) => [Buffer.alloc(0), sidecar]],
    ['a sidecar that is no JSON', (bytes) => [bytes, undefined]],
    ['another model', (bytes, sidecar) => [bytes, { ...sidecar, model: 'other' }]],
    ['another dimension', (bytes, sidecar) => [bytes, { ...sidecar, dimension: 8 }]],
    ['other texts', (bytes, sidecar) => [bytes, { ...sidecar, texts: 'others' }]],
    ['another count', (bytes, sidecar) => [bytes, { ...sidecar, count: 7 }]],
    ['another space', (bytes, sidecar) => [bytes, { ...sidecar, space: 'l2' }]],
    ['an older format', (bytes, sidecar) => [bytes, { ...sidecar, format: 0 }]],
  ];

  it.each(DOUBTFUL)('does not load %s', async (_, damage) => {
    await buildHnswIndex(library, vectors(100, 8), identity, file);
    const sidecar = z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(`${file}.json`, 'utf8')));
    const [bytes, changed] = damage(await readFile(file), sidecar);
    await writeFile(file, bytes);
    await writeFile(`${file}.json`, changed === undefined ? 'not json' : JSON.stringify(changed));
    expect(await loadHnswIndex(library, file, identity)).toBeUndefined();
  });
});

function flipped(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(place) ^ 0xff, place);
  return copy;
}
