import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ViewState } from './view-state.ts';
import { seenUpTo } from './seen.ts';

/** Of a message this much must be in sight, px. */
const ENOUGH_PX = 28;
/** Passing by while scrolling is not reading, ms. */
const STAY_MS = 400;

/** Tells, while the panel is looked at, up to which cursor messages have been in sight. `tell` may fail: it is told again at the next look. */
export function useSeen(list: RefObject<HTMLDivElement | null>, view: ViewState, isLookedAt: boolean, tell: (cursor: number) => Promise<void>): void {
  const told = useRef({ visitor: view.visitor, cursor: 0 });
  useEffect(() => {
    const place = list.current;
    if (!place || !isLookedAt || !view.complete) return undefined;
    if (told.current.visitor !== view.visitor) told.current = { visitor: view.visitor, cursor: 0 };
    let staying: ReturnType<typeof setTimeout> | undefined;
    const note = (): void => {
      const places = Array.from(place.querySelectorAll<HTMLElement>('[data-cursor]'), (message) => ({ cursor: Number(message.dataset['cursor']), top: message.offsetTop + Math.min(message.offsetHeight, ENOUGH_PX) }));
      const cursor = seenUpTo(places, place.scrollTop + place.clientHeight);
      if (cursor <= told.current.cursor) return;
      const mine = told.current;
      told.current = { ...mine, cursor };
      tell(cursor).catch(() => {
        if (told.current.cursor === cursor) told.current = mine;
      });
    };
    const look = (): void => {
      clearTimeout(staying);
      staying = setTimeout(note, STAY_MS);
    };
    look();
    place.addEventListener('scroll', look, { passive: true });
    return () => {
      clearTimeout(staying);
      place.removeEventListener('scroll', look);
    };
  }, [isLookedAt, view.complete, view.transcript.cursor, view.visitor]);
}
