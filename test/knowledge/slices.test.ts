import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Passage } from '#core/passage.ts';
import { loadHnsw } from '#knowledge/hnsw-library.ts';
import { openLivingShelf } from '#knowledge/living-shelf.ts';
import { createWordLayerBuilder } from '#knowledge/word-layer.ts';
import { createHashingEmbedder } from './hashing-embedder.ts';

/** Looks at the pace after which a slice ends here: by work, so that a fast machine measures what a slow one does. */
const LOOKS = 100;

const slice = vi.hoisted(() => ({ rows: new Set<string>(), longest: 0, end: () => undefined as void }));
slice.end = () => {
  slice.longest = Math.max(slice.longest, slice.rows.size);
  slice.rows.clear();
};

vi.mock('#knowledge/pace.ts', async (importOriginal) => {
  const createPace = () => {
    let looks = 0;
    return {
      isDue: () => (looks += 1) >= LOOKS,
      async rest() {
        await othersTurn();
        looks = 0;
      },
    };
  };
  const mapPaced = async <Item, Result>(items: readonly Item[], make: (item: Item, at: number) => Result): Promise<Result[]> => {
    const pace = createPace();
    const results: Result[] = [];
    for (const [at, item] of items.entries()) {
      results.push(make(item, at));
      if (pace.isDue()) await pace.rest();
    }
    return results;
  };
  return { ...(await importOriginal<object>()), createPace, mapPaced };
});

/** A passage that tells when its text is read. */
function watched(id: string, text: string): Passage {
  const read = <Value>(value: Value): Value => {
    slice.rows.add(id);
    return value;
  };
  return {
    id,
    articleId: id,
    language: 'en',
    audience: 'customer',
    get title() {
      return read(`Topic ${id}`);
    },
    get headings() {
      return read([]);
    },
    get text() {
      return read(text);
    },
  };
}

/** Ends a slice with each turn of the event loop. */
async function watchSlices(work: () => Promise<unknown>): Promise<number> {
  slice.end();
  slice.longest = 0;
  let isDone = false;
  const turning = (async () => {
    while (!isDone) {
      await othersTurn();
      slice.end();
    }
  })();
  await work();
  isDone = true;
  await turning;
  return slice.longest;
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-slices-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a large shelf', () => {
  it('is set in order in slices: no turn of the event loop looks at more than a few hundred of its passages', async () => {
    const passages = Array.from({ length: 2_500 }, (_, at) => watched(`p${at}`, `Some words about matter ${at} and nothing else.`));
    const loaded = await loadHnsw();
    const shelf = await openLivingShelf({ audience: 'customer', language: 'en', passages, productNamesOf: () => '' }, undefined, {
      embedder: createHashingEmbedder(32),
      folder,
      hnsw: 'library' in loaded ? loaded.library : undefined,
      onBuild: () => undefined,
      cutter: async () => (text) => [text],
    });
    const changing = await watchSlices(() => shelf.put(new Map([['fresh', [watched('fresh', 'The quillwort harvest begins in October.')]]])));
    const settling = await watchSlices(() => shelf.settle(true));
    expect(changing).toBeLessThan(10);
    // Several things go on in the same turn, each with its slice.
    expect(settling).toBeGreaterThan(0);
    expect(settling).toBeLessThanOrEqual(5 * LOOKS);
    expect(shelf.view().places.has('fresh')).toBe(true);
  });
});

describe('words that are indexed', () => {
  it('are not kept as texts until the end: the main thread would give back that memory of another thread in one piece', () => {
    const words = (at: number) => Array.from({ length: 200 }, (_, place) => `word${(at * 7 + place * 13) % 2_000}`);
    const before = heapBytes();
    const builder = createWordLayerBuilder();
    const texts = 4_000;
    for (let at = 0; at < texts; at += 1) builder.add({ words: { title: [], headings: [], text: words(at), products: [] }, units: words(at).slice(0, 20) });
    // The list of a text's words alone takes 1,600 bytes.
    expect((heapBytes() - before) / texts).toBeLessThan(200);
    expect(builder.finish().postings.texts).toBe(texts);
  });
});

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}
