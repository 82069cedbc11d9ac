import { z } from 'zod';
import type { Embedder } from '#core/ports/embedder.ts';
import { checksumOfFile, readCache, replaceFile, replaceFileBy } from './cache-file.ts';
import { createGraph, saveGraph } from './hnsw-graph.ts';
import type { HnswLibrary } from './hnsw-library.ts';
import { createPace } from './pace.ts';
import { dot, isZero } from './vector-index.ts';
import type { VectorIndex } from './vector-index.ts';

type Graph = InstanceType<HnswLibrary['HierarchicalNSW']>;

/** How far searching looks around (size of hnswlib's candidate list): finds 0.98 of the nearest ten of 30,000 real texts, where 128 finds 0.90. */
const SEARCH_EFFORT = 600;
/** So many vectors are read back one by one sooner than they are found among all others. */
const FEW = 200;
/** Vectors of so many points are kept beside the graph: reading one back costs thirty times as much as comparing it. */
const KEPT = 5_000;

/** Changes whenever what is written changes; an older file is built again. */
const FORMAT = 4;

const sidecarSchema = z.object({
  format: z.literal(FORMAT),
  space: z.literal('cosine'),
  dimension: z.number(),
  model: z.string(),
  count: z.number(),
  texts: z.string(),
  checksum: z.string(),
});

/** What an index on disk must agree with before it is loaded. */
export type IndexIdentity = {
  readonly embedder: Pick<Embedder, 'model' | 'dimension'>;
  /** Fingerprint of the texts whose vectors are indexed, in order. */
  readonly texts: string;
};

/** An index from disk, and the fingerprint of the texts that it says it is of. */
export type KeptIndex = Pick<IndexIdentity, 'texts'> & { readonly index: VectorIndex };

/** The index kept in `file`, when it is of these texts and nothing about it is doubtful. */
export async function loadHnswIndex(library: HnswLibrary, file: string, { embedder, texts }: IndexIdentity): Promise<VectorIndex | undefined> {
  const sidecar = await readSidecar(file, embedder);
  return sidecar?.texts === texts ? (await readKeptIndex(library, file, embedder))?.index : undefined;
}

/**
 * The index kept in `file`, of whatever texts it is, or `undefined` when anything about it is doubtful: hnswlib loads
 * damaged vectors and wrong dimensions silently, and damaged links end the process, so the sidecar (`file`.json) and the
 * checksum decide first.
 */
export async function readKeptIndex(library: HnswLibrary, file: string, embedder: IndexIdentity['embedder']): Promise<KeptIndex | undefined> {
  const sidecar = await readSidecar(file, embedder);
  if (sidecar === undefined || sidecar.checksum !== (await checksumOfFile(file))) return undefined;
  try {
    const graph = new library.HierarchicalNSW('cosine', embedder.dimension);
    await graph.readIndex(file);
    return graph.getCurrentCount() === sidecar.count ? { texts: sidecar.texts, index: searching(graph, embedder.dimension) } : undefined;
  } catch {
    return undefined;
  }
}

/** What stands beside an index, when it is of this embedder. */
async function readSidecar(file: string, { model, dimension }: IndexIdentity['embedder']): Promise<z.infer<typeof sidecarSchema> | undefined> {
  const json = await readCache(`${file}.json`);
  try {
    const sidecar = sidecarSchema.parse(JSON.parse(json?.toString('utf8') ?? ''));
    return sidecar.model === model && sidecar.dimension === dimension ? sidecar : undefined;
  } catch {
    return undefined;
  }
}

