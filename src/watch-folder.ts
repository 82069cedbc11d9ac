import { type FSWatcher, readdirSync, watch } from 'node:fs';
import path from 'node:path';

/** What happens in a folder, without looking at all of it again and again. */
export type FolderWatch = {
  /** Does the system tell what happens in it? It does not while the folder is missing, or where more is followed than it allows. */
  isTold(): boolean;
  /** Has anything happened in it or below since this was last asked? */
  takeNews(): boolean;
  /** Watches no more. */
  stop(): void;
};

/**
 * Watches a folder and all below. Never throws. Each folder has a watcher of its own: those of Node that follow what is
 * below take one for each file on Linux, and keep their failures to themselves.
 */
export function watchFolder(folder: string): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  let hasNews = false;
  let isOver = false;
  const letGo = (): void => {
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
  const follow = (): void => {
    try {
      const below = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
      const there = new Set([folder, ...below.map((entry) => path.join(entry.parentPath, entry.name))]);
      for (const [each, watcher] of watchers) {
        if (there.has(each)) continue;
        watcher.close();
        watchers.delete(each);
      }
      for (const each of there) if (!watchers.has(each)) watchers.set(each, watch(each, { persistent: false }, note).on('error', letGo));
    } catch {
      // Also when a folder goes just now; the next time somebody asks, it is tried again.
      letGo();
    }
  };
  const note = (kind: string): void => {
    hasNews = true;
    // It may be a folder that has come or gone.
    if (kind === 'rename' && watchers.size > 0) follow();
  };
  follow();
  return {
    isTold: () => watchers.size > 0,
    takeNews() {
      if (watchers.size === 0 && !isOver) {
        follow();
        // What happened meanwhile was told to nobody.
        hasNews ||= watchers.size > 0;
      }
      const news = hasNews;
      hasNews = false;
      return news;
    },
    stop() {
      isOver = true;
      letGo();
    },
  };
}
