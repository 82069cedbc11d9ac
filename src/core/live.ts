import type { Typing } from './protocol.ts';

/** Things worth showing at once and never worth storing. */
export type Live = {
  /** Somebody is typing in a conversation. */
  tellTyping(conversationId: string, typing: Typing): void;
  /** Calls back for one conversation; the returned function stops it. */
  onTyping(conversationId: string, listener: (typing: Typing) => void): () => void;
};

/** Live signals within one process. */
export function createLive(): Live {
  const listeners = new Map<string, Set<(typing: Typing) => void>>();
  return {
    tellTyping(conversationId, typing) {
      for (const listener of listeners.get(conversationId) ?? []) listener(typing);
    },
    onTyping(conversationId, listener) {
      const known = listeners.get(conversationId) ?? new Set();
      listeners.set(conversationId, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0 && listeners.get(conversationId) === known) listeners.delete(conversationId);
      };
    },
  };
}
