import { join } from 'node:path';
import { z } from 'zod';
import type { Audience } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { Passage } from '#core/passage.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { buildGraphAside, buildWordsAside } from './build-aside.ts';
import { fingerprint } from './cache-file.ts';
import { buildHnswIndex, loadHnswIndex } from './hnsw-index.ts';
import type { HnswLibrary } from './hnsw-library.ts';
import { keepBytes } from './kept-bytes.ts';
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
  readonly words: WordLayer;
  readonly vectors: VectorIndex;
};

/** What a shelf is made from. */
export type ShelfPlan = {
  readonly audience: Audience;
  readonly language: Language;
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
const WORDS_FORMAT = 3;
/** So many passages are indexed beside everything else without being felt; more are indexed in a thread of their own. */
const SMALL = 2_000;
/** Passages of a cache that may differ from those wanted before it is better built anew. */
const [MOST_DIFFERENT, LARGEST_SHARE] = [500, 0.1];

const factsSchema = z.object({ keys: z.array(z.string()) });

/** What identifies a passage with everything that is indexed of it. */
export function keyOf(passage: Passage, productNames: string): string {
  return fingerprint(passage.id, passage.title, passage.headings.join('\n'), passage.text, productNames).slice(0, 24);
}

/**
 * The base from its cache with whatever of it is still wanted, or undefined where the cache is missing, doubtful or too
 * different from what is wanted.
 */
export async function loadBase(plan: ShelfPlan, { folder, hnsw, embedder }: ShelfTools): Promise<ShelfBase | undefined> {
  if (folder === undefined) return undefined;
  const saved = await keepBytes(fileOf(folder, plan, 'words')).read(String(WORDS_FORMAT));
  if (saved === undefined) return undefined;
  try {
    const { facts, take } = unpackColumns(saved);
    const { keys } = factsSchema.parse(facts);
    const [layerBytes] = take(Uint32Array);
    const byKey = new Map(plan.passages.map((passage) => [keyOf(passage, plan.productNamesOf(passage)), passage]));
    const passages = keys.map((key) => byKey.get(key));
    const kept = passages.filter((passage) => passage !== undefined).length;
    const different = keys.length - kept + (byKey.size - kept);
    const isSmall = plan.passages.length <= SMALL;
    if (different > (isSmall ? 0 : Math.min(MOST_DIFFERENT, LARGEST_SHARE * keys.length))) return undefined;
    const identity = { embedder, texts: fingerprint(...keys) };
    const vectors = hnsw === undefined ? undefined : await loadHnswIndex(hnsw, fileOf(folder, plan, 'hnsw'), identity);
    if (vectors === undefined && different > 0) return undefined;
    const words = unpackWordLayer(saved.subarray(saved.length - (layerBytes ?? 0)));
    return { passages, words, vectors: vectors ?? (await openVectors({ ...plan, passages: passages.filter((passage) => passage !== undefined) }, keys, { folder, hnsw, embedder, onEmbed: () => undefined })) };
  } catch {
    return undefined;
  }
}

/** Builds the base of all passages of a plan and keeps it. Throws what the embedder throws. */
export async function buildBase(plan: ShelfPlan, tools: ShelfTools): Promise<ShelfBase> {
  const { passages, productNamesOf } = plan;
  const texts = passages.map((passage) => keywordText(passage, productNamesOf(passage)));
  const keys = passages.map((passage) => keyOf(passage, productNamesOf(passage)));
  const isSmall = passages.length <= SMALL;
  const [words, vectors] = await Promise.all([
    isSmall ? cutHere(texts, tools) : buildWordsAside(texts),
    openVectors(plan, keys, tools),
  ]);
  if (tools.folder !== undefined) {
    const layer = packWordLayer(words);
    const head = packColumns({ keys }, [Uint32Array.of(layer.length)]);
    await keepBytes(fileOf(tools.folder, plan, 'words')).write(String(WORDS_FORMAT), Buffer.concat([head, layer]));
  }
  return { passages, words, vectors };
}

async function cutHere(texts: readonly KeywordText[], { cutter }: Pick<ShelfTools, 'cutter'>): Promise<WordLayer> {
  if (texts.length === 0) return buildWordLayer([]);
  const cut = await cutter();
  return buildWordLayer(texts.map((text) => cutText(text, cut)));
}

async function openVectors(plan: Pick<ShelfPlan, 'audience' | 'language' | 'passages'>, keys: readonly string[], tools: Omit<ShelfTools, 'cutter'>): Promise<VectorIndex> {
  const { embedder, folder, hnsw } = tools;
  const identity = { embedder, texts: fingerprint(...keys) };
  const graphFile = folder === undefined ? undefined : fileOf(folder, plan, 'hnsw');
  if (hnsw !== undefined && graphFile !== undefined) {
    const kept = await loadHnswIndex(hnsw, graphFile, identity);
    if (kept !== undefined) return kept;
  }
  const vectors = await embedTexts(plan.passages.map(embeddedText), embedder, folder === undefined ? undefined : fileOf(folder, plan, 'vectors'), tools.onEmbed);
  if (hnsw === undefined) return createExactIndex(vectors);
  if (vectors.length <= SMALL || graphFile === undefined) return buildHnswIndex(hnsw, vectors, identity, graphFile);
  return (await buildGraphAside(hnsw, vectors, identity, graphFile)) ?? createExactIndex(vectors);
}

function fileOf(folder: string, { audience, language }: Pick<ShelfPlan, 'audience' | 'language'>, kind: 'words' | 'hnsw' | 'vectors'): string {
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
