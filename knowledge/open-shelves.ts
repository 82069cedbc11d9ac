import type { Audience } from '#core/article.ts';
import { LANGUAGES } from '#core/language.ts';
import type { Passage } from '#core/passage.ts';
import { createChineseCutter } from './chinese-cutter.ts';
import { openLivingShelf } from './living-shelf.ts';
import type { LivingShelf } from './living-shelf.ts';
import type { ShelfPlan, ShelfTools } from './shelf-base.ts';

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

/** Opens one shelf for each audience and language. Throws what the embedder throws. */
export async function openShelves(passages: readonly Passage[], options: ShelvesOptions): Promise<PlacedShelf[]> {
  const { productNamesOf, onProgress, ...tools } = options;
  const tell = progressOf(passages.length, onProgress);
  let cutting: ReturnType<typeof createChineseCutter> | undefined;
  const cutter = () => (cutting ??= createChineseCutter());
  const plans = AUDIENCES.flatMap((audience) => LANGUAGES.map((language) => ({ audience, language })));
  return Promise.all(
    plans.map(async ({ audience, language }) => {
      const own = passages.filter((passage) => passage.audience === audience && passage.language === language);
      const plan = { audience, language, passages: own, productNamesOf };
      const onEmbed = (count: number) => tell(`${audience}-${language}`, count, true);
      const shelf = await openLivingShelf(plan, { ...tools, onEmbed, cutter });
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
