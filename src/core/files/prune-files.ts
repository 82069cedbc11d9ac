import type { Clock } from '../ports/clock.ts';
import type { FileStore } from '../ports/file-store.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Removes files that no message carries, now and every day. Answers what stops it. */
export function pruneFiles(files: Pick<FileStore, 'prune'>, clock: Clock, onTrouble: (error: unknown) => void): () => void {
  let cancel = (): void => undefined;
  const prune = (): void => {
    cancel = clock.after(DAY_MS, prune);
    void files.prune(clock.now()).catch(onTrouble);
  };
  prune();
  return () => cancel();
}
