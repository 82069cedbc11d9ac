import { Worker } from 'node:worker_threads';
import type { BuildAnswer, BuildOrder } from './build-worker.ts';
import { keepGraph, readOwnGraph } from './hnsw-index.ts';
import type { IndexIdentity } from './hnsw-index.ts';
import type { HnswLibrary } from './hnsw-library.ts';
import { cutBody, MAX_PASSAGE_WIDTH } from './split-article.ts';
import type { Cut } from './split-article.ts';
import type { VectorIndex } from './vector-index.ts';
import { buildWordLayer, packWordLayer, unpackWordLayer } from './word-layer.ts';
import type { CutText, KeywordText, WordLayer } from './word-layer.ts';

/** Texts or vectors that are handed over at once: copying them must not be felt. */
const BATCH = 500;
/** The same for texts of which all words are handed back. */
const FEW = 40;
/** Bodies of so many characters are cut without the splitter, however wide they are. */
const SHORT = MAX_PASSAGE_WIDTH / 2;

/** Indexes texts by words in a thread of its own, so that questions are answered meanwhile; for `unpackWordLayer`. Throws when that thread fails. */
export async function packWordsAside(texts: readonly KeywordText[]): Promise<Uint8Array> {
  if (texts.length === 0) return packWordLayer(buildWordLayer([]));
  return withThread(async (order) => {
    for (let from = 0; from < texts.length; from += BATCH) await order({ kind: 'texts', texts: texts.slice(from, from + BATCH) });
    return finishWords(order);
  });
}

/** Texts cut into words, and the layer of them. */
export type CutTexts = { readonly cuts: readonly CutText[]; readonly words: WordLayer };

/** Cuts texts into words in a thread of its own: loading the dictionary would hold up questions for 0.2 s. Throws when that thread fails. */
export async function cutTextsAside(texts: readonly KeywordText[]): Promise<CutTexts> {
  return withWaitingThread(async (order) => {
    const cuts: CutText[] = [];
    for (let from = 0; from < texts.length; from += FEW) {
      const answer = await order({ kind: 'cut', texts: texts.slice(from, from + FEW) });
      if (answer.kind === 'cuts') cuts.push(...answer.cuts);
    }
    return { cuts, words: unpackWordLayer(await finishWords(order)) };
  });
}

async function finishWords(order: Order): Promise<Uint8Array> {
  const answer = await order({ kind: 'finish_words' });
  if (answer.kind !== 'words') throw new Error('the thread that indexes has lost its way');
  return answer.bytes;
}

/** What bodies of articles are cut into; long ones in a thread of its own, because loading the splitter would hold up questions. Throws when that thread fails. */
export async function cutBodiesAside(bodies: readonly string[]): Promise<Cut[][]> {
  if (bodies.every((body) => body.length <= SHORT)) return Promise.all(bodies.map(cutBody));
  return withWaitingThread(async (order) => {
    const cuts: Cut[][] = [];
    for (let from = 0; from < bodies.length; from += FEW) {
      const answer = await order({ kind: 'bodies', bodies: bodies.slice(from, from + FEW) });
      if (answer.kind !== 'bodies') throw new Error('the thread that indexes has lost its way');
      cuts.push(...answer.cuts);
    }
    return cuts;
  });
}

/**
 * Builds the graph of vectors in a thread of its own and keeps it in `file`; `undefined` when it cannot be kept there.
 * `onAdded` hears how many vectors are in it.
 */
export async function buildGraphAside(library: HnswLibrary, vectors: readonly Float32Array[], identity: IndexIdentity, file: string, onAdded: (count: number) => void): Promise<VectorIndex | undefined> {
  const { dimension } = identity.embedder;
  let index: VectorIndex | undefined;
  const write = async (aside: string): Promise<number> => {
    const count = await withThread(async (order) => {
      await order({ kind: 'graph', dimension, count: vectors.length });
      for (let from = 0; from < vectors.length; from += BATCH) {
        const batch = vectors.slice(from, from + BATCH);
        const joined = new Float32Array(batch.length * dimension);
        batch.forEach((vector, at) => joined.set(vector, at * dimension));
        await order({ kind: 'vectors', from, vectors: joined }, [joined.buffer]);
        onAdded(from + batch.length);
      }
      const answer = await order({ kind: 'finish_graph', file: aside });
      if (answer.kind !== 'graph') throw new Error('the thread that indexes has lost its way');
      return answer.count;
    });
    index = await readOwnGraph(library, aside, dimension);
    return count;
  };
  // What could be built and not kept serves until the next start all the same.
  await keepGraph(file, identity, write).catch(() => undefined);
  return index;
}

type Order = (order: BuildOrder, transfer?: ArrayBuffer[]) => Promise<BuildAnswer>;
type Thread = { readonly order: Order; readonly end: () => Promise<unknown> };

/** Does something with a thread that indexes, one order after the other, and ends it. Throws what went wrong there. */
async function withThread<T>(work: (order: Order) => Promise<T>): Promise<T> {
  const thread = startThread();
  try {
    return await work(thread.order);
  } finally {
    await thread.end();
  }
}

/** A thread is kept so long for the next change, ms: starting one with its dictionary takes 0.2 s. */
const LINGER_MS = 2_000;
let waiting: { readonly thread: Thread; readonly timer: NodeJS.Timeout } | undefined;
let last: Promise<unknown> = Promise.resolve();

/** The same for what is soon done, one after the other, with one thread for what comes close together. */
function withWaitingThread<T>(work: (order: Order) => Promise<T>): Promise<T> {
  const next = last.then(async () => {
    clearTimeout(waiting?.timer);
    const thread = waiting?.thread ?? startThread();
    waiting = undefined;
    try {
      const done = await work(thread.order);
      const timer = setTimeout(() => {
        waiting = undefined;
        void thread.end();
      }, LINGER_MS);
      waiting = { thread, timer: timer.unref() };
      return done;
    } catch (error) {
      await thread.end();
      throw error;
    }
  });
  last = next.catch(() => undefined);
  return next;
}

/** Room for young objects in such a thread, MB: what it leaves behind is given back by the main thread, in one piece. */
const YOUNG_MB = 12;

function startThread(): Thread {
  const worker = new Worker(new URL('./build-worker.ts', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  worker.unref();
  const ended = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that indexes ended with ${code}`)));
  });
  ended.catch(() => undefined);
  return {
    async order(message, transfer = []) {
      const answered = new Promise<BuildAnswer>((resolve) => worker.once('message', resolve));
      worker.ref();
      worker.postMessage(message, transfer);
      const answer = await Promise.race([answered, ended]);
      worker.unref();
      if (answer.kind === 'failed') throw new Error(answer.reason);
      return answer;
    },
    end: () => worker.terminate(),
  };
}
