import type { Audience } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { Passage } from '#core/passage.ts';
import type { FreshLayer } from './fresh-layers.ts';
import { searchLayers } from './keyword-index.ts';
import type { KeywordIndex } from './keyword-index.ts';
import { layerVectors } from './layered-vectors.ts';
import type { ShelfBase } from './shelf-base.ts';
import { createExactIndex } from './vector-index.ts';
import type { VectorIndex } from './vector-index.ts';

/**
 * The passages of one audience in one language with their own two indexes. What is on another shelf cannot be found
 * here, whatever the question says: that is how staff articles stay with staff. Never changed: a change makes a new one.
 */
export type Shelf = {
  readonly audience: Audience;
  readonly language: Language;
  /** By label; `undefined` where a passage is gone. */
  readonly passages: readonly (Passage | undefined)[];
  /** Labels of each article's passages, in order. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly vectors: VectorIndex;
  readonly keywords: KeywordIndex;
};

/** A shelf of a base and of what has come since, without what is gone. */
export function arrangeShelf(place: Pick<Shelf, 'audience' | 'language'>, base: ShelfBase, isGone: (passage: Passage) => boolean, fresh: readonly FreshLayer[]): Shelf {
  const added = fresh.flatMap((layer) => layer.passages);
  const passages = [...base.passages, ...added.map(({ passage }) => passage)].map((passage) => (passage === undefined || isGone(passage) ? undefined : passage));
  const gone = passages.slice(0, base.passages.length).reduce((count, passage) => count + (passage === undefined ? 1 : 0), 0);
  const isMissing = (label: number) => passages[label] === undefined;
  return {
    ...place,
    passages,
    places: placesOf(passages),
    vectors:
      added.length === 0 && gone === 0
        ? base.vectors
        : layerVectors({ base: base.vectors, size: base.passages.length, fresh: createExactIndex(added.map(({ vector }) => vector)), gone, isGone: isMissing }),
    keywords: searchLayers([base.words, ...fresh.map(({ words }) => words)], isMissing),
  };
}

function placesOf(passages: Shelf['passages']): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, passage] of passages.entries()) {
    if (passage === undefined) continue;
    const own = places.get(passage.articleId);
    if (own === undefined) places.set(passage.articleId, [place]);
    else own.push(place);
  }
  return places;
}
