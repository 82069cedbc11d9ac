import { BatonError } from '#core/errors.ts';
import type { EventJournal } from '#core/ports/event-journal.ts';
import type { Store } from '#core/ports/store.ts';

/** A gate through which everything that reaches the store must go. */
export type Gate = {
  /** Nothing goes through until `open`. */
  shut(): void;
  open(): void;
  readonly isShut: boolean;
  /** The store behind it. */
  wrap(store: Store): Store;
};

/** An open gate. What only subscribes goes past it. */
export function createGate(): Gate {
  let way = Promise.withResolvers<void>();
  let isShut = false;
  way.resolve();
  return {
    shut() {
      if (isShut) return;
      isShut = true;
      way = Promise.withResolvers();
    },
    open() {
      isShut = false;
      way.resolve();
    },
    get isShut() {
      return isShut;
    },
    wrap: (store) =>
      new Proxy(store, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function' || name === 'subscribe' || name === 'close') return value;
          const call = (...args: unknown[]): unknown => (value as (...all: unknown[]) => unknown).apply(target, args);
          return (...args: unknown[]): unknown => (isShut ? way.promise.then(() => call(...args)) : call(...args));
        },
      }),
  };
}

/** A journal whose disk is full while `isFull` says so. */
export const withFullDisk = (journal: EventJournal, isFull: () => boolean): EventJournal => ({
  ...journal,
  put: (...entry) => (isFull() ? Promise.reject(new BatonError('unavailable', 'The disk is full.')) : journal.put(...entry)),
});
