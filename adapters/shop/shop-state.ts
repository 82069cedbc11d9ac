import { readFile, rename, writeFile } from 'node:fs/promises';
import type { ShopOrder } from './shop-data.ts';

/** What was answered to a call with an effect, so that the same call is answered so again. */
export type Done = { readonly content: string; readonly status: number; readonly body: unknown };

/** What has changed in the sample shop since its file was written. */
export type ShopState = {
  /** Changed parts of orders, by number. */
  readonly changed: Readonly<Record<string, Partial<Pick<ShopOrder, 'status' | 'address' | 'refund'>>>>;
  /** Calls with an effect, by their idempotency key. */
  readonly done: Readonly<Record<string, Done>>;
};

/** Where the changes are kept. */
export type ShopStateFile = {
  read(): Promise<ShopState>;
  /** Resolves when it is on disk: what was answered survives `kill -9`. */
  write(state: ShopState): Promise<void>;
};

const EMPTY: ShopState = { changed: {}, done: {} };
/** Keys that are remembered. */
const MOST_KEYS = 1_000;

/** Keeps the changes in a file; a damaged or missing one is an unchanged shop. */
export function openShopState(file: string): ShopStateFile {
  return {
    async read() {
      try {
        return { ...EMPTY, ...(JSON.parse(await readFile(file, 'utf8')) as Partial<ShopState>) };
      } catch {
        return EMPTY;
      }
    },
    async write({ changed, done }) {
      const kept = Object.fromEntries(Object.entries(done).slice(-MOST_KEYS));
      const draft = `${file}.${process.pid}`;
      await writeFile(draft, JSON.stringify({ changed, done: kept }));
      await rename(draft, file);
    },
  };
}
