/** The part of hnswlib-node that is used. */
export type HnswLibrary = Pick<typeof import('hnswlib-node'), 'HierarchicalNSW'>;

/** hnswlib-node, or why it is not there, in words for the person who started the program. */
export type HnswLoaded = { readonly library: HnswLibrary } | { readonly reason: string };

/** Loads hnswlib-node, which is built on the machine and so may be missing. Never throws. */
export async function loadHnsw(): Promise<HnswLoaded> {
  try {
    const module = await import('hnswlib-node');
    return { library: module.default ?? module };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    const what = isMissing ? 'hnswlib-node is not installed' : 'hnswlib-node could not be loaded';
    return { reason: `${what}; install python3, make and g++ and run \`npm ci\` again to have the faster search` };
  }
}