/** Builds the index and, when `file` is given, keeps it there. Vectors without direction (zero) are left out. `onAdded` hears how many there are in it, now and then. */
export async function buildHnswIndex(
  library: HnswLibrary,
  vectors: readonly Float32Array[],
  identity: IndexIdentity,
  file: string | undefined,
  onAdded: (count: number) => void = () => undefined,
): Promise<VectorIndex> {
  const { dimension } = identity.embedder;
  const graph = createGraph(library, dimension, vectors.length);
  const pace = createPace();
  for (const [label, vector] of vectors.entries()) {
    graph.add(vector, label);
    // What hnswlib takes blocks the loop: let other work in between.
    if (!pace.isDue()) continue;
    onAdded(label + 1);
    await pace.rest();
  }
  onAdded(vectors.length);
  if (file !== undefined) {
    // A cache that cannot be written costs time at the next start, nothing else.
    await keepGraph(file, identity, async (aside) => {
      await saveGraph(graph, aside);
      return graph.library.getCurrentCount();
    }).catch(() => undefined);
  }
  return searching(graph.library, dimension);
}

/**
 * Puts a graph in place that `write` writes to the path it is given, with what it must agree with when it is loaded. `write`
 * answers with how many points it has.
 */
export async function keepGraph(file: string, { embedder, texts }: IndexIdentity, write: (aside: string) => Promise<number>): Promise<void> {
  const { model, dimension } = embedder;
  let sidecar = '';
  await replaceFileBy(file, async (aside) => {
    const count = await write(aside);
    // Of what was written here: another process may put its own graph in place at any moment.
    sidecar = JSON.stringify({ format: FORMAT, space: 'cosine', dimension, model, count, texts, checksum: await checksumOfFile(aside) });
  });
  await replaceFile(`${file}.json`, sidecar);
}

/** A graph from a file of this process's own making. Throws when hnswlib cannot read it. */
export async function readOwnGraph(library: HnswLibrary, file: string, dimension: number): Promise<VectorIndex> {
  const graph = new library.HierarchicalNSW('cosine', dimension);
  await graph.readIndex(file);
  return searching(graph, dimension);
}

function searching(graph: Graph, dimension: number): VectorIndex {
  graph.setEf(SEARCH_EFFORT);
  // In one piece, so in the cheapest form: a set takes longer and some MB more.
  const labels = Uint32Array.from(graph.getIdsList());
  const isIndexed = new Uint8Array(labels.reduce((most, label) => Math.max(most, label + 1), 0));
  for (const label of labels) isIndexed[label] = 1;
  const kept = new Map<number, Float32Array>();
  const vectorAt = (label: number) => {
    const vector = kept.get(label) ?? Float32Array.from(graph.getPoint(label));
    if (labels.length <= KEPT) kept.set(label, vector);
    return vector;
  };
  return {
    search(query, limit, admits) {
      if (query.length !== dimension) throw new RangeError(`vectors of ${query.length} and ${dimension} dimensions cannot be compared`);
      // More neighbours than points would throw.
      const wanted = Math.min(limit, labels.length);
      if (wanted === 0 || isZero(query)) return [];
      const isAdmitted = admits && thatNeverThrows(admits);
      const few = isAdmitted && fewOf(labels, isAdmitted);
      if (few) return few.map((label) => ({ label, cosine: dot(query, vectorAt(label)) })).toSorted((a, b) => b.cosine - a.cosine).slice(0, limit);
      const { neighbors, distances } = graph.searchKnn([...query], wanted, isAdmitted);
      return neighbors
        .map((label, index) => ({ label, cosine: 1 - (distances[index] ?? 1) }))
        .toSorted((a, b) => b.cosine - a.cosine);
    },
    cosineOf: (query, label) => (isIndexed[label] === 1 ? dot(query, vectorAt(label)) : 0),
  };
}

/** The labels that a filter lets through when they are few. */
function fewOf(labels: Iterable<number>, admits: (label: number) => boolean): number[] | undefined {
  const few: number[] = [];
  for (const label of labels) {
    if (!admits(label)) continue;
    if (few.length === FEW) return undefined;
    few.push(label);
  }
  return few;
}

/** hnswlib ends the process when a filter throws: one that fails lets nothing through. */
function thatNeverThrows(admits: (label: number) => boolean): (label: number) => boolean {
  return (label) => {
    try {
      return admits(label);
    } catch {
      return false;
    }
  };
}
