import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Connection } from './connection.ts';
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
/** A reply longer than the panel is shown from its beginning, under the end of what came before. */
const ABOVE_REPLY_PX = 56;

/** A scrolling list that stays at its end unless the reader has scrolled up. */
export type StickyEnd = {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** Something came while the reader was further up. */
  readonly behind: boolean;
  readonly toEnd: () => void;
};

/**
 * Keeps a list at its end. `count` and `own` are how many messages there are and how many the reader wrote; `more` is
 * anything else that makes the list grow; until `ready` it is simply held at its end.
 */
export function useStickyEnd(count: number, own: number, more: unknown, ready: boolean): StickyEnd {
  const ref = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = useRef({ count, own });
  const [behind, setBehind] = useState(false);
  const scroll = (whole: boolean): void => {
    const list = ref.current;
    if (!list) return;
    const reply = Array.from(list.querySelectorAll<HTMLElement>('.message:not(.own)')).at(-1);
    list.scrollTop = whole || !reply ? list.scrollHeight : Math.min(list.scrollHeight - list.clientHeight, reply.offsetTop - ABOVE_REPLY_PX);
    atEnd.current = true;
    setBehind(false);
  };
  useEffect(() => {
    const list = ref.current;
    if (!list) return undefined;
    const look = (): void => {
      atEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
      if (atEnd.current) setBehind(false);
    };
    // The composer grows and phones slide their keyboard in: the end must stay in sight then too.
    const resized = new ResizeObserver(() => {
      if (atEnd.current) list.scrollTop = list.scrollHeight;
    });
    list.addEventListener('scroll', look, { passive: true });
    resized.observe(list);
    return () => {
      list.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    if (last.current.own !== own || !ready) scroll(true);
    else if (atEnd.current) scroll(false);
    else if (last.current.count < count) setBehind(true);
    last.current = { count, own };
  }, [count, own, more, ready]);
  return { ref, behind, toEnd: () => scroll(true) };
}
