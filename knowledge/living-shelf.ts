import type { Passage } from '#core/passage.ts';
import { cutTextsAside } from './build-aside.ts';
import { addLayer, withoutPassages } from './fresh-layers.ts';
import type { FreshLayer } from './fresh-layers.ts';
import { arrangeShelf } from './shelf.ts';
import type { Shelf } from './shelf.ts';
import { keywordText, loadBase, openBase, rebuildBase } from './shelf-base.ts';
import type { KeptShelf, ShelfBase, ShelfPlan, ShelfTools } from './shelf-base.ts';
import { embeddedText } from './shelf-vectors.ts';
import { embedTexts } from './vector-cache.ts';

/** A shelf that changes while questions are asked: each sees it as it was before a change, or as it is after. */
export type LivingShelf = {
  /** As it is now. */
  view(): Shelf;
  /** Is its index by meaning the one that is wanted in the end? Otherwise one that is as good and slower serves, or words alone do, until `settle` has built it. */
  isFinished(): boolean;
  /** Puts articles in the place of what they were, an article without passages away; all at once. Throws what the embedder throws. */
  put(changes: ReadonlyMap<string, readonly Passage[]>): Promise<void>;
  /**
   * Finishes an index that is not, and builds the base anew with what has changed since, where it is worth that or `isDue`
   * says so; what is gone is then gone from the cache too. Questions and changes go on meanwhile. Throws what the embedder
   * throws; nothing is lost then.
   */
  settle(isDue?: boolean): Promise<void>;
};

/** Fresh and gone passages from which on the base is built anew at once. */
const MANY = 500;

/** Opens a shelf from what its cache has, or builds what is missing, changed or doubtful there; what takes long is left to `settle`. Throws what the embedder throws. */
export async function openLivingShelf(plan: ShelfPlan, kept: KeptShelf | undefined, tools: ShelfTools): Promise<LivingShelf> {
  const { audience, language } = plan;
  let base: ShelfBase = (await loadBase(plan, kept, tools)) ?? (await openBase(plan, tools));
  /** Passages of the base or of the fresh layers that are no more; a new set for each change. */
  let gone: ReadonlySet<Passage> = new Set();
  const added = await prepare(without(plan.passages, base.passages), plan, tools);
  let fresh: readonly FreshLayer[] = added === undefined ? [] : [added];
  let building: Promise<void> | undefined;
  const arrange = (): Shelf => arrangeShelf({ audience, language }, base, gone, fresh);
  let view = arrange();
  /** Changed since the base was built, and the base's own passages that a cache had and nobody wants. */
  const changed = (): number => fresh.reduce((sum, { passages }) => sum + passages.length, gone.size + base.missing);

  const finish = async (): Promise<void> => {
    await base.finish?.((vectors) => {
      base = { ...base, vectors };
      view = arrange();
    });
    base = { ...base, finish: undefined };
  };
  const rebuild = async (): Promise<void> => {
    const [passages, goneBefore, taken] = [view.passages.filter((passage) => passage !== undefined), gone, new Set(passagesOf(fresh))];
    const made = new Map(fresh.flatMap((layer) => layer.passages.map(({ passage, vector }) => [embeddedText(passage), vector] as const)));
    base = await rebuildBase({ ...plan, passages }, tools, made);
    gone = gone.difference(goneBefore);
    fresh = withoutPassages(fresh, taken);
    view = arrange();
  };

  return {
    view: () => view,
    isFinished: () => base.finish === undefined,
    async put(changes) {
      const prepared = await prepare([...changes.values()].flat(), plan, tools);
      const old = [...changes.keys()].flatMap((id) => view.places.get(id) ?? []).flatMap((label) => view.passages[label] ?? []);
      gone = new Set([...gone, ...old]);
      fresh = addLayer(fresh, prepared, (passage) => gone.has(passage));
      view = arrange();
    },
    async settle(isDue = false) {
      while (building !== undefined) await building;
      const isWorthIt = (): boolean => (isDue ? changed() > 0 : changed() > MANY);
      if (base.finish === undefined && !isWorthIt()) return;
      building = finish().then(() => (isWorthIt() ? rebuild() : undefined)).finally(() => {
        building = undefined;
      });
      await building;
    },
  };
}

function passagesOf(layers: readonly FreshLayer[]): Passage[] {
  return layers.flatMap(({ passages }) => passages.map(({ passage }) => passage));
}

/** Passages cut and embedded, without holding up questions; `undefined` where there are none. */
async function prepare(passages: readonly Passage[], { productNamesOf }: ShelfPlan, { embedder }: ShelfTools): Promise<FreshLayer | undefined> {
  if (passages.length === 0) return undefined;
  const [{ cuts, words }, vectors] = await Promise.all([
    cutTextsAside(passages.map((passage) => keywordText(passage, productNamesOf(passage)))),
    embedTexts(passages.map(embeddedText), embedder, undefined),
  ]);
  return { passages: passages.map((passage, at) => ({ passage, cut: cuts[at]!, vector: vectors[at]! })), words };
}

function without(wanted: readonly Passage[], has: ShelfBase['passages']): Passage[] {
  if (wanted === has) return [];
  const known = new Set(has);
  return wanted.filter((passage) => !known.has(passage));
}
