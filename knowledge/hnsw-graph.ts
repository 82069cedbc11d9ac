import type { HnswLibrary } from './hnsw-library.ts';
import { isZero } from './vector-index.ts';

/** Links of each point, and how far building looks around (sizes of hnswlib's candidate lists): real texts lie closer together than what such defaults are chosen for. */
const LINKS = 24;
const BUILD_EFFORT = 200;

/** A graph that is being built. */
export type Graph = {
  readonly library: InstanceType<HnswLibrary['HierarchicalNSW']>;
  /** Adds a unit vector; one without direction (zero) is left out. */
  readonly add: (vector: Float32Array, label: number) => void;
};

/** An empty graph of `count` points at most. */
export function createGraph({ HierarchicalNSW }: HnswLibrary, dimension: number, count: number): Graph {
  const library = new HierarchicalNSW('cosine', dimension);
  library.initIndex(Math.max(1, count), LINKS, BUILD_EFFORT);
  return {
    library,
    add(vector, label) {
      // hnswlib takes plain arrays only.
      if (!isZero(vector)) library.addPoint([...vector], label);
    },
  };
}

/** Writes a graph; nothing may be added before it is done, or the file cannot be read again. */
export async function saveGraph({ library }: Graph, file: string): Promise<void> {
  await library.writeIndex(file);
}
