import { join } from 'node:path';
import type { Audience } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { Passage } from '#core/passage.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { fingerprint } from './cache-file.ts';
import { buildHnswIndex, loadHnswIndex } from './hnsw-index.ts';
import type { HnswLibrary } from './hnsw-library.ts';
import { keepBytes } from './kept-bytes.ts';
import { buildKeywordIndex, loadKeywordIndex } from './keyword-index.ts';
import type { KeywordIndex, KeywordText } from './keyword-index.ts';
import { embedTexts } from './vector-cache.ts';
import type { EmbedProgress } from './vector-cache.ts';
import type { ChineseCutter } from './words.ts';
import { createExactIndex } from './vector-index.ts';
import type { VectorIndex } from './vector-index.ts';

/**
 * The passages of one audience in one language with their own two indexes. What is on another shelf cannot be found
 * here, whatever the question says: that is how staff articles stay with staff.
 */
export type Shelf = {
  readonly audience: Audience;
  readonly language: Language;
  readonly passages: readonly Passage[];
  /** Places of each article's passages in `passages`, in order. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** Labels are places in `passages`. */
  readonly vectors: VectorIndex;
  /** Labels are places in `passages`. */
  readonly keywords: KeywordIndex;
};

/** What a shelf is made from. */
export type ShelfPlan = {
  readonly audience: Audience;
  readonly language: Language;
  readonly passages: readonly Passage[];
  /** For each passage, what customers call the products it is about; empty for all products. */
  readonly productNames: readonly string[];
};

/** What is needed to open one. */
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
const KEYWORD_FORMAT = 2;

/** Opens a shelf from its cache, or builds what is missing, changed or doubtful there. Throws what the embedder throws. */
export async function openShelf(plan: ShelfPlan, tools: ShelfTools): Promise<Shelf> {
  const [vectors, keywords] = await Promise.all([openVectors(plan, tools), openKeywords(plan, tools)]);
  const { audience, language, passages } = plan;
  return { audience, language, passages, places: placesOf(passages), vectors, keywords };
}

function placesOf(passages: readonly Passage[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, { articleId }] of passages.entries()) {
    const own = places.get(articleId) ?? [];
    own.push(place);
    places.set(articleId, own);
  }
  return places;
}

async function openVectors(plan: ShelfPlan, tools: ShelfTools): Promise<VectorIndex> {
  const { embedder, folder, hnsw } = tools;
  const texts = plan.passages.map(embeddedText);
  const path = (name: string) => (folder === undefined ? undefined : join(folder, `${plan.audience}-${plan.language}.${name}`));
  const identity = { embedder, texts: fingerprint(...texts) };
  const graphFile = path('hnsw');
  if (hnsw !== undefined && graphFile !== undefined) {
    const kept = await loadHnswIndex(hnsw, graphFile, identity);
    if (kept !== undefined) return kept;
  }
  const vectors = await embedTexts(texts, embedder, path('vectors'), tools.onEmbed);
  return hnsw === undefined ? createExactIndex(vectors) : buildHnswIndex(hnsw, vectors, identity, graphFile);
}

async function openKeywords(plan: ShelfPlan, { folder, cutter }: ShelfTools): Promise<KeywordIndex> {
  const cache = keepBytes(folder === undefined ? undefined : join(folder, `${plan.audience}-${plan.language}.words`));
  const texts = plan.passages.map((passage, index) => keywordText(passage, plan.productNames[index] ?? ''));
  const key = `${KEYWORD_FORMAT} ${fingerprint(...texts.flatMap(Object.values))}`;
  const kept = await cache.read(key);
  if (kept !== undefined) return loadKeywordIndex(kept);
  const index = buildKeywordIndex(texts, await cutter());
  if (folder !== undefined) await cache.write(key, index.save());
  return index;
}

/** What of a passage is embedded: title and headings say what it is about, the text how it is said. */
function embeddedText(passage: Passage): string {
  return [passage.title, ...passage.headings, passage.text].join('\n');
}

function keywordText(passage: Passage, products: string): KeywordText {
  return { title: passage.title, headings: passage.headings.join('\n'), text: passage.text, products };
}
