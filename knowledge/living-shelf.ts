import type { Passage } from '#core/passage.ts';
import { cutTextsAside } from './build-aside.ts';
import { addLayer, layFresh, withoutPassages } from './fresh-layers.ts';
import type { FreshLayer, FreshPassage } from './fresh-layers.ts';
import { arrangeShelf } from './shelf.ts';
import type { Shelf } from './shelf.ts';
import { buildBase, embeddedText, keywordText, loadBase } from './shelf-base.ts';
import type { ShelfBase, ShelfPlan, ShelfTools } from './shelf-base.ts';
import { embedTexts } from './vector-cache.ts';

/** A shelf that changes while questions are asked: each sees it as it was before a change, or as it is after. */
export type LivingShelf = {
  /** As it is now. */
  view(): Shelf;
  /** Puts articles in the place of what they were, an article without passages away; all at once. Throws what the embedder throws. */
  put(changes: ReadonlyMap<string, readonly Passage[]>): Promise<void>;
  /**
   * Builds the base anew with what has changed since, where it is worth that or `isDue` says so; what is gone is then gone
   * from the cache too. Questions and changes go on meanwhile. Throws what the embedder throws; nothing is lost then.
   */
  settle(isDue?: boolean): Promise<void>;
};

/** Fresh and gone passages from which on the base is built anew at once. */
const MANY = 500;

/** Opens a shelf from its cache, or builds what is missing, changed or doubtful there. Throws what the embedder throws. */
export async function openLivingShelf(plan: ShelfPlan, tools: ShelfTools): Promise<LivingShelf> {
  const { audience, language } = plan;
  let base: ShelfBase = (await loadBase(plan, tools)) ?? (await buildBase(plan, tools));
  let gone = new Set<Passage>();
  const isGone = (passage: Passage): boolean => gone.has(passage);
  const added = await prepare(without(plan.passages, base.passages), plan, tools);
  let fresh: readonly FreshLayer[] = added.length === 0 ? [] : [layFresh(added)];
  let building: Promise<void> | undefined;
  const arrange = (): Shelf => arrangeShelf({ audience, language }, base, isGone, fresh);
  let view = arrange();
  /** Changed since the base was built, and the base's own passages that a cache had and nobody wants. */
  const changed = (): number => fresh.reduce((sum, { passages }) => sum + passages.length, 0) + base.passages.reduce((sum, passage) => sum + (passage === undefined || isGone(passage) ? 1 : 0), 0);

  const settle = async (): Promise<void> => {
    const snapshot = view.passages.filter((passage) => passage !== undefined);
    const built = await buildBase({ ...plan, passages: snapshot }, tools);
    const [old, live] = [new Set(snapshot), new Set(view.passages)];
    base = built;
    const left = fresh.flatMap(({ passages }) => passages.map(({ passage }) => passage)).filter((passage) => !old.has(passage));
    gone = new Set([...snapshot, ...left].filter((passage) => !live.has(passage)));
    fresh = withoutPassages(fresh, old);
    view = arrange();
  };

  return {
    view: () => view,
    async put(changes) {
      const prepared = await prepare([...changes.values()].flat(), plan, tools);
      for (const passage of view.passages) if (passage !== undefined && changes.has(passage.articleId)) gone.add(passage);
      fresh = addLayer(fresh, prepared, isGone);
      view = arrange();
    },
    async settle(isDue = false) {
      while (building !== undefined) await building;
      if (!(isDue ? changed() > 0 : changed() > MANY)) return;
      building = settle().finally(() => {
        building = undefined;
      });
      await building;
    },
  };
}

/** Passages cut and embedded, without holding up questions. */
async function prepare(passages: readonly Passage[], { productNamesOf }: ShelfPlan, { embedder }: ShelfTools): Promise<FreshPassage[]> {
  const [cuts, vectors] = await Promise.all([
    cutTextsAside(passages.map((passage) => keywordText(passage, productNamesOf(passage)))),
    embedTexts(passages.map(embeddedText), embedder, undefined),
  ]);
  return passages.flatMap((passage, at) => {
    const [cut, vector] = [cuts[at], vectors[at]];
    return cut === undefined || vector === undefined ? [] : [{ passage, cut, vector }];
  });
}

function without(wanted: readonly Passage[], has: ShelfBase['passages']): Passage[] {
  const known = new Set(has);
  return wanted.filter((passage) => !known.has(passage));
}
