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
import { buildWordLayer } from './word-layer.ts';

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
  readonly places: Pick<ReadonlyMap<string, readonly number[]>, 'get' | 'has'>;
  readonly vectors: VectorIndex;
  readonly keywords: KeywordIndex;
};

/** A shelf with nothing on it. */
export function emptyShelf({ audience, language }: Pick<Shelf, 'audience' | 'language'>): Shelf {
  return { audience, language, passages: [], places: new Map(), vectors: createExactIndex([]), keywords: searchLayers([buildWordLayer([])], () => true) };
}

/** A shelf of a base and of what has come since, without what is gone. However large the base is, only what has changed is looked at. */
export function arrangeShelf(place: Pick<Shelf, 'audience' | 'language'>, base: ShelfBase, isGone: ReadonlySet<Passage>, fresh: readonly FreshLayer[]): Shelf {
  const size = base.passages.length;
  const added = fresh.flatMap((layer) => layer.passages);
  const passages = base.passages.concat(added.map(({ passage }) => (isGone.has(passage) ? undefined : passage)));
  const changed = new Map<string, number[]>();
  for (const { articleId } of [...isGone, ...added.map(({ passage }) => passage)]) if (!changed.has(articleId)) changed.set(articleId, []);
  let gone = base.missing;
  for (const [articleId, labels] of changed) {
    for (const label of base.places.get(articleId) ?? []) {
      const passage = passages[label];
      if (passage !== undefined && !isGone.has(passage)) {
        labels.push(label);
        continue;
      }
      passages[label] = undefined;
      gone += 1;
    }
  }
  for (let label = size; label < passages.length; label += 1) {
    const passage = passages[label];
    if (passage !== undefined) changed.get(passage.articleId)?.push(label);
  }
  const places = (articleId: string): readonly number[] | undefined => {
    const labels = changed.get(articleId) ?? base.places.get(articleId);
    return labels?.length === 0 ? undefined : labels;
  };
  const isMissing = (label: number) => passages[label] === undefined;
  return {
    ...place,
    passages,
    places: { get: places, has: (articleId) => places(articleId) !== undefined },
    vectors:
      added.length === 0 && gone === 0
        ? base.vectors
        : layerVectors({ base: base.vectors, size, fresh: createExactIndex(added.map(({ vector }) => vector)), gone, isGone: isMissing }),
    keywords: searchLayers([base.words, ...fresh.map(({ words }) => words)], isMissing),
  };
}
