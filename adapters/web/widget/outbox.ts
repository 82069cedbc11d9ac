import type { FileRef, Language } from '#core/protocol.ts';
import { readJson } from './storage.ts';
import type { KeyValueStore } from './storage.ts';

/** A message that the server has not confirmed yet. */
export type OutboxItem = {
  readonly clientId: string;
  readonly text: string;
  readonly language: Language;
  /** Files that the server has already. */
  readonly files?: readonly FileRef[];
  /** When it was written, Unix ms. */
  readonly at: number;
  /** `unreachable`: tried several times, goes on by itself; `refused`: the server will not take it. */
  readonly trouble?: 'unreachable' | 'refused';
  /** What the server said when it refused; for whoever looks into it. */
  readonly reason?: string;
};

/** Messages on their way, kept in the browser so that a reload loses none. */
export type Outbox = {
  /** In the order in which they were written. */
  readonly list: () => readonly OutboxItem[];
  readonly add: (item: OutboxItem) => void;
  /** Forgets a message that arrived or was deleted; no effect when it is not there. */
  readonly remove: (clientId: string) => void;
  /** Marks the trouble of a message, or none; no effect when it is not there. */
  readonly mark: (clientId: string, trouble?: OutboxItem['trouble'], reason?: string) => void;
  readonly clear: () => void;
};

function isItem(value: unknown): value is OutboxItem {
  if (typeof value !== 'object' || value === null) return false;
  const item: Partial<Record<keyof OutboxItem, unknown>> = value;
  return typeof item.clientId === 'string' && typeof item.text === 'string' && typeof item.at === 'number' && (item.language === 'zh' || item.language === 'en');
}

function marked({ clientId, text, language, at, files }: OutboxItem, trouble: OutboxItem['trouble'], reason: string | undefined): OutboxItem {
  return { clientId, text, language, at, ...(files ? { files } : {}), ...(trouble ? { trouble } : {}), ...(reason ? { reason } : {}) };
}

/** The outbox of one visitor of this browser; tabs share it, and every step reads it afresh. */
export function createOutbox(store: KeyValueStore, key: string): Outbox {
  const list = (): readonly OutboxItem[] => {
    const saved = readJson(store, key);
    return Array.isArray(saved) ? saved.filter(isItem) : [];
  };
  const write = (items: readonly OutboxItem[]): void => {
    if (items.length === 0) store.removeItem(key);
    else store.setItem(key, JSON.stringify(items));
  };
  return {
    list,
    add: (item) => write([...list().filter((other) => other.clientId !== item.clientId), item]),
    remove: (clientId) => write(list().filter((item) => item.clientId !== clientId)),
    mark: (clientId, trouble, reason) => write(list().map((item) => (item.clientId === clientId ? marked(item, trouble, reason) : item))),
    clear: () => write([]),
  };
}
