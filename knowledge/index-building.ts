import type { IndexBuilding } from '#core/ports/knowledge-base.ts';

/** Follows the building of several shelves' indexes as one. */
export type BuildingBook = {
  /** A shelf is looked at; should it have to be built, that takes so many steps. */
  begin(shelf: string, total: number): void;
  /** A shelf is being built, and so many of its steps are done. */
  tell(shelf: string, done: number, total: number): void;
  /** A shelf is ready. */
  end(shelf: string): void;
  /** A shelf could not be built now. */
  drop(shelf: string): void;
  /** What is being built; `undefined` where nothing is. */
  current(): IndexBuilding | undefined;
};

/** A book in which `onProgress` hears of every step, and nothing where all shelves came from the cache. */
export function openBuildingBook(onProgress: (building: IndexBuilding) => void = () => undefined): BuildingBook {
  const shelves = new Map<string, IndexBuilding>();
  let isWorking = false;
  let told = '';
  const sum = (): IndexBuilding => {
    const all = [...shelves.values()];
    return { done: all.reduce((steps, { done }) => steps + done, 0), total: all.reduce((steps, { total }) => steps + total, 0) };
  };
  const show = (): void => {
    const now = sum();
    if (isWorking && `${now.done}/${now.total}` !== told) onProgress(now);
    told = `${now.done}/${now.total}`;
  };
  const clearWhenReady = (): void => {
    if ([...shelves.values()].some(({ done, total }) => done < total)) return;
    shelves.clear();
    [isWorking, told] = [false, ''];
  };
  return {
    begin: (shelf, total) => void shelves.set(shelf, { done: 0, total }),
    tell(shelf, done, total) {
      shelves.set(shelf, { done, total });
      isWorking = true;
      show();
    },
    end(shelf) {
      const { total } = shelves.get(shelf) ?? { total: 0 };
      shelves.set(shelf, { done: total, total });
      show();
      clearWhenReady();
    },
    drop(shelf) {
      shelves.delete(shelf);
      clearWhenReady();
    },
    current: () => (isWorking ? sum() : undefined),
  };
}
