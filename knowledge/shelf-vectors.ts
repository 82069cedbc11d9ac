import type { Passage } from '#core/passage.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { buildGraphAside } from './build-aside.ts';
import { buildHnswIndex, loadHnswIndex } from './hnsw-index.ts';
import type { HnswLibrary } from './hnsw-library.ts';
import { mapPaced } from './pace.ts';
import { embedTexts, readKeptVectors } from './vector-cache.ts';
import { createExactIndex } from './vector-index.ts';
import type { VectorIndex } from './vector-index.ts';

/** Vectors of passages as they are wanted: of whom, and where they are kept. */
export type VectorPlan = {
  readonly passages: readonly Passage[];
  /** Fingerprint of everything that is indexed, in order. */
  readonly whole: string;
  /** The files of graph and vectors; nothing is kept without them. */
  readonly files: { readonly graph: string; readonly vectors: string } | undefined;
};

/** What is needed to make an index of them. */
export type VectorTools = {
  readonly embedder: Embedder;
  /** `undefined`: the exact index serves. */
  readonly hnsw: HnswLibrary | undefined;
  /** Hears of the building, in steps: every passage gets its vector and then its place in the graph. Not called where nothing has to be built. */
  readonly onBuild: (done: number, total: number) => void;
};

/** An index by meaning that serves. */
export type ServingVectors = {
  readonly vectors: VectorIndex;
  /**
   * Builds the index that is wanted in the end, beside everything else, and gives away each better one on the way;
   * `undefined` where `vectors` is that already. Throws what the embedder throws; it may then be called again.
   */
  readonly finish: ((use: (vectors: VectorIndex) => void) => Promise<void>) | undefined;
};

/** So many passages are indexed beside everything else without being felt; more are indexed in a thread of their own. */
export const SMALL = 2_000;

/**
 * The index from its cache. Where it is missing or doubtful, a small one is built at once; for a large one all vectors that
 * are kept are compared exactly until it is built, and what has no vector yet is found by its words. Throws what the
 * embedder throws.
 */
export async function openVectors(plan: VectorPlan, tools: VectorTools): Promise<ServingVectors> {
  const { passages, files } = plan;
  const { embedder, hnsw } = tools;
  const kept = await loadGraph(plan, tools);
  if (kept !== undefined) return { vectors: kept, finish: undefined };
  if (passages.length <= SMALL || files === undefined) return { vectors: await buildVectors(plan, tools), finish: undefined };
  const known = await readKeptVectors(await mapPaced(passages, embeddedText), embedder, files.vectors);
  const isFinal = hnsw === undefined && known.every((vector) => vector !== undefined);
  const nothing = new Float32Array(embedder.dimension);
  return {
    vectors: createExactIndex(known.map((vector) => vector ?? nothing)),
    finish: isFinal ? undefined : async (use) => use(await buildVectors(plan, tools, { use })),
  };
}

/**
 * Builds the index that is wanted in the end; `made` are vectors that are there already, by text, and `use` gets an index
 * that serves until the last one is ready. Throws what the embedder throws.
 */
export async function buildVectors(plan: VectorPlan, tools: VectorTools, { made, use }: { readonly made?: ReadonlyMap<string, Float32Array> | undefined; readonly use?: (vectors: VectorIndex) => void } = {}): Promise<VectorIndex> {
  const { passages, whole, files } = plan;
  const { embedder, hnsw, onBuild } = tools;
  const kept = await loadGraph(plan, tools);
  if (kept !== undefined) return kept;
  const count = passages.length;
  const steps = hnsw === undefined ? count : 2 * count;
  const texts = await mapPaced(passages, embeddedText);
  const vectors = await embedTexts(texts, embedder, files?.vectors, (done) => onBuild(done, steps), made);
  if (hnsw === undefined) return createExactIndex(vectors);
  const identity = { embedder, texts: whole };
  const onAdded = (added: number): void => onBuild(count + added, steps);
  if (count <= SMALL || files === undefined) return buildHnswIndex(hnsw, vectors, identity, files?.graph, onAdded);
  const exact = createExactIndex(vectors);
  use?.(exact);
  return (await buildGraphAside(hnsw, vectors, identity, files.graph, onAdded)) ?? exact;
}

async function loadGraph({ whole, files }: VectorPlan, { hnsw, embedder }: VectorTools): Promise<VectorIndex | undefined> {
  return hnsw === undefined || files === undefined ? undefined : loadHnswIndex(hnsw, files.graph, { embedder, texts: whole });
}

/** What of a passage is embedded: title and headings say what it is about, the text how it is said. */
export function embeddedText(passage: Passage): string {
  return [passage.title, ...passage.headings, passage.text].join('\n');
}
