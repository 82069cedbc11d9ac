import { readJson } from './storage.ts';
import type { KeyValueStore } from './storage.ts';

const KEY = 'baton.read';

/** The `seq` up to which this browser's reader has seen a conversation, named by its first message's id; 0 for none. */
export function readUpTo(store: KeyValueStore, conversation: string): number {
  const saved = readJson(store, KEY);
  if (typeof saved !== 'object' || saved === null || !('conversation' in saved) || !('seq' in saved)) return 0;
  return saved.conversation === conversation && typeof saved.seq === 'number' ? saved.seq : 0;
}

/** Notes that a conversation has been seen up to `seq`. */
export function rememberRead(store: KeyValueStore, conversation: string, seq: number): void {
  store.setItem(KEY, JSON.stringify({ conversation, seq }));
}
