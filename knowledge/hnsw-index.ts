import { z } from 'zod';
import type { Embedder } from '#core/ports/embedder.ts';
import { fingerprint, readCache, replaceFile, replaceFileBy } from './cache-file.ts';
import type { HnswLibrary } from './hnsw-library.ts';
import { dot, isZero } from './vector-index.ts';
import type { VectorIndex } from './vector-index.ts';

type Graph = InstanceType<HnswLibrary['HierarchicalNSW']>;

/** Links of each point, and how far building and searching look around (sizes of hnswlib's candidate lists). */
const LINKS = 16;
const BUILD_EFFORT = 200;
const SEARCH_EFFORT = 128;

/** Changes whenever what is written changes; an older file is built again. */
const FORMAT = 1;

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
    if (!agrees || sidecar.sha256 !== fingerprint(bytes)) return undefined;
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
  const { model, dimension } = identity.embedder;
  const graph = new library.HierarchicalNSW('cosine', dimension);
  graph.initIndex(Math.max(1, vectors.length), LINKS, BUILD_EFFORT);
  for (const [label, vector] of vectors.entries()) {
    // hnswlib takes plain arrays only, and what it takes blocks the loop: let other work in between.
    if (!isZero(vector)) graph.addPoint([...vector], label);
    if (label % 500 === 499) await new Promise((resolve) => setImmediate(resolve));
  }
  if (file !== undefined) {
    const sidecar = { format: FORMAT, space: 'cosine', dimension, model, count: graph.getCurrentCount(), texts: identity.texts };
    // A cache that cannot be written costs time at the next start, nothing else.
    await replaceFileBy(file, (aside) => graph.writeIndex(aside))
      .then(async () => replaceFile(`${file}.json`, JSON.stringify({ ...sidecar, sha256: fingerprint((await readCache(file)) ?? '') })))
      .catch(() => undefined);
  }
  return searching(graph, dimension);
}

function searching(graph: Graph, dimension: number): VectorIndex {
  graph.setEf(SEARCH_EFFORT);
  const labels = new Set(graph.getIdsList());
  // Reading a vector back from hnswlib costs thirty times as much as comparing it, and the same ones are asked for often.
  const kept = new Map<number, Float32Array>();
  const vectorAt = (label: number) => {
    const vector = kept.get(label) ?? Float32Array.from(graph.getPoint(label));
    kept.set(label, vector);
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
