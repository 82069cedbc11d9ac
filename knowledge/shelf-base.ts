import { hash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { Audience } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { Passage } from '#core/passage.ts';
import { packWordsAside } from './build-aside.ts';
import { bordered, fingerprintAll } from './cache-file.ts';
import { readKeptIndex } from './hnsw-index.ts';
import { keepBytes } from './kept-bytes.ts';
import { createPace, mapPaced } from './pace.ts';
import { packColumns, unpackColumns } from './pack-columns.ts';
import { buildVectors, openVectors, SMALL } from './shelf-vectors.ts';
import type { ServingVectors, VectorPlan, VectorTools } from './shelf-vectors.ts';
import type { VectorIndex } from './vector-index.ts';
import { buildWordLayer, cutText, packWordLayer, unpackWordLayer } from './word-layer.ts';
import type { KeywordText, WordLayer } from './word-layer.ts';
import type { ChineseCutter } from './words.ts';

/** The large, unchanging part of a shelf: what was indexed at one time, kept on disk as a cache. */
export type ShelfBase = ServingVectors & {
  /** By label; `undefined` where a passage of the cache is no more. */
  readonly passages: readonly (Passage | undefined)[];
  /** Labels of each article's passages, in order. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** How many passages of the cache are no more. */
  readonly missing: number;
  readonly words: WordLayer;
};

/** Which shelf. */
export type ShelfPlace = { readonly audience: Audience; readonly language: Language };

/** What a shelf is made from. */
export type ShelfPlan = ShelfPlace & {
  readonly passages: readonly Passage[];
  /** What customers call the products that a passage is about, one a line; empty for all products. */
  readonly productNamesOf: (passage: Passage) => string;
};

/** What is needed to make one. */
export type ShelfTools = VectorTools & {
  /** Where indexes are kept between starts; nothing is kept without it. */
  readonly folder: string | undefined;
  /** Cuts Chinese into words; asked for only when words have to be indexed. */
  readonly cutter: () => Promise<ChineseCutter>;
};

/** Changes whenever words are cut or kept in another way; older caches are built again. */
const WORDS_FORMAT = 5;
/** Passages of a cache that may differ from those wanted before it is better built anew. */
const [MOST_DIFFERENT, LARGEST_SHARE] = [500, 0.1];

const factsSchema = z.object({
  /** Fingerprint of everything that is indexed, in order. */
  whole: z.string(),
  /** Fingerprints of the passages, one behind the other. */
  keys: z.string(),
});
const KEY_LENGTH = 24;

/** What identifies a passage with everything that is indexed of it. */
function identityOf(passage: Passage, { productNamesOf }: Pick<ShelfPlan, 'productNamesOf'>): string {
  return bordered([passage.id, passage.title, passage.headings.join('\n'), passage.text, productNamesOf(passage)]);
}

function keysOf(plan: ShelfPlan): Promise<string[]> {
  return mapPaced(plan.passages, (passage) => hash('sha256', identityOf(passage, plan)).slice(0, KEY_LENGTH));
}

function wholeOf(plan: ShelfPlan): Promise<string> {
  return fingerprintAll(plan.passages, (passage) => identityOf(passage, plan));
}

/** What the cache has of a shelf, whatever is wanted of it now; every checksum is right. */
export type KeptShelf = {
  /** What identifies its passages all together. */
  readonly whole: string;
  /** What identifies each of them, by label. */
  readonly keys: () => readonly string[];
  readonly words: WordLayer;
  /** `undefined`: there is none that can be trusted, or hnswlib is not there. */
  readonly vectors: VectorIndex | undefined;
};

/** Reads what the cache has of a shelf; `undefined` where it is missing or doubtful. Never throws. */
export async function readKeptShelf(place: ShelfPlace, { folder, hnsw, embedder }: Pick<ShelfTools, 'folder' | 'hnsw' | 'embedder'>): Promise<KeptShelf | undefined> {
  if (folder === undefined) return undefined;
  const [saved, graph] = await Promise.all([
    keepBytes(fileOf(folder, place, 'words')).read(String(WORDS_FORMAT)),
    hnsw === undefined ? undefined : readKeptIndex(hnsw, fileOf(folder, place, 'hnsw'), embedder),
  ]);
  if (saved === undefined) return undefined;
  try {
    const { facts, take } = unpackColumns(saved);
    const { whole, keys } = factsSchema.parse(facts);
    const [layerBytes] = take(Uint32Array);
    const words = unpackWordLayer(saved.subarray(saved.length - (layerBytes ?? 0)));
    const each = (): string[] => Array.from({ length: keys.length / KEY_LENGTH }, (_, at) => keys.slice(at * KEY_LENGTH, (at + 1) * KEY_LENGTH));
    return { whole, keys: each, words, vectors: graph?.texts === whole ? graph.index : undefined };
  } catch {
    return undefined;
  }
}

/**
 * The base from its cache with whatever of it is still wanted, or undefined where the cache is missing, doubtful or too
 * different from what is wanted. Throws what the embedder throws.
 */
export async function loadBase(plan: ShelfPlan, kept: KeptShelf | undefined, tools: ShelfTools): Promise<ShelfBase | undefined> {
  if (kept === undefined) return undefined;
  const { whole, words } = kept;
  const passages = (await wholeOf(plan)) === whole ? plan.passages : pick(kept.keys(), await keysOf(plan), plan.passages);
  const left = passages.filter((passage) => passage !== undefined).length;
  const different = passages.length + plan.passages.length - 2 * left;
  const isSmall = plan.passages.length <= SMALL;
  if (different > (isSmall ? 0 : Math.min(MOST_DIFFERENT, LARGEST_SHARE * passages.length))) return undefined;
  if (kept.vectors === undefined && different > 0) return undefined;
  return arrangeBase(passages, words, kept.vectors === undefined ? await openVectors(vectorPlan(plan, whole, tools), tools) : { vectors: kept.vectors, finish: undefined });
}

/** For each key the passage of that key, where there is one. */
function pick(keys: readonly string[], wanted: readonly string[], passages: readonly Passage[]): (Passage | undefined)[] {
  const places = new Map(wanted.map((key, at) => [key, at]));
  return keys.map((key) => passages[places.get(key) ?? -1]);
}

/** Builds the base of all passages of a plan and keeps it; a large one serves before its vectors are in order. Throws what the embedder throws. */
export async function openBase(plan: ShelfPlan, tools: ShelfTools): Promise<ShelfBase> {
  const { passages } = plan;
  return keepBase(plan, tools, passages.length > SMALL ? packWordsAside : async (texts) => packWordLayer(await cutHere(texts, tools)), (vectors) => openVectors(vectors, tools));
}

/**
 * Builds the whole base and keeps it, while nothing holds up questions. `made` are vectors that are there already, by text.
 * Throws what the embedder throws.
 */
export async function rebuildBase(plan: ShelfPlan, tools: ShelfTools, made: ReadonlyMap<string, Float32Array>): Promise<ShelfBase> {
  return keepBase(plan, tools, packWordsAside, async (vectors) => ({ vectors: await buildVectors(vectors, tools, { made }), finish: undefined }));
}

async function keepBase(
  plan: ShelfPlan,
  tools: Pick<ShelfTools, 'folder'>,
  packWords: (texts: readonly KeywordText[]) => Promise<Uint8Array>,
  indexVectors: (vectors: VectorPlan) => Promise<ServingVectors>,
): Promise<ShelfBase> {
  const { passages, productNamesOf } = plan;
  const texts = await mapPaced(passages, (passage) => keywordText(passage, productNamesOf(passage)));
  const whole = await wholeOf(plan);
  const [layer, serving] = await Promise.all([packWords(texts), indexVectors(vectorPlan(plan, whole, tools))]);
  if (tools.folder !== undefined) {
    const head = packColumns({ whole, keys: (await keysOf(plan)).join('') }, [Uint32Array.of(layer.length)]);
    await keepBytes(fileOf(tools.folder, plan, 'words')).write(String(WORDS_FORMAT), head, layer);
  }
  return arrangeBase(passages, unpackWordLayer(layer), serving);
}

function vectorPlan(plan: ShelfPlan, whole: string, { folder }: Pick<ShelfTools, 'folder'>): VectorPlan {
  return { passages: plan.passages, whole, files: folder === undefined ? undefined : { graph: fileOf(folder, plan, 'hnsw'), vectors: fileOf(folder, plan, 'vectors') } };
}

async function arrangeBase(passages: ShelfBase['passages'], words: WordLayer, serving: ServingVectors): Promise<ShelfBase> {
  const places = new Map<string, number[]>();
  let missing = 0;
  const pace = createPace();
  for (const [label, passage] of passages.entries()) {
    if (pace.isDue()) await pace.rest();
    if (passage === undefined) {
      missing += 1;
      continue;
    }
    const own = places.get(passage.articleId);
    if (own === undefined) places.set(passage.articleId, [label]);
    else own.push(label);
  }
  return { ...serving, passages, places, missing, words };
}

async function cutHere(texts: readonly KeywordText[], { cutter }: Pick<ShelfTools, 'cutter'>): Promise<WordLayer> {
  if (texts.length === 0) return buildWordLayer([]);
  const cut = await cutter();
  return buildWordLayer(texts.map((text) => cutText(text, cut)));
}

function fileOf(folder: string, { audience, language }: ShelfPlace, kind: 'words' | 'hnsw' | 'vectors'): string {
  return join(folder, `${audience}-${language}.${kind}`);
}

/** What of a passage is indexed by words. */
export function keywordText(passage: Passage, products: string): KeywordText {
  return { title: passage.title, headings: passage.headings.join('\n'), text: passage.text, products };
}
