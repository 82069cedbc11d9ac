import { z } from 'zod';
import type { Embedder } from '#core/ports/embedder.ts';
import { checksumOf, readCache, replaceFile, replaceFileBy } from './cache-file.ts';
import { createGraph, saveGraph } from './hnsw-graph.ts';
import type { HnswLibrary } from './hnsw-library.ts';
import { dot, isZero } from './vector-index.ts';
import type { VectorIndex } from './vector-index.ts';

type Graph = InstanceType<HnswLibrary['HierarchicalNSW']>;

/** How far searching looks around (size of hnswlib's candidate list): finds 0.98 of the nearest ten of 30,000 real texts, where 128 finds 0.90. */
const SEARCH_EFFORT = 600;
/** Vectors of so many points are kept beside the graph: reading one back costs thirty times as much as comparing it. */
const KEPT = 5_000;

/** Changes whenever what is written changes; an older file is built again. */
const FORMAT = 3;

const sidecarSchema = z.object({
  format: z.literal(FORMAT),
  space: z.literal('cosine'),
  dimension: z.number(),
  model: z.string(),
  count: z.number(),
  texts: z.string(),
  sha256: z.string(),
});

/** What an index on disk must agree with before it is loaded. */
export type IndexIdentity = {
  readonly embedder: Pick<Embedder, 'model' | 'dimension'>;
  /** Fingerprint of the texts whose vectors are indexed, in order. */
  readonly texts: string;
};

/**
 * The index kept in `file`, or `undefined` when anything about it is doubtful: hnswlib loads damaged vectors and wrong
 * dimensions silently, and damaged links end the process, so the sidecar (`file`.json) and the checksum decide first.
 */
export async function loadHnswIndex(library: HnswLibrary, file: string, identity: IndexIdentity): Promise<VectorIndex | undefined> {
  const [bytes, json] = await Promise.all([readCache(file), readCache(`${file}.json`)]);
  if (bytes === undefined || json === undefined) return undefined;
  try {
    const sidecar = sidecarSchema.parse(JSON.parse(json.toString('utf8')));
    const { model, dimension } = identity.embedder;
    const agrees = sidecar.model === model && sidecar.dimension === dimension && sidecar.texts === identity.texts;
    if (!agrees || sidecar.sha256 !== (await checksumOf(bytes))) return undefined;
    const graph = new library.HierarchicalNSW('cosine', dimension);
    await graph.readIndex(file);
    return graph.getCurrentCount() === sidecar.count ? searching(graph, dimension) : undefined;
  } catch {
    return undefined;
  }
}

/** Builds the index and, when `file` is given, keeps it there. Vectors without direction (zero) are left out. */
export async function buildHnswIndex(
  library: HnswLibrary,
  vectors: readonly Float32Array[],
  identity: IndexIdentity,
  file: string | undefined,
): Promise<VectorIndex> {
  const { dimension } = identity.embedder;
  const graph = createGraph(library, dimension, vectors.length);
  for (const [label, vector] of vectors.entries()) {
    graph.add(vector, label);
    // What hnswlib takes blocks the loop: let other work in between.
    if (label % 50 === 49) await new Promise((resolve) => setImmediate(resolve));
  }
  if (file !== undefined) {
    // A cache that cannot be written costs time at the next start, nothing else.
    await replaceFileBy(file, (aside) => saveGraph(graph, aside))
      .then(() => keepSidecar(file, identity, vectors))
      .catch(() => undefined);
  }
  return searching(graph.library, dimension);
}

/** Writes beside a graph's file what it must agree with when it is loaded. */
export async function keepSidecar(file: string, { embedder, texts }: IndexIdentity, vectors: readonly Float32Array[]): Promise<void> {
  const { model, dimension } = embedder;
  const count = vectors.filter((vector) => !isZero(vector)).length;
  const sha256 = await checksumOf((await readCache(file)) ?? Buffer.alloc(0));
  await replaceFile(`${file}.json`, JSON.stringify({ format: FORMAT, space: 'cosine', dimension, model, count, texts, sha256 }));
}

function searching(graph: Graph, dimension: number): VectorIndex {
  graph.setEf(SEARCH_EFFORT);
  const labels = new Set(graph.getIdsList());
  const kept = new Map<number, Float32Array>();
  const vectorAt = (label: number) => {
    const vector = kept.get(label) ?? Float32Array.from(graph.getPoint(label));
    if (labels.size <= KEPT) kept.set(label, vector);
    return vector;
  };
  return {
    search(query, limit) {
      if (query.length !== dimension) throw new RangeError(`vectors of ${query.length} and ${dimension} dimensions cannot be compared`);
      // More neighbours than points would throw; a filter is never passed, because one that throws ends the process.
      const wanted = Math.min(limit, labels.size);
      if (wanted === 0 || isZero(query)) return [];
      const { neighbors, distances } = graph.searchKnn([...query], wanted);
      return neighbors
        .map((label, index) => ({ label, cosine: 1 - (distances[index] ?? 1) }))
        .toSorted((a, b) => b.cosine - a.cosine);
    },
    cosineOf: (query, label) => (labels.has(label) ? dot(query, vectorAt(label)) : 0),
  };
}
