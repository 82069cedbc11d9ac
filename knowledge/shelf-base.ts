import { hash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { Audience } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { Passage } from '#core/passage.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { buildGraphAside, packWordsAside } from './build-aside.ts';
import { bordered, fingerprintAll } from './cache-file.ts';
import { buildHnswIndex, loadHnswIndex, readKeptIndex } from './hnsw-index.ts';
import type { HnswLibrary } from './hnsw-library.ts';
import { keepBytes } from './kept-bytes.ts';
import { createPace, mapPaced } from './pace.ts';
import { packColumns, unpackColumns } from './pack-columns.ts';
import { embedTexts } from './vector-cache.ts';
import type { EmbedProgress } from './vector-cache.ts';
import { createExactIndex } from './vector-index.ts';
import type { VectorIndex } from './vector-index.ts';
import { buildWordLayer, cutText, packWordLayer, unpackWordLayer } from './word-layer.ts';
import type { KeywordText, WordLayer } from './word-layer.ts';
import type { ChineseCutter } from './words.ts';

/** The large, unchanging part of a shelf: what was indexed at one time, kept on disk as a cache. */
export type ShelfBase = {
  /** By label; `undefined` where a passage of the cache is no more. */
  readonly passages: readonly (Passage | undefined)[];
  /** Labels of each article's passages, in order. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** How many passages of the cache are no more. */
  readonly missing: number;
  readonly words: WordLayer;
  readonly vectors: VectorIndex;
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
export type ShelfTools = {
  readonly embedder: Embedder;
  /** Where indexes are kept between starts; nothing is kept without it. */
  readonly folder: string | undefined;
  /** `undefined`: the exact index serves. */
  readonly hnsw: HnswLibrary | undefined;
  readonly onEmbed: EmbedProgress;
  /** Cuts Chinese into words; asked for only when words have to be indexed. */
  readonly cutter: () => Promise<ChineseCutter>;
};

/** Changes whenever words are cut or kept in another way; older caches are built again. */
const WORDS_FORMAT = 5;
/** So many passages are indexed beside everything else without being felt; more are indexed in a thread of their own. */
const SMALL = 2_000;
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
  const left = passages.filter((passage) => passage !== undefined);
  const different = passages.length + plan.passages.length - 2 * left.length;
  const isSmall = plan.passages.length <= SMALL;
  if (different > (isSmall ? 0 : Math.min(MOST_DIFFERENT, LARGEST_SHARE * passages.length))) return undefined;
  if (kept.vectors === undefined && different > 0) return undefined;
  const vectors = kept.vectors ?? (await openVectors({ ...plan, passages: left }, whole, { ...tools, onEmbed: () => undefined }));
  return arrangeBase(passages, words, vectors);
}

/** For each key the passage of that key, where there is one. */
function pick(keys: readonly string[], wanted: readonly string[], passages: readonly Passage[]): (Passage | undefined)[] {
  const places = new Map(wanted.map((key, at) => [key, at]));
  return keys.map((key) => passages[places.get(key) ?? -1]);
}

/**
 * Builds the base of all passages of a plan and keeps it. `serving`, when given, are vectors that are there already, by
 * text; then nothing holds up questions, which takes a little longer. Throws what the embedder throws.
 */
export async function buildBase(plan: ShelfPlan, tools: ShelfTools, serving?: ReadonlyMap<string, Float32Array>): Promise<ShelfBase> {
  const { passages, productNamesOf } = plan;
  const texts = await mapPaced(passages, (passage) => keywordText(passage, productNamesOf(passage)));
  const whole = await wholeOf(plan);
  const [layer, vectors] = await Promise.all([
    serving !== undefined || passages.length > SMALL ? packWordsAside(texts) : packWordLayer(await cutHere(texts, tools)),
    openVectors(plan, whole, tools, serving),
  ]);
  if (tools.folder !== undefined) {
    const head = packColumns({ whole, keys: (await keysOf(plan)).join('') }, [Uint32Array.of(layer.length)]);
    await keepBytes(fileOf(tools.folder, plan, 'words')).write(String(WORDS_FORMAT), head, layer);
  }
  return arrangeBase(passages, unpackWordLayer(layer), vectors);
}

async function arrangeBase(passages: ShelfBase['passages'], words: WordLayer, vectors: VectorIndex): Promise<ShelfBase> {
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
  return { passages, places, missing, words, vectors };
}

async function cutHere(texts: readonly KeywordText[], { cutter }: Pick<ShelfTools, 'cutter'>): Promise<WordLayer> {
  if (texts.length === 0) return buildWordLayer([]);
  const cut = await cutter();
  return buildWordLayer(texts.map((text) => cutText(text, cut)));
}

async function openVectors(plan: ShelfPlace & Pick<ShelfPlan, 'passages'>, whole: string, tools: Omit<ShelfTools, 'cutter'>, made?: ReadonlyMap<string, Float32Array>): Promise<VectorIndex> {
  const { embedder, folder, hnsw } = tools;
  const identity = { embedder, texts: whole };
  const graphFile = folder === undefined ? undefined : fileOf(folder, plan, 'hnsw');
  if (hnsw !== undefined && graphFile !== undefined) {
    const kept = await loadHnswIndex(hnsw, graphFile, identity);
    if (kept !== undefined) return kept;
  }
  const texts = await mapPaced(plan.passages, embeddedText);
  const vectors = await embedTexts(texts, embedder, folder === undefined ? undefined : fileOf(folder, plan, 'vectors'), tools.onEmbed, made);
  if (hnsw === undefined) return createExactIndex(vectors);
  if (vectors.length <= SMALL || graphFile === undefined) return buildHnswIndex(hnsw, vectors, identity, graphFile);
  return (await buildGraphAside(hnsw, vectors, identity, graphFile)) ?? createExactIndex(vectors);
}

function fileOf(folder: string, { audience, language }: ShelfPlace, kind: 'words' | 'hnsw' | 'vectors'): string {
  return join(folder, `${audience}-${language}.${kind}`);
}

/** What of a passage is embedded: title and headings say what it is about, the text how it is said. */
export function embeddedText(passage: Passage): string {
  return [passage.title, ...passage.headings, passage.text].join('\n');
}

/** What of a passage is indexed by words. */
export function keywordText(passage: Passage, products: string): KeywordText {
  return { title: passage.title, headings: passage.headings.join('\n'), text: passage.text, products };
}
