import { getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { createChineseCutter } from './chinese-cutter.ts';
import { createGraph, saveGraph } from './hnsw-graph.ts';
import type { Graph } from './hnsw-graph.ts';
import { loadHnsw } from './hnsw-library.ts';
import { cutBody } from './split-article.ts';
import type { Cut } from './split-article.ts';
import { createWordLayerBuilder, cutText, packWordLayer } from './word-layer.ts';
import type { CutText, KeywordText } from './word-layer.ts';

/** How much this thread stands back, as `nice` has it. */
const YIELDING = 5;

/** What the thread that indexes is told. */
export type BuildOrder =
  | { readonly kind: 'texts'; readonly texts: readonly KeywordText[] }
  | { readonly kind: 'cut'; readonly texts: readonly KeywordText[] }
  | { readonly kind: 'bodies'; readonly bodies: readonly string[] }
  | { readonly kind: 'finish_words' }
  | { readonly kind: 'graph'; readonly dimension: number; readonly count: number }
  | { readonly kind: 'vectors'; readonly from: number; readonly vectors: Float32Array }
  | { readonly kind: 'finish_graph'; readonly file: string };

/** What it answers to each order. */
export type BuildAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'cuts'; readonly cuts: readonly CutText[] }
  | { readonly kind: 'bodies'; readonly cuts: readonly Cut[][] }
  | { readonly kind: 'words'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'graph'; readonly count: number }
  | { readonly kind: 'failed'; readonly reason: string };

yieldToCustomers();

let layer = createWordLayerBuilder();
let graph: Graph | undefined;
let dimension = 0;
let cutter: ReturnType<typeof createChineseCutter> | undefined;

/** On Linux a priority is that of the calling thread, elsewhere it would be that of the whole process. */
function yieldToCustomers(): void {
  if (process.platform !== 'linux') return;
  try {
    // Whoever has less claim to the processor than that must not take more, and may not.
    setPriority(Math.max(getPriority(), YIELDING));
  } catch {
    // A courtesy: where it is not allowed, indexing goes on as it is.
  }
}

async function obey(order: BuildOrder): Promise<BuildAnswer> {
  switch (order.kind) {
    case 'texts': {
      const cut = await (cutter ??= createChineseCutter());
      for (const text of order.texts) layer.add(cutText(text, cut));
      return { kind: 'ready' };
    }
    case 'cut': {
      const cut = await (cutter ??= createChineseCutter());
      const own = order.texts.map((text) => cutText(text, cut));
      own.forEach(layer.add);
      return { kind: 'cuts', cuts: own };
    }
    case 'bodies':
      return { kind: 'bodies', cuts: await Promise.all(order.bodies.map(cutBody)) };
    case 'finish_words': {
      const finished = layer.finish();
      layer = createWordLayerBuilder();
      return { kind: 'words', bytes: new Uint8Array(packWordLayer(finished)) };
    }
    case 'graph': {
      const loaded = await loadHnsw();
      if (!('library' in loaded)) return { kind: 'failed', reason: loaded.reason };
      dimension = order.dimension;
      graph = createGraph(loaded.library, dimension, order.count);
      return { kind: 'ready' };
    }
    case 'vectors':
      for (let at = 0; at * dimension < order.vectors.length; at += 1) graph?.add(order.vectors.subarray(at * dimension, (at + 1) * dimension), order.from + at);
      return { kind: 'ready' };
    case 'finish_graph':
      if (graph === undefined) return { kind: 'failed', reason: 'there is no graph to finish' };
      await saveGraph(graph, order.file);
      return { kind: 'graph', count: graph.library.getCurrentCount() };
  }
}

parentPort?.on('message', (order: BuildOrder) => {
  obey(order).then(
    (answer) => parentPort?.postMessage(answer, answer.kind === 'words' ? [answer.bytes.buffer] : []),
    (error: unknown) => parentPort?.postMessage({ kind: 'failed', reason: String(error) } satisfies BuildAnswer),
  );
});
