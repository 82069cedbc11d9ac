import type { Audience } from '#core/article.ts';
import { LANGUAGES } from '#core/language.ts';
import type { Passage } from '#core/passage.ts';
import { createChineseCutter } from './chinese-cutter.ts';
import { openLivingShelf } from './living-shelf.ts';
import type { LivingShelf } from './living-shelf.ts';
import { readKeptShelf } from './shelf-base.ts';
import type { KeptShelf, ShelfPlace, ShelfPlan, ShelfTools } from './shelf-base.ts';

/** How far building has got: passages that are ready, of all. Not told when everything came from the cache. */
export type KnowledgeProgress = { readonly done: number; readonly total: number };

/** A shelf with its place. */
export type PlacedShelf = LivingShelf & Pick<ShelfPlan, 'audience' | 'language'>;

/** What is needed to open all shelves. */
export type ShelvesOptions = Pick<ShelfTools, 'embedder' | 'folder' | 'hnsw'> & {
  readonly productNamesOf: ShelfPlan['productNamesOf'];
  readonly onProgress: ((progress: KnowledgeProgress) => void) | undefined;
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
  const { productNamesOf, onProgress, ...tools } = options;
  const tell = progressOf(passages.length, onProgress);
  let cutting: ReturnType<typeof createChineseCutter> | undefined;
  const cutter = () => (cutting ??= createChineseCutter());
  const byPlace = Map.groupBy(passages, ({ audience, language }) => `${audience}-${language}`);
  return Promise.all(
    shelves.map(async ({ place: { audience, language }, kept }) => {
      const own = byPlace.get(`${audience}-${language}`) ?? [];
      const plan = { audience, language, passages: own, productNamesOf };
      const onEmbed = (count: number) => tell(`${audience}-${language}`, count, true);
      const shelf = await openLivingShelf(plan, await kept, { ...tools, onEmbed, cutter });
      tell(`${audience}-${language}`, own.length, false);
      return { audience, language, ...shelf };
    }),
  );
}

/** Sums the progress of several shelves up; tells nothing before the first of them had to embed something. */
function progressOf(total: number, onProgress: ShelvesOptions['onProgress']): (shelf: string, done: number, isWork: boolean) => void {
  const counts = new Map<string, number>();
  let isWorking = false;
  return (shelf, done, isWork) => {
    counts.set(shelf, done);
    isWorking ||= isWork;
    if (isWorking) onProgress?.({ done: [...counts.values()].reduce((sum, count) => sum + count, 0), total });
  };
}
