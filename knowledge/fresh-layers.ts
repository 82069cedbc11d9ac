import type { Passage } from '#core/passage.ts';
import { buildWordLayer } from './word-layer.ts';
import type { CutText, WordLayer } from './word-layer.ts';

/** A passage that came after the base was built, ready to be searched. */
export type FreshPassage = { readonly passage: Passage; readonly cut: CutText; readonly vector: Float32Array };

/** Passages that came together, with their words. */
export type FreshLayer = { readonly passages: readonly FreshPassage[]; readonly words: WordLayer };

/** More layers than this make questions slow; then the small ones become one, of so many passages that it is not felt. */
const [MOST_LAYERS, MOST_TOGETHER] = [12, 100];

/** Fresh passages as one layer; only for few, because it is done at once. */
function layFresh(passages: readonly FreshPassage[]): FreshLayer {
  return { passages, words: buildWordLayer(passages.map(({ cut }) => cut)) };
}

/** The layers with one more, unless that is empty; small ones are joined when there are many, without the passages that are gone. */
export function addLayer(layers: readonly FreshLayer[], added: FreshLayer | undefined, isGone: (passage: Passage) => boolean): readonly FreshLayer[] {
  const all = added === undefined ? [...layers] : [...layers, added];
  if (all.length <= MOST_LAYERS) return all;
  const joined = new Set<FreshLayer>();
  let count = 0;
  for (const layer of all.toSorted((a, b) => a.passages.length - b.passages.length)) {
    count += layer.passages.length;
    if (count > MOST_TOGETHER) break;
    joined.add(layer);
  }
  if (joined.size < 2) return all;
  const passages = all.filter((layer) => joined.has(layer)).flatMap((layer) => layer.passages.filter(({ passage }) => !isGone(passage)));
  return [...all.filter((layer) => !joined.has(layer)), layFresh(passages)];
}

/** The layers without some passages, which another index has taken over. */
export function withoutPassages(layers: readonly FreshLayer[], taken: ReadonlySet<Passage>): readonly FreshLayer[] {
  return layers.flatMap((layer) => {
    const left = layer.passages.filter(({ passage }) => !taken.has(passage));
    return left.length === 0 ? [] : left.length === layer.passages.length ? [layer] : [layFresh(left)];
  });
}
