import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Connection } from './connection.ts';
import { scrollTarget } from './scroll-plan.ts';
import type { Happened, PlacedMessage } from './scroll-plan.ts';
import type { ViewState } from './view-state.ts';

/** What the connection knows, drawn anew at each change. */
export function useView(connection: Connection): ViewState {
  const [view, setView] = useState(connection.view());
  useEffect(() => connection.subscribe(() => setView(connection.view())), [connection]);
  return view;
}

/** Is the browser on a network? */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = (): void => setOnline(navigator.onLine);
    addEventListener('online', update);
    addEventListener('offline', update);
    return () => {
      removeEventListener('online', update);
      removeEventListener('offline', update);
    };
  }, []);
  return online;
}

/** Has `flag` been true for `ms`? Short flickers are not worth telling. */
export function useLasting(flag: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!flag) {
      setLasting(false);
      return undefined;
    }
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [flag, ms]);
  return flag && lasting;
}

/** Is it before `until` (Unix ms)? Turns false by itself when the time has come. */
export function useUntil(until: number | undefined): boolean {
  const [, redraw] = useState(0);
  useEffect(() => {
    const left = (until ?? 0) - Date.now();
    if (left <= 0) return undefined;
    const timer = setTimeout(() => redraw((count) => count + 1), left + 20);
    return () => clearTimeout(timer);
  }, [until]);
  return until !== undefined && until > Date.now();
}

const NEAR_END_PX = 80;

/** How many messages a list has: all of them, those of the reader, and answers of the bot and of people. */
export type Counts = { readonly all: number; readonly own: number; readonly replies: number };

/** A scrolling list that follows what comes unless the reader has scrolled up. */
export type StickyEnd = {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** Something came while the reader was further up. */
  readonly behind: boolean;
  readonly toEnd: () => void;
};

function messagesIn(list: HTMLElement): readonly PlacedMessage[] {
  return Array.from(list.querySelectorAll<HTMLElement>('.message'), (message) => ({ own: message.classList.contains('own'), top: message.offsetTop, height: message.offsetHeight }));
}

/**
 * Scrolls a list as `scrollTarget` says. `more` is anything besides messages that makes the list grow; until `ready`
 * it is simply held at its end.
 */
export function useStickyEnd(counts: Counts, more: unknown, ready: boolean): StickyEnd {
  const ref = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const known = useRef({ ...counts, ready });
  const [behind, setBehind] = useState(false);
  const scroll = (happened: Happened): boolean => {
    const list = ref.current;
    if (!list) return false;
    const frame = { top: list.scrollTop, view: list.clientHeight, height: list.scrollHeight };
    const target = scrollTarget(happened, frame, messagesIn(list), follows.current);
    if (target === undefined) return false;
    list.scrollTop = target;
    follows.current = true;
    setBehind(false);
    return true;
  };
  useEffect(() => {
    const list = ref.current;
    if (!list) return undefined;
    const look = (): void => {
      follows.current = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
      if (follows.current) setBehind(false);
    };
    // The composer grows and phones slide their keyboard in: what was in sight must stay in sight then too.
    const resized = new ResizeObserver(() => scroll('other'));
    list.addEventListener('scroll', look, { passive: true });
    resized.observe(list);
    return () => {
      list.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    const before = known.current;
    known.current = { ...counts, ready };
    const isAnswered = counts.replies > before.replies || !before.ready;
    const happened = counts.own > before.own || !ready ? 'own' : isAnswered ? 'reply' : 'other';
    if (!scroll(happened) && counts.all > before.all) setBehind(true);
  }, [counts.all, counts.own, counts.replies, more, ready]);
  return { ref, behind, toEnd: () => scroll('own') };
}
