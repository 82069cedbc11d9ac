import type { Audience } from '#core/article.ts';
import { LANGUAGES } from '#core/language.ts';
import type { Passage } from '#core/passage.ts';
import { createChineseCutter } from './chinese-cutter.ts';
import type { BuildingBook } from './index-building.ts';
import { openLivingShelf } from './living-shelf.ts';
import type { LivingShelf } from './living-shelf.ts';
import { readKeptShelf } from './shelf-base.ts';
import type { KeptShelf, ShelfPlace, ShelfPlan, ShelfTools } from './shelf-base.ts';

/** A shelf with its place. */
export type PlacedShelf = LivingShelf & Pick<ShelfPlan, 'audience' | 'language'>;

/** What is needed to open all shelves. */
export type ShelvesOptions = Pick<ShelfTools, 'embedder' | 'folder' | 'hnsw'> & {
  readonly productNamesOf: ShelfPlan['productNamesOf'];
  readonly building: BuildingBook;
};

const AUDIENCES: readonly Audience[] = ['customer', 'staff'];
const PLACES: readonly ShelfPlace[] = AUDIENCES.flatMap((audience) => LANGUAGES.map((language) => ({ audience, language })));

/** What the cache has of each shelf. */
export type KeptShelves = readonly { readonly place: ShelfPlace; readonly kept: Promise<KeptShelf | undefined> }[];

/** Begins to read what the cache has; other things can be made ready meanwhile. */
export function readKeptShelves(tools: Parameters<typeof readKeptShelf>[1]): KeptShelves {
  return PLACES.map((place) => ({ place, kept: readKeptShelf(place, tools) }));
}

/** Opens one shelf for each audience and language, with what the cache has of it. Throws what the embedder throws. */
export async function openShelves(passages: readonly Passage[], shelves: KeptShelves, options: ShelvesOptions): Promise<PlacedShelf[]> {
  const { productNamesOf, building, ...tools } = options;
  let cutting: ReturnType<typeof createChineseCutter> | undefined;
  const cutter = () => (cutting ??= createChineseCutter());
  const byPlace = Map.groupBy(passages, ({ audience, language }) => `${audience}-${language}`);
  const steps = tools.hnsw === undefined ? 1 : 2;
  for (const [name, own] of byPlace) building.begin(name, steps * own.length);
  return Promise.all(
    shelves.map(async ({ place: { audience, language }, kept }) => {
      const name = `${audience}-${language}`;
      const plan = { audience, language, passages: byPlace.get(name) ?? [], productNamesOf };
      const shelf = await openLivingShelf(plan, await kept, { ...tools, onBuild: (done, total) => building.tell(name, done, total), cutter });
      building.end(name);
      const settle = async (isDue?: boolean): Promise<void> => {
        try {
          await shelf.settle(isDue);
          building.end(name);
        } catch (error) {
          building.drop(name);
          throw error;
        }
      };
      return { audience, language, ...shelf, settle };
    }),
  );
}
