import { createLive, type Live } from '#core/live.ts';
import type { Store } from '#core/ports/store.ts';

/** Something that counts who listens to it. */
export type Counted<T> = { readonly of: T; readonly listeners: () => number };

function counter(): { readonly add: (stop: () => void) => () => void; readonly listeners: () => number } {
  let listeners = 0;
  return {
    add(stop) {
      listeners += 1;
      let isOpen = true;
      return () => {
        if (isOpen) listeners -= 1;
        isOpen = false;
        stop();
      };
    },
    listeners: () => listeners,
  };
}

/** A store that counts its subscribers, and how often a conversation was looked at, as every open stream does on each change. */
export function countStore(store: Store): Counted<Store> & { readonly looks: () => number } {
  const { add, listeners } = counter();
  let looks = 0;
  const conversation: Store['conversation'] = (id) => {
    looks += 1;
    return store.conversation(id);
  };
  return { of: { ...store, conversation, subscribe: (listener) => add(store.subscribe(listener)) }, listeners, looks: () => looks };
}

/** Live signals that count their listeners: one for each open stream of a conversation. */
export function countLive(live: Live = createLive()): Counted<Live> {
  const { add, listeners } = counter();
  return { of: { ...live, onTyping: (id, listener) => add(live.onTyping(id, listener)) }, listeners };
}
