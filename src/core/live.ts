import type { Typing } from './protocol.ts';

/** Who is typing; what the bot writes names the ownership in which it writes. */
export type LiveTyping = Typing & { readonly epoch?: number };

/** Things worth showing at once and never worth storing. */
export type Live = {
  /** Somebody is typing in a conversation. */
  tellTyping(conversationId: string, typing: LiveTyping): void;
  /** Calls back for one conversation; the returned function stops it. */
  onTyping(conversationId: string, listener: (typing: LiveTyping) => void): () => void;
};

/** Live signals within one process. */
export function createLive(): Live {
  const listeners = new Map<string, Set<(typing: LiveTyping) => void>>();
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

/** What a page is shown of somebody's typing: of the bot's words only those of the ownership that the page knows of. */
export type DraftGate = {
  /** The page has been told of a change of owner, and not yet of what holds after it. */
  close(): void;
  /** The page has been told the state of this ownership. */
  open(epoch: number | undefined): void;
  /** What may be shown, if anything. */
  show(typing: LiveTyping): Typing | undefined;
};

/** A gate for one page, closed to drafts until the page has its first state. */
export function createDraftGate(): DraftGate {
  let told: number | undefined;
  return {
    close: () => void (told = undefined),
    open: (epoch) => void (told = epoch),
    show: ({ epoch, ...typing }) => (epoch === undefined || epoch === told ? typing : undefined),
  };
}
