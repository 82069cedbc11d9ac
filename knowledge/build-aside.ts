import { rename, rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { BuildAnswer, BuildOrder } from './build-worker.ts';
import { keepSidecar, loadHnswIndex } from './hnsw-index.ts';
import type { IndexIdentity } from './hnsw-index.ts';
import type { HnswLibrary } from './hnsw-library.ts';
import type { VectorIndex } from './vector-index.ts';
import { unpackWordLayer } from './word-layer.ts';
import type { CutText, KeywordText, WordLayer } from './word-layer.ts';

/** Texts or vectors that are handed over at once: copying them must not be felt. */
const BATCH = 500;

/** Indexes texts by words in a thread of its own, so that questions are answered meanwhile. Throws when that thread fails. */
export async function buildWordsAside(texts: readonly KeywordText[]): Promise<WordLayer> {
  return withThread(async (order) => {
    for (let from = 0; from < texts.length; from += BATCH) await order({ kind: 'texts', texts: texts.slice(from, from + BATCH) });
    const answer = await order({ kind: 'finish_words' });
    if (answer.kind !== 'words') throw new Error('the thread that indexes has lost its way');
    return unpackWordLayer(answer.bytes);
  });
}

/** Cuts texts into words in a thread of its own: loading the dictionary would hold up questions for 0.2 s. Throws when that thread fails. */
export async function cutTextsAside(texts: readonly KeywordText[]): Promise<CutText[]> {
  if (texts.length === 0) return [];
  return withThread(async (order) => {
    const cuts: CutText[] = [];
    for (let from = 0; from < texts.length; from += BATCH) {
      const answer = await order({ kind: 'cut', texts: texts.slice(from, from + BATCH) });
      if (answer.kind === 'cuts') cuts.push(...answer.cuts);
    }
    return cuts;
  });
}

/** Builds the graph of vectors in a thread of its own and keeps it in `file`; `undefined` when it cannot be kept there. */
export async function buildGraphAside(library: HnswLibrary, vectors: readonly Float32Array[], identity: IndexIdentity, file: string): Promise<VectorIndex | undefined> {
  const { dimension } = identity.embedder;
  const aside = `${file}.part`;
  try {
    await withThread(async (order) => {
      await order({ kind: 'graph', dimension, count: vectors.length });
      for (let from = 0; from < vectors.length; from += BATCH) {
        const batch = vectors.slice(from, from + BATCH);
        const joined = new Float32Array(batch.length * dimension);
        batch.forEach((vector, at) => joined.set(vector, at * dimension));
        await order({ kind: 'vectors', from, vectors: joined }, [joined.buffer]);
      }
      await order({ kind: 'finish_graph', file: aside });
    });
    await rename(aside, file);
    await keepSidecar(file, identity, vectors);
    return await loadHnswIndex(library, file, identity);
  } catch {
    await rm(aside, { force: true });
    return undefined;
  }
}

type Order = (order: BuildOrder, transfer?: ArrayBuffer[]) => Promise<BuildAnswer>;

/** Does something with a thread that indexes, one order after the other, and ends it. Throws what went wrong there. */
async function withThread<T>(work: (order: Order) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL('./build-worker.ts', import.meta.url));
  worker.unref();
  const ended = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that indexes ended with ${code}`)));
  });
  ended.catch(() => undefined);
  const order: Order = async (message, transfer = []) => {
    const answered = new Promise<BuildAnswer>((resolve) => worker.once('message', resolve));
    worker.ref();
    worker.postMessage(message, transfer);
    const answer = await Promise.race([answered, ended]);
    worker.unref();
    if (answer.kind === 'failed') throw new Error(answer.reason);
    return answer;
  };
  try {
    return await work(order);
  } finally {
    await worker.terminate();
  }
}
