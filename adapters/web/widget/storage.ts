/** The part of `localStorage` that the panel needs. */
export type KeyValueStore = {
  readonly getItem: (key: string) => string | null;
  readonly setItem: (key: string, value: string) => void;
  readonly removeItem: (key: string) => void;
};

/** A store in memory, which can be taken elsewhere as one text. */
export type MemoryStore = KeyValueStore & {
  /** Takes over what `onChange` gave earlier; damaged text is passed over. */
  readonly load: (values: string) => void;
  /** Called with all values as one text after every change. */
  onChange: (values: string) => void;
};

/** Makes an empty store in memory; by itself it forgets at reload. */
export function createMemoryStore(): MemoryStore {
  const values = new Map<string, string>();
  const store: MemoryStore = {
    getItem: (key) => values.get(key) ?? null,
    setItem(key, value) {
      values.set(key, value);
      store.onChange(JSON.stringify(Object.fromEntries(values)));
    },
    removeItem(key) {
      if (values.delete(key)) store.onChange(JSON.stringify(Object.fromEntries(values)));
    },
    load(saved) {
      const entries = readJson({ getItem: () => saved }, '');
      if (typeof entries !== 'object' || entries === null) return;
      for (const [key, value] of Object.entries(entries)) if (typeof value === 'string') values.set(key, value);
    },
    onChange: () => {},
  };
  return store;
}

/** The given store, or `memory` where the browser forbids it or it is full. */
export function forgiving(open: () => KeyValueStore, memory: KeyValueStore): KeyValueStore {
  const attempt = <T>(use: (store: KeyValueStore) => T): T => {
    try {
      return use(open());
    } catch {
      return use(memory);
    }
  };
  return {
    getItem: (key) => attempt((store) => store.getItem(key)) ?? memory.getItem(key),
    setItem: (key, value) => attempt((store) => store.setItem(key, value)),
    removeItem: (key) => {
      memory.removeItem(key);
      attempt((store) => store.removeItem(key));
    },
  };
}

/** The JSON value under a key; undefined when it is missing or damaged. The caller checks its shape. */
export function readJson(store: Pick<KeyValueStore, 'getItem'>, key: string): unknown {
  try {
    return JSON.parse(store.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
